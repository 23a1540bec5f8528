"""What a tree's own cases teach about its order of questions: a guide, from walking each of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from gatewise import probes
from gatewise.graph import DecisionGraph
from gatewise.guidance import Guide, World, completed
from gatewise.loader import Case, base_rates, cases_in, shipped_trees
from gatewise.model import UNKNOWN, Fact, Facts, Reading, Verdict
from gatewise.nodes import Decision, Finding
from gatewise.observers.recorded import RecordedObserver
from gatewise.probes import Probe
from gatewise.rehearsal import walked_through
from gatewise.session import Session

_REPLAYS = 6
"""In so many cases each probe is watched for the facts it reads; more of them teach nothing new."""


@cache
def guide_for(graph: DecisionGraph) -> Guide:
    """The guide that the shipped cases of this tree teach; made once, in some seconds."""
    return guide_of(shipped_trees() / graph.name, graph)


def guide_of(folder: Path, graph: DecisionGraph) -> Guide:
    """The guide that the cases of the tree in this folder teach; cases that do not load teach nothing."""
    walks = [(case, walked_through(graph, case).session) for case in cases_in(folder, graph) if isinstance(case, Case)]
    worlds = completed(graph, _worlds(graph, walks), base_rates())

    def recalled(name: str, facts: Facts) -> str | None:
        node = graph.nodes[name]
        probe = probes.named(node.probe) if isinstance(node, Decision) and node.probe is not None else None
        reading = None if probe is None else _reading(probe, facts, None)
        return None if reading is None else reading.answer

    return Guide(graph, worlds, remembering(graph), recalled, _rests_on(graph, walks))


def remembering(graph: DecisionGraph) -> frozenset[str]:
    """The decisions whose probe looks at nothing and needs nothing: it repeats what earlier answers established."""
    return frozenset(
        name
        for name, node in graph.nodes.items()
        if isinstance(node, Decision) and node.probe is not None
        if node.cost.probe == 0 and not probes.named(node.probe).NEEDS
    )


def _worlds(graph: DecisionGraph, walks: Iterable[tuple[Case, Session]]) -> Iterator[World]:
    """A world for each case that leads to what it expects; one with several faults only for want of a simpler one."""
    alone: dict[str, list[World]] = {}
    among_others: dict[str, World] = {}
    for case, session in walks:
        found = session.found[0] if session.found else None
        if found is None or found != case.expect_finding:
            continue
        steps = [step for step in session.trail if step.answered is not None]
        route = [step.node for step in session.trail]
        world = World(
            found,
            1,
            MappingProxyType({step.node: step.way for step in steps}),
            frozenset(step.node for step in steps if step.way != UNKNOWN and step.node not in case.answers),
            tuple(route[: route.index(found)] if found in route else route),
        )
        if sum(_is_fault(graph, name) for name in session.found) > 1:
            among_others.setdefault(found, world)
        else:
            alone.setdefault(found, []).append(world)
    yield from (world for worlds in alone.values() for world in worlds)
    yield from (world for finding, world in among_others.items() if finding not in alone)


def _is_fault(graph: DecisionGraph, name: str) -> bool:
    node = graph.nodes[name]
    return isinstance(node, Finding) and node.verdict is Verdict.FAULT


def _rests_on(
    graph: DecisionGraph, walks: Iterable[tuple[Case, Session]]
) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By decision: which others establish facts that its probe has been seen to read, and which facts."""
    established: dict[str, set[str]] = {}
    read: dict[str, set[str]] = {}
    replayed: dict[str, int] = {}
    for case, session in walks:
        for step in session.trail:
            node = graph.nodes[step.node]
            if step.answered is None or not isinstance(node, Decision):
                continue
            established.setdefault(step.node, set()).update(step.answered.facts, node.answers[step.way].sets)
            replayed[step.node] = replayed.get(step.node, 0) + 1
            if node.probe is not None and replayed[step.node] <= _REPLAYS:
                watched = _Watched(replace(session, held=step.node).facts)
                _reading(probes.named(node.probe), watched, RecordedObserver(case))
                read.setdefault(step.node, set()).update(watched.read)
    return MappingProxyType(
        {
            name: {other: frozenset(facts & wanted) for other, facts in established.items() if facts & wanted}
            for name, wanted in read.items()
        }
    )


class _Watched(Mapping[str, Fact]):
    """Facts that remember which of them somebody asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Fact:
        self.read.add(name)
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _reading(probe: Probe, facts: Facts, observer: RecordedObserver | None) -> Reading | None:
    """What the probe reads from these facts and this case; None if it wants to look and there is no case."""
    probing = probe.probe(facts)
    try:
        asked = next(probing)
        while observer is not None:
            several = isinstance(asked, tuple)
            seen = tuple(observer.observe(one) for one in (asked if isinstance(asked, tuple) else (asked,)))
            asked = probing.send(seen if several else seen[0])
    except StopIteration as stop:
        reading: Reading = stop.value
        return reading
    finally:
        probing.close()
    return None
