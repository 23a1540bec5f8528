"""What a tree's own cases teach about its order of questions: a guide, from walking each of them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from gatewise import probes
from gatewise.graph import DecisionGraph
from gatewise.guidance import Guide, World, completed
from gatewise.loader import Case, base_rates, cases_in, shipped_trees
from gatewise.model import UNKNOWN, Facts, Reading
from gatewise.nodes import Decision, Finding
from gatewise.rehearsal import walked_through


@cache
def guide_for(graph: DecisionGraph) -> Guide:
    """The guide that the shipped cases of this tree teach; made once, in a second or two."""
    return guide_of(shipped_trees() / graph.name, graph)


def guide_of(folder: Path, graph: DecisionGraph) -> Guide:
    """The guide that the cases of the tree in this folder teach; cases that do not load teach nothing."""
    cases = (case for case in cases_in(folder, graph) if isinstance(case, Case))
    worlds = completed(graph, _walked(graph, cases), base_rates())
    return Guide(graph, worlds, remembering(graph), lambda name, facts: _recalled(graph, name, facts))


def remembering(graph: DecisionGraph) -> frozenset[str]:
    """The decisions whose probe looks at nothing and needs nothing: it repeats what earlier answers established."""
    return frozenset(
        name
        for name, node in graph.nodes.items()
        if isinstance(node, Decision) and node.probe is not None
        if node.cost.probe == 0 and not probes.named(node.probe).NEEDS
    )


def _recalled(graph: DecisionGraph, name: str, facts: Facts) -> str | None:
    node = graph.nodes[name]
    if not isinstance(node, Decision) or node.probe is None:
        return None
    probing = probes.named(node.probe).probe(facts)
    try:
        next(probing)
    except StopIteration as stop:
        reading: Reading = stop.value
        return reading.answer
    probing.close()
    return None


def _walked(graph: DecisionGraph, cases: Iterable[Case]) -> Iterable[World]:
    """A world for each case that leads to what it expects; one with several faults only for want of a simpler one."""
    alone: dict[str, list[World]] = {}
    among_others: dict[str, World] = {}
    for case in cases:
        session = walked_through(graph, case).session
        if not session.found or session.found[0] != case.expect_finding:
            continue
        faults = [name for name in session.found if graph.nodes[name].kind == "finding" and _is_fault(graph, name)]
        world = World(
            session.found[0],
            1,
            MappingProxyType({step.node: step.way for step in session.trail if step.answered is not None}),
            frozenset(
                step.node
                for step in session.trail
                if step.answered is not None and step.way != UNKNOWN and step.node not in case.answers
            ),
            tuple(_before(session.found[0], (step.node for step in session.trail))),
        )
        if len(faults) > 1:
            among_others.setdefault(world.finding, world)
        else:
            alone.setdefault(world.finding, []).append(world)
    yield from (world for worlds in alone.values() for world in worlds)
    yield from (world for finding, world in among_others.items() if finding not in alone)


def _before(finding: str, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name == finding:
            return
        yield name


def _is_fault(graph: DecisionGraph, name: str) -> bool:
    node = graph.nodes[name]
    return isinstance(node, Finding) and node.verdict == "fault"
