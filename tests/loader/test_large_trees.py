"""A tree of 10,000 nodes is linted, loaded and walked like any other. How fast is a benchmark's business."""

import random
from pathlib import Path

import pytest

from gatewise.graph import DecisionGraph
from gatewise.loader import load_tree, mistakes_in
from gatewise.model import Answered, Giver
from gatewise.session import Session

NODES = 10_000
DECISION = """\
  n{0}:
    kind: decision
    layer: dns
    title: Question {0}
    question: Does {{host}} work?
    why: To know.
    vantage: client
    check: {{steps: ["Look at {{host}}."]}}
    answers:
      yes: {{label: It does, to: n{1}, rules_out: Everything., sets: {{seen: it}}}}
      no: {{label: It does not, to: n{2}, rules_out: Nothing., asks: [seen]}}
      unknown: {{label: I can't tell, to: n{3}, rules_out: Nothing., asks: [seen]}}
    cost: {{human: 30}}
"""
FINDING = """\
  n{0}:
    kind: finding
    layer: dns
    verdict: inconclusive
    title: Finding {0}
    explanation: With {{host}} there is {{seen}}.
    sources: [{{title: AWS, url: "https://docs.aws.amazon.com/"}}]
"""
TREE = """\
gatewise_tree: 1
title: Large
summary: Made by a test.
start: n0
files: [all.yaml]
facts:
  host: {title: host, example: a, where: here, given: true}
  seen: {title: seen, example: it, where: here}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    chance = random.Random("large")  # noqa: S311 - the same tree every time
    nodes: list[str] = []
    for number in range(NODES):
        if number % 4 == 3 or number >= NODES - 2:
            nodes.append(FINDING.format(number))
        else:
            # Every node is the next one's way in, so that all are reached.
            onward = min(number + chance.randint(2, 60), NODES - 1)
            nodes.append(DECISION.format(number, number + 1, number + 1 + (number % 4 == 2), onward))
    (folder / "all.yaml").write_text("nodes:\n" + "".join(nodes))
    (folder / "tree.yaml").write_text(TREE)
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> DecisionGraph:
    return load_tree(folder, {})


def test_it_lints_clean(folder: Path) -> None:
    assert mistakes_in(folder, {}) == ()


def test_its_routes_are_sampled_and_cover_every_edge(graph: DecisionGraph) -> None:
    assert graph.number_of_routes() > 10**300

    covered = {edge for route in graph.routes() for edge in route}

    assert covered == set(graph.edges)


def test_a_long_walk_names_every_finding_it_leaves_behind(graph: DecisionGraph) -> None:
    answers = {}
    name = graph.start
    while name not in graph.findings:
        step = next(
            (way for way in graph.ways_from(name) if way.target not in graph.findings), graph.ways_from(name)[0]
        )
        answers[name] = Answered(step.key, Giver.PERSON)
        name = step.target
    session = Session(graph, answers=answers)

    assert len(session.trail) > NODES // 2
    left_behind = {discarded.finding for discarded in (*session.discarded, *session.passed_over)}
    assert left_behind | session.suspects == graph.suspects(graph.start)
