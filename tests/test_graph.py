"""The decision graph answers as a naive search does, on any graph."""

import subprocess
import sys
from collections.abc import Iterator

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from gatewise.graph import FIXED, DecisionGraph, Edge, Ways, cycles, in_order, leading_to, multigraph, reached
from gatewise.model import Answered, Giver
from gatewise.nodes import Action, Decision, Finding, LayerFile
from gatewise.session import Session
from tests.small_tree import small_graph

_SOURCES = [{"title": "AWS", "url": "https://docs.aws.amazon.com/"}]


def _decision(targets: list[str]) -> dict[str, object]:
    answers = {
        f"answer_{number}": {"label": "It is so", "to": target, "rules_out": "The rest."}
        for number, target in enumerate(targets)
    }
    return {
        "kind": "decision",
        "layer": "network",
        "title": "A question",
        "question": "Is it so?",
        "why": "To know.",
        "check": {"steps": ["Look."]},
        "vantage": "person",
        "cost": {"human": 1},
        "answers": answers,
    }


def _action(to: str, skip_to: str) -> dict[str, object]:
    return {
        "kind": "action",
        "layer": "network",
        "title": "An action",
        "todo": "Do it.",
        "risk": "None.",
        "to": to,
        "skip_to": skip_to,
        "cost": {"human": 1},
    }


def _finding(then: str | None) -> dict[str, object]:
    return {
        "kind": "finding",
        "layer": "network",
        "verdict": "inconclusive",
        "title": "A finding",
        "explanation": "So it is.",
        "sources": _SOURCES,
        **({"then": then} if then else {}),
    }


@st.composite
def graphs(draw: st.DrawFn) -> DecisionGraph:
    """Any graph in which every way leads to a later node, and the last node is a finding."""
    size = draw(st.integers(1, 12))
    nodes: dict[str, dict[str, object]] = {}
    for number in range(size):
        later = st.sampled_from([f"n{other}" for other in range(number + 1, size)]) if number + 1 < size else None
        kind = "finding" if later is None else draw(st.sampled_from(["decision", "decision", "action", "finding"]))
        if later is None or kind == "finding":
            nodes[f"n{number}"] = _finding(draw(st.none() | later) if later is not None else None)
        elif kind == "action":
            nodes[f"n{number}"] = _action(draw(later), draw(later))
        else:
            nodes[f"n{number}"] = _decision(draw(st.lists(later, min_size=2, max_size=4)))
    shuffled = draw(st.permutations(sorted(nodes)))
    typed = LayerFile.model_validate({"nodes": {name: nodes[name] for name in shuffled}}).nodes
    return DecisionGraph("any", "Any", "Made by a test.", "n0", typed, {})


def naive_routes(graph: DecisionGraph, name: str) -> Iterator[tuple[Edge, ...]]:
    if isinstance(graph.nodes[name], Finding):
        yield ()
        return
    for edge in graph.ways_from(name):
        for rest in naive_routes(graph, edge.target):
            yield (edge, *rest)


def ends_in(graph: DecisionGraph, route: tuple[Edge, ...], name: str) -> str:
    for edge in route:
        assert edge.origin == name
        assert edge in graph.ways_from(name)
        assert edge.key != FIXED
        name = edge.target
    return name


@given(graphs())
def test_the_routes_are_every_way_from_the_start_to_a_finding(graph: DecisionGraph) -> None:
    routes = list(graph.routes(ceiling=10**9))

    assert routes == list(naive_routes(graph, graph.start))
    assert graph.number_of_routes() == len(routes)
    assert all(ends_in(graph, route, graph.start) in graph.findings for route in routes)


@given(graphs(), st.integers(0, 6))
def test_a_sample_of_routes_covers_every_edge_that_a_route_has(graph: DecisionGraph, ceiling: int) -> None:
    sampled = list(graph.routes(ceiling))

    assert all(ends_in(graph, route, graph.start) in graph.findings for route in sampled)
    every = {edge for route in naive_routes(graph, graph.start) for edge in route}
    assert {edge for route in sampled for edge in route} == every
    assert sampled == list(graph.routes(ceiling))


@given(graphs())
def test_suspects_are_the_findings_some_walk_ends_in(graph: DecisionGraph) -> None:
    for name in graph.nodes:
        ends = {route[-1].target if route else name for route in naive_routes(graph, name)}
        assert graph.suspects(name) == ends


@given(graphs())
def test_a_step_rules_out_the_suspects_it_leaves_behind_in_the_order_of_the_files(graph: DecisionGraph) -> None:
    for edge in graph.edges:
        gone = graph.suspects(edge.origin) - graph.suspects(edge.target)
        assert graph.ruled_out(edge.origin, edge.target) == tuple(name for name in graph.findings if name in gone)


@given(graphs())
def test_what_lies_ahead_comes_nearest_first(graph: DecisionGraph) -> None:
    walk = graph.multigraph.copy()
    for edge in graph.edges:
        if edge.key == FIXED:
            walk.remove_edge(edge.origin, edge.target, edge.key)
    distances = nx.single_source_shortest_path_length(walk, graph.start)

    ahead = list(graph.ahead(graph.start))

    assert set(ahead) == set(distances) - {graph.start}
    assert [distances[name] for name in ahead] == sorted(distances[name] for name in ahead)


@given(graphs())
def test_the_order_has_every_node_before_those_it_leads_to(graph: DecisionGraph) -> None:
    position = {name: number for number, name in enumerate(graph.order)}

    assert sorted(position) == sorted(graph.nodes)
    assert all(position[edge.origin] < position[edge.target] for edge in graph.edges)


@given(graphs(), st.data())
def test_a_discarded_finding_is_named_with_the_answer_that_discarded_it(
    graph: DecisionGraph, data: st.DataObject
) -> None:
    session = Session(graph)
    while isinstance(session.node, Decision | Action) and data.draw(st.booleans(), "go on"):
        way = data.draw(st.sampled_from(graph.ways_from(session.open)), "way")
        session = session.answered(session.open, Answered(way.key, Giver.PERSON))

    left_behind = (*session.discarded, *session.passed_over)
    for discarded in left_behind:
        assert discarded.finding in graph.suspects(discarded.by.node)
        assert discarded.finding not in graph.suspects(discarded.by.target)
        assert discarded.by in session.trail
    gone = {discarded.finding for discarded in left_behind}
    assert len(gone) == len(left_behind)
    assert not gone & (session.suspects | session.behind)
    assert gone | session.suspects | session.behind >= graph.suspects(graph.start)


@st.composite
def any_ways(draw: st.DrawFn) -> Ways:
    """Any ways at all, round in circles too."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 8)))]
    targets = st.lists(st.sampled_from(names), max_size=3)
    return {
        name: tuple(Edge(name, f"answer_{number}", target) for number, target in enumerate(draw(targets)))
        for name in names
    }


@given(any_ways())
def test_there_is_one_cycle_for_each_group_of_nodes_that_lead_to_one_another(ways: Ways) -> None:
    graph = multigraph(ways)
    groups = [
        group
        for group in nx.strongly_connected_components(graph)
        if len(group) > 1 or any(graph.has_edge(name, name) for name in group)
    ]

    rings = cycles(ways)

    assert len(rings) == len(groups)
    for ring in rings:
        assert all(edge in ways[edge.origin] for edge in ring)
        assert [edge.target for edge in ring] == [edge.origin for edge in (*ring[1:], ring[0])]


@given(any_ways())
def test_the_order_of_ways_with_cycles_leaves_out_what_is_in_one_or_behind_one(ways: Ways) -> None:
    graph = multigraph(ways)
    in_cycle = {edge.origin for ring in cycles(ways) for edge in ring}
    behind = in_cycle.union(*(nx.descendants(graph, name) for name in in_cycle))

    assert set(in_order(ways)) == set(ways) - behind


@given(any_ways(), st.data())
def test_reaching_and_leading_are_what_networkx_says(ways: Ways, data: st.DataObject) -> None:
    graph = multigraph(ways)
    start = data.draw(st.sampled_from(sorted(ways)))
    ends = data.draw(st.sets(st.sampled_from(sorted(ways))))

    assert set(reached(ways, start)) == nx.descendants(graph, start) | {start}
    assert leading_to(ways, ends) == ends.union(*(nx.ancestors(graph, name) for name in ends))


def test_two_answers_that_lead_to_the_same_node_are_two_edges() -> None:
    graph = small_graph()

    assert set(graph.multigraph["first"]["second"]) == {"yes", "unknown"}
    assert graph.multigraph.number_of_edges() == len(graph.edges)


def test_the_ways_out_of_each_kind_of_node_are_named() -> None:
    graph = small_graph()

    assert [edge.key for edge in graph.ways_from("first")] == ["yes", "no", "unknown"]
    assert [edge.key for edge in graph.ways_from("prepare")] == ["done", "skipped"]
    assert graph.ways_from("closed") == (Edge("closed", "fixed", "second"),)
    assert graph.ways_from("good") == ()


def test_a_finding_is_its_own_only_suspect() -> None:
    graph = small_graph()

    assert graph.suspects("closed") == {"closed"}
    assert list(graph.ahead("closed")) == []


def test_walking_a_graph_takes_no_networkx() -> None:
    code = (
        "import sys; from tests.small_tree import small_graph; graph = small_graph(); "
        "graph.suspects('first'), list(graph.routes()), graph.order; sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
