"""The taxonomy, made from the shipped tree and its cases."""

import csv
import json
from functools import cache
from itertools import pairwise

import pytest

from gatewise.loader import shipped_trees
from gatewise.nodes import Decision, Finding
from gatewise.opening import graph
from gatewise.taxonomy import Taxonomy, as_json, as_markdown, as_text, of_tree


@cache
def taxonomy() -> Taxonomy:
    return of_tree(graph())


def test_every_cause_that_a_finding_names_is_in_it_once() -> None:
    named = [node.cause for node in graph().nodes.values() if isinstance(node, Finding) and node.cause]
    causes = [entry.cause for entry in taxonomy().entries]

    assert sorted(causes) == sorted(set(named))


def test_the_table_of_symptoms_puts_causes_together_that_show_the_same() -> None:
    forbidden = taxonomy().by_look["http.403.forbidden"]

    assert {"dep-wrong-or-missing-stage", "api-not-private", "client-missing-routing-header"} <= set(forbidden)
    rates = [taxonomy().by_cause[cause].base_rate for cause in forbidden]
    assert all(one >= other for one, other in pairwise(rates)), "the most frequent first"


def test_causes_that_look_alike_name_each_other() -> None:
    by_cause = taxonomy().by_cause
    for entry in by_cause.values():
        for alike in entry.alike:
            assert entry.cause in {other.cause for other in by_cause[alike.cause].alike}


def test_what_tells_two_causes_apart_is_a_question_with_two_answers() -> None:
    for entry in taxonomy().entries:
        for alike in entry.alike:
            node = graph().nodes[alike.decision]
            assert isinstance(node, Decision)
            labels = {answer.label for answer in node.answers.values()}
            assert {alike.here, alike.there} <= labels
            assert alike.here != alike.there


def test_a_search_keeps_the_causes_that_have_all_of_its_words() -> None:
    found = taxonomy().only(words="Forbidden STAGE")

    assert "dep-wrong-or-missing-stage" in found.by_cause
    assert "net-endpoint-sg-ingress" not in found.by_cause
    assert not taxonomy().only(words="unheard-of").entries


def test_a_layer_holds_its_own_causes_only() -> None:
    found = taxonomy().only(layer="dns")

    assert found.entries
    assert {entry.layer.value for entry in found.entries} == {"dns"}


def test_the_text_of_one_cause_says_how_to_prove_it_and_what_mends_it() -> None:
    entry = taxonomy().by_cause["dep-policy-not-redeployed"]
    page = as_text.cause(taxonomy(), entry)

    assert "What it looks like" in page
    assert "How to prove it" in page
    assert "aws apigateway create-deployment" in page
    assert "gatewise demo dep-policy-not-redeployed" in page
    prose = [line for line in page.splitlines() if not line.startswith(("    aws", "    curl"))]
    assert "{" not in "".join(line for line in prose if "json" not in line and '"' not in line and "'" not in line)


def test_every_cause_stands_in_the_overview_and_in_the_handout() -> None:
    overview, handout = as_text.overview(taxonomy()), as_markdown.page(taxonomy())

    for entry in taxonomy().entries:
        assert f"  {entry.cause}: " in overview
        assert f"\n### {entry.cause}\n" in handout


def test_links_in_the_handout_lead_to_a_cause() -> None:
    import re

    handout = as_markdown.page(taxonomy())
    linked = set(re.findall(r"\]\(#([a-z0-9-]+)\)", handout))

    assert linked
    assert linked <= taxonomy().by_cause.keys()


def test_the_json_holds_every_cause_and_the_table_of_symptoms() -> None:
    page = json.loads(as_json.page(taxonomy()))

    assert {entry["cause"] for entry in page["causes"]} == taxonomy().by_cause.keys()
    assert {look["look"] for look in page["symptoms"]} == taxonomy().by_look.keys()


NOT_FINDINGS: dict[str, str] = {}
"""Causes of `causes.csv` that no finding names, each with the reason why it can't be one."""


def _listed() -> set[str]:
    with (shipped_trees() / "causes.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"] for row in csv.DictReader(file)}


def test_every_documented_cause_is_a_finding_or_says_why_it_is_none() -> None:
    found = taxonomy().by_cause.keys()

    assert _listed() == found | NOT_FINDINGS.keys()
    assert not found & NOT_FINDINGS.keys()


@pytest.mark.parametrize("cause", sorted(_listed() - NOT_FINDINGS.keys()))
def test_a_cause_is_reached_by_some_case(cause: str) -> None:
    assert taxonomy().by_cause[cause].cases
