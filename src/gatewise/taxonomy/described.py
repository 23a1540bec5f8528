"""Makes the taxonomy of a tree: walks its cases, and compares the routes of those that look alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gatewise.graph import DecisionGraph
from gatewise.loader import Case, base_rates, cases_in, shipped_trees
from gatewise.model import UNKNOWN
from gatewise.nodes import Decision, Finding
from gatewise.rehearsal import walked_through
from gatewise.taxonomy.entry import Alike, Deciding, Entry, Look, Taxonomy
from gatewise.taxonomy.look import look_of
from gatewise.trail import Step


@dataclass(frozen=True, slots=True)
class _Walked:
    """One case, walked to its finding."""

    case: str
    finding: str
    look: Look | None
    route: tuple[Step, ...]
    """The steps before the finding."""


def untold(graph: DecisionGraph) -> Taxonomy:
    """The causes of a shipped tree without what only its cases show: there at once, while the cases are walked."""
    return described(graph, (), base_rates())


@cache
def of_tree(graph: DecisionGraph) -> Taxonomy:
    """The taxonomy of a shipped tree; a case that does not load is left out, for lint to tell of."""
    cases = cases_in(shipped_trees() / graph.name, graph)
    return described(graph, [case for case in cases if isinstance(case, Case)], base_rates())


def described(graph: DecisionGraph, cases: Iterable[Case], rates: Mapping[str, int]) -> Taxonomy:
    """The taxonomy of the tree, from its findings and its cases; of several faults, the first is what is seen."""
    walked = [each for case in cases if (each := _walked(graph, case)) is not None]
    by_cause: dict[str, list[str]] = {}
    for name, node in graph.nodes.items():
        if isinstance(node, Finding) and node.cause:
            by_cause.setdefault(node.cause, []).append(name)
    shown = {cause: [each for each in walked if each.finding in names] for cause, names in by_cause.items()}
    entries = [_entry(graph, cause, names[0], shown, rates) for cause, names in by_cause.items()]
    return Taxonomy(graph.name, graph.title, graph.titles, tuple(entries))


def _walked(graph: DecisionGraph, case: Case) -> _Walked | None:
    session = walked_through(graph, case).session
    finding = session.found[0] if session.found else None
    if finding is None or finding != case.expect_finding:
        return None
    steps = [step.node for step in session.trail]
    end = steps.index(finding) if finding in steps else len(steps)
    return _Walked(case.name, finding, look_of(case, session), session.trail[:end])


def _entry(
    graph: DecisionGraph,
    cause: str,
    finding: str,
    shown: Mapping[str, list[_Walked]],
    rates: Mapping[str, int],
) -> Entry:
    own = shown[cause]
    node = graph.nodes[finding]
    if not isinstance(node, Finding):
        raise TypeError(f"{finding} is no finding")
    looks = tuple(dict.fromkeys(each.look for each in own if each.look is not None))
    alike = [
        neighbour
        for other, theirs in shown.items()
        if other != cause and (neighbour := _alike(graph, other, own, theirs)) is not None
    ]
    alike.sort(key=lambda each: (-rates.get(each.cause, 1), each.cause))
    return Entry(
        cause=cause,
        layer=node.layer,
        base_rate=rates.get(cause, 1),
        finding=finding,
        node=node,
        looks=looks,
        deciding=_deciding(graph, own),
        alike=tuple(alike),
        cases=tuple(each.case for each in own),
    )


def _deciding(graph: DecisionGraph, own: Iterable[_Walked]) -> Deciding | None:
    """The last question that was answered before the finding."""
    for each in own:
        for step in reversed(each.route):
            node = graph.nodes[step.node]
            if isinstance(node, Decision) and step.way != UNKNOWN:
                label = node.answers[step.way].label
                return Deciding(step.node, node.question, label, node.check.steps, node.check.commands)
    return None


def _alike(graph: DecisionGraph, other: str, own: Iterable[_Walked], theirs: Iterable[_Walked]) -> Alike | None:
    """The other cause as a neighbour, if some case of each looks the same and their routes part at a question."""
    for mine in own:
        for each in theirs:
            if mine.look is None or each.look is None or mine.look.kind != each.look.kind:
                continue
            parting = _parting(graph, mine.route, each.route)
            if parting is not None:
                step, way = parting
                node = graph.nodes[step.node]
                if isinstance(node, Decision):
                    here, there = node.answers[step.way].label, node.answers[way].label
                    return Alike(other, mine.look.kind, step.node, node.question, here, there)
    return None


def _parting(graph: DecisionGraph, mine: tuple[Step, ...], theirs: tuple[Step, ...]) -> tuple[Step, str] | None:
    """The first decision that both routes pass and answer differently, and the other's answer."""
    other = {step.node: step.way for step in theirs}
    for step in mine:
        way = other.get(step.node)
        if way is not None and way != step.way and isinstance(graph.nodes[step.node], Decision):
            return step, way
    return None
