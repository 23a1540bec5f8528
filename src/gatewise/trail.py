"""What a walk leaves behind it: the steps it took, and the findings each of them left aside."""

from collections.abc import Iterable
from dataclasses import dataclass

from gatewise.graph import SKIPPED, DecisionGraph
from gatewise.model import UNKNOWN, Answered, Giver
from gatewise.nodes import Action, Decision, Finding


@dataclass(frozen=True, slots=True)
class Step:
    """One node that the route has passed."""

    node: str
    way: str
    """The answer taken; `done` or `skipped` behind an action, `fixed` behind a finding that was continued past."""
    target: str
    answered: Answered | None
    """None behind a finding that was continued past."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """A finding that the walk has left behind."""

    finding: str
    by: Step


def not_asked(node: Decision | Action) -> Answered:
    """What stands for the answer of a node that a concluded walk passes without asking."""
    return Answered(UNKNOWN if isinstance(node, Decision) else SKIPPED, Giver.NOBODY, note="not asked")


def left_behind(graph: DecisionGraph, trail: Iterable[Step]) -> tuple[Discarded, ...]:
    """The findings that the steps ruled out, each once, with the first step that did."""
    gone: dict[str, Discarded] = {}
    for step in trail:
        if isinstance(graph.nodes[step.node], Finding):
            continue
        # That one fault was found says nothing about those that lie behind it.
        behind = beyond(graph, step.target)
        for finding in graph.ruled_out(step.node, step.target):
            if finding not in behind:
                gone.setdefault(finding, Discarded(finding, step))
    return tuple(gone.values())


def beyond(graph: DecisionGraph, name: str) -> frozenset[str]:
    """The findings that a walk behind this finding can come to once it is fixed; none behind another node."""
    node = graph.nodes[name]
    return graph.suspects(node.then) if isinstance(node, Finding) and node.then else frozenset()
