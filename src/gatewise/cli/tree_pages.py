"""A decision graph as pages of plain text. Facts are shown by their titles: no target is known here."""

import textwrap
from collections import deque
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from gatewise.graph import DecisionGraph, Edge
from gatewise.nodes import Action, Decision, Finding, Fix
from gatewise.wording import command, prose

_WIDTH = 80


def nearest(tree: DecisionGraph, name: str) -> str:
    """`; did you mean …?` where some node's name is near, else where to look."""
    near = get_close_matches(name, tree.nodes, 1)
    return f"; did you mean {near[0]!r}?" if near else "; `gatewise tree show` lists them"


def overview(tree: DecisionGraph) -> Iterator[str]:
    """Every node in the order of the walk, with its answers and where they lead."""
    yield f"{tree.name}: {tree.title}"
    yield from _wrapped(tree.summary)
    for name in tree.order:
        yield ""
        yield from _summary(tree, name)


def node(tree: DecisionGraph, name: str) -> Iterator[str]:
    """One node in full."""
    yield from _summary(tree, name)
    match tree.nodes[name]:
        case Decision() as decision:
            yield from _titled("Why it is asked", _wrapped(_prose(tree, decision.why)))
            yield from _titled("How to find out", _numbered(_prose(tree, step) for step in decision.check.steps))
            yield from _titled("Commands", _commands(tree, decision.check.commands))
            ruled_out = (f"{key}: {_prose(tree, answer.rules_out)}" for key, answer in decision.answers.items())
            yield from _titled("What each answer rules out", (line for text in ruled_out for line in _wrapped(text)))
        case Action() as action:
            yield from _titled("What to do", _wrapped(_prose(tree, action.todo)))
            yield from _titled("Commands", _commands(tree, action.commands))
            yield from _titled("Console", _numbered(_prose(tree, step) for step in action.console))
            yield from _titled("Risk", _wrapped(_prose(tree, action.risk)))
            yield from _titled("Undo", _commands(tree, action.undo))
        case Finding() as finding:
            yield from _titled("What happens", _wrapped(_prose(tree, finding.explanation)))
            if finding.fix is not None:
                yield from _fix(tree, finding.fix)
            yield from _titled("What to do next", _numbered(_prose(tree, step) for step in finding.next_steps))
    sources = (line for source in tree.nodes[name].sources for line in (f"  {source.title}", f"    {source.url}"))
    yield from _titled("Read more", sources)


def route(tree: DecisionGraph, name: str) -> Iterator[str]:
    """A shortest way from the start to a node, one answer a line."""
    ways: dict[str, tuple[Edge, ...]] = {tree.start: ()}
    pending = deque([tree.start])
    while pending and name not in ways:
        for edge in tree.ways_from(pending.popleft()):
            if edge.target not in ways:
                ways[edge.target] = (*ways[edge.origin], edge)
                pending.append(edge.target)
    for edge in ways[name]:
        yield f"{edge.origin} = {edge.key}"
    yield name


def suspects(tree: DecisionGraph, name: str) -> Iterator[str]:
    """The findings that a walk from a node can end in, in the order of the files."""
    reached = tree.suspects(name)
    for finding in tree.findings:
        if finding in reached:
            yield f"{finding}  {_prose(tree, tree.nodes[finding].title)}"


def _summary(tree: DecisionGraph, name: str) -> Iterator[str]:
    match tree.nodes[name]:
        case Decision() as decision:
            asked_of = f", probe {decision.probe}" if decision.probe else ""
            yield f"{name}  (question, layer {decision.layer}, seen from {decision.vantage}{asked_of})"
            yield from _wrapped(_prose(tree, decision.question))
            for key, answer in decision.answers.items():
                yield f"    {key} -> {answer.to}  {_prose(tree, answer.label)}"
        case Action() as action:
            yield f"{name}  (action, layer {action.layer})"
            yield from _wrapped(_prose(tree, action.title))
            for edge in tree.ways_from(name):
                yield f"    {edge.key} -> {edge.target}"
        case Finding() as finding:
            cause = f", cause {finding.cause}" if finding.cause else ""
            yield f"{name}  ({finding.verdict}, layer {finding.layer}{cause})"
            yield from _wrapped(_prose(tree, finding.title))
            for edge in tree.ways_from(name):
                yield f"    {edge.key} -> {edge.target}"


def _fix(tree: DecisionGraph, fix: Fix) -> Iterator[str]:
    yield from _titled("Fix: risk", _wrapped(_prose(tree, fix.risk)))
    yield from _titled("Fix: commands", _commands(tree, fix.cli))
    yield from _titled("Fix: console", _numbered(_prose(tree, step) for step in fix.console))
    yield from _titled("Fix: Terraform", (f"  {line}" for line in _prose(tree, fix.terraform).splitlines()))
    cloudformation = _prose(tree, fix.cloudformation or "")
    yield from _titled("Fix: CloudFormation", (f"  {line}" for line in cloudformation.splitlines()))
    yield from _titled("Fix: undo", _commands(tree, fix.undo))
    yield from _titled("Fix: redeploy the API", [f"  {fix.redeploy}"])
    yield from _titled("Fix: verify", _wrapped(_prose(tree, fix.verify)))
    refused = (f'"{refusal.says}": see {refusal.finding}' for refusal in fix.refusals)
    yield from _titled("Fix: if AWS refuses the command", (line for text in refused for line in _wrapped(text)))


def _prose(tree: DecisionGraph, text: str) -> str:
    return prose(text, {}, tree.titles)


def _commands(tree: DecisionGraph, commands: Iterable[str]) -> list[str]:
    return [f"  {line}" for text in commands for line in command(text, {}, tree.titles).splitlines()]


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    return ["", title, *listed] if listed else []


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False)


def _numbered(steps: Iterable[str]) -> list[str]:
    return [
        line
        for number, step in enumerate(steps, 1)
        for line in textwrap.wrap(
            step, _WIDTH, initial_indent=f"{number:>3}. ", subsequent_indent="     ", break_long_words=False
        )
    ]
