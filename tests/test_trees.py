"""Every shipped tree holds what a tree promises. Trees and cases are found by being there; none is named here."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from gatewise import probes
from gatewise.graph import DecisionGraph, Edge
from gatewise.loader import case_files, load_case, load_tree, mistakes_in, shipped_trees, tree_names
from gatewise.model import UNKNOWN
from gatewise.nodes import Decision, Finding, facts_needed
from gatewise.probes import Probe

TREES = tree_names()
CASES = [(tree, path) for tree in TREES for path in case_files(shipped_trees() / tree)]


@cache
def every_probe() -> Mapping[str, Probe]:
    return {name: probes.named(name) for name in probes.names()}


@cache
def graph_of(tree: str) -> DecisionGraph:
    return load_tree(shipped_trees() / tree, every_probe())


def test_there_is_a_tree_and_it_has_cases() -> None:
    assert TREES
    assert {tree for tree, _ in CASES} == set(TREES)


@pytest.mark.parametrize("tree", TREES)
def test_it_lints_clean(tree: str) -> None:
    assert [str(mistake) for mistake in mistakes_in(shipped_trees() / tree, every_probe())] == []


@pytest.mark.parametrize("tree", TREES)
def test_every_route_ends_in_a_finding(tree: str) -> None:
    graph = graph_of(tree)

    for route in graph.routes():
        assert isinstance(graph.nodes[route[-1].target], Finding)


@pytest.mark.parametrize("tree", TREES)
def test_every_finding_is_where_some_route_ends_or_lies_behind_one(tree: str) -> None:
    graph = graph_of(tree)
    ends = {route[-1].target for route in graph.routes()}

    behind = {end for route in graph.routes() for end in _findings_behind(graph, route[-1].target)}

    assert ends | behind == set(graph.findings)


@pytest.mark.parametrize("tree", TREES)
def test_every_probe_answers_what_its_decision_asks(tree: str) -> None:
    for name, node in graph_of(tree).nodes.items():
        if isinstance(node, Decision) and node.probe is not None:
            assert set(node.answers) == {*every_probe()[node.probe].ANSWERS, UNKNOWN}, name


@pytest.mark.parametrize("tree", TREES)
def test_every_placeholder_is_known_on_every_route_that_leads_to_it(tree: str) -> None:
    graph = graph_of(tree)
    given = frozenset(name for name, kind in graph.facts.items() if kind.given)
    needs = {name: facts_needed(node) for name, node in graph.nodes.items()}

    for route in graph.routes():
        known = given
        for edge in (*route, *_continued(graph, route[-1].target)):
            assert needs[edge.origin] <= known, [step.key for step in route]
            known |= _established(graph, edge)
            assert needs[edge.target] <= known, [step.key for step in route]


def _continued(graph: DecisionGraph, finding: str) -> Iterator[Edge]:
    """One way on behind the finding, as if each fault were fixed."""
    name = finding
    while ways := graph.ways_from(name):
        yield ways[0]
        name = ways[0].target


def _findings_behind(graph: DecisionGraph, finding: str) -> Iterator[str]:
    return (edge.target for edge in _continued(graph, finding) if edge.target in graph.findings)


def _established(graph: DecisionGraph, edge: Edge) -> frozenset[str]:
    node = graph.nodes[edge.origin]
    if not isinstance(node, Decision):
        return frozenset()
    answer = node.answers[edge.key]
    told = every_probe()[node.probe].ESTABLISHES.get(edge.key, ()) if node.probe else ()
    return frozenset((*answer.asks, *answer.sets, *told))


@pytest.mark.parametrize(("tree", "path"), CASES, ids=[f"{tree}/{path.stem}" for tree, path in CASES])
def test_every_case_loads_and_expects_a_finding_of_its_tree(tree: str, path: Path) -> None:
    case = load_case(path, graph_of(tree))

    assert case.name == path.stem
    assert case.expect_finding in graph_of(tree).findings


@pytest.mark.parametrize("tree", TREES)
def test_an_answer_that_ends_in_a_finding_asks_for_nothing_that_the_finding_does_not_use(tree: str) -> None:
    nodes = graph_of(tree).nodes
    needless = [
        (name, key, fact)
        for name, node in nodes.items()
        if isinstance(node, Decision)
        for key, answer in node.answers.items()
        if isinstance(finding := nodes[answer.to], Finding)
        for fact in answer.asks
        if fact not in facts_needed(finding)
    ]
    assert needless == []
