"""Worlds: one for each thing that can be wrong, with the answer that each question gets while it is wrong.

A world is mostly a case that was walked. A fault without a case has the world that the graph alone tells of: the
answers of one route to it, and nothing about the questions beside that route.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from gatewise.graph import SKIPPED, DecisionGraph, Edge
from gatewise.model import UNKNOWN, Verdict
from gatewise.nodes import Decision, Finding


@dataclass(frozen=True)
class World:
    """What one thing that is wrong looks like."""

    finding: str
    weight: float
    """How often it is met; only the ratio of two weights means something."""
    answers: Mapping[str, str]
    """By decision or action. A question that is not here, or is `unknown`, may be answered in any way."""
    told: frozenset[str]
    """The decisions that a probe answers by itself."""
    route: tuple[str, ...]
    """What the authored order asks on its way to the finding, in that order."""

    def answer(self, name: str) -> str:
        """What a question is answered here; `unknown` where the world does not say."""
        return self.answers.get(name, UNKNOWN)


def possible(worlds: Iterable[World], graph: DecisionGraph, told: Mapping[str, str]) -> tuple[World, ...]:
    """The worlds that these answers leave.

    An answer rules out every world that has another one. An answer that leads straight to a finding is a sighting: it
    also rules out the worlds that do not say what they would answer. `unknown` rules out nothing.
    """
    known = [(name, answer, sights(graph, name, answer)) for name, answer in told.items() if answer != UNKNOWN]
    return tuple(world for world in worlds if all(_fits(world, *one) for one in known))


def _fits(world: World, name: str, answer: str, sighting: bool) -> bool:  # noqa: FBT001 - one row of a table
    here = world.answer(name)
    return here == answer or (here == UNKNOWN and not sighting)


def sights(graph: DecisionGraph, name: str, answer: str) -> bool:
    """Whether this answer leads straight to a finding, because somebody looked."""
    node = graph.nodes[name]
    return (
        isinstance(node, Decision) and answer != UNKNOWN and isinstance(graph.nodes[node.answers[answer].to], Finding)
    )


def completed(graph: DecisionGraph, walked: Iterable[World], rates: Mapping[str, int]) -> tuple[World, ...]:
    """The walked worlds, weighed by the base rate of their cause, and a world for each fault that none of them shows.

    Several worlds of one finding share its weight. A finding without a cause weighs as much as the rarest cause.
    """
    worlds = list(walked)
    shown = {world.finding for world in worlds}
    worlds += [
        _from_graph(graph, name)
        for name, node in graph.nodes.items()
        if isinstance(node, Finding) and node.verdict is Verdict.FAULT and name not in shown
        if name in graph.suspects(graph.start)
    ]
    of_finding: dict[str, int] = {}
    for world in worlds:
        of_finding[world.finding] = of_finding.get(world.finding, 0) + 1
    rarest = min(rates.values(), default=1)
    return tuple(
        replace(world, weight=_rate(graph, world.finding, rates, rarest) / of_finding[world.finding])
        for world in worlds
    )


def _rate(graph: DecisionGraph, finding: str, rates: Mapping[str, int], rarest: int) -> int:
    node = graph.nodes[finding]
    cause = node.cause if isinstance(node, Finding) else None
    return rates.get(cause or "", rarest)


def _from_graph(graph: DecisionGraph, finding: str) -> World:
    route = route_to(graph, finding)
    probed = {name for name, node in graph.nodes.items() if isinstance(node, Decision) and node.probe is not None}
    return World(
        finding,
        1,
        MappingProxyType({edge.origin: edge.key for edge in route}),
        frozenset(edge.origin for edge in route if edge.origin in probed and edge.key != UNKNOWN),
        tuple(edge.origin for edge in route),
    )


def route_to(graph: DecisionGraph, finding: str) -> tuple[Edge, ...]:
    """The route on which least stays open: the fewest answers `unknown` and actions left out, then the fewest steps."""
    best: dict[str, tuple[tuple[int, int], tuple[Edge, ...]]] = {graph.start: ((0, 0), ())}
    for name in graph.order:
        if name not in best or isinstance(graph.nodes[name], Finding):
            continue
        (unsure, steps), route = best[name]
        for edge in graph.ways_from(name):
            length = (unsure + (edge.key in {UNKNOWN, SKIPPED}), steps + 1)
            if edge.target not in best or length < best[edge.target][0]:
                best[edge.target] = (length, (*route, edge))
    return best[finding][1]
