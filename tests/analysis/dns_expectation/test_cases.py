import csv
import json
from pathlib import Path
from typing import Any

import pytest

from gatewise.analysis.dns_expectation.question import DnsMistake, answer, expectation_of
from tests.analysis.dns_expectation.tables import Case, cases, question

ROOT = Path(__file__).parents[3]
TAXONOMY = ROOT / "trees" / "causes.csv"
EXAMPLES = ROOT / "tests" / "analysis" / "reachability" / "path-examples.json"
CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_name_is_expected_to_resolve_as_the_case_says(case: Case) -> None:
    found = expectation_of(case.question)

    assert (found.outcome.value, found.usable, found.reason.cause) == (case.outcome, case.usable, case.cause)
    assert case.addresses is None or found.addresses == case.addresses
    assert found.hint
    assert found.reason.component
    assert found.reason.source.startswith("https://")


def test_there_are_forty_cases_and_each_has_its_own_name_and_a_page_of_aws() -> None:
    assert len(CASES) >= 40
    assert len({case.title for case in CASES}) == len(CASES)
    assert all(case.source.startswith(("https://docs.aws.amazon.com/", "https://repost.aws/")) for case in CASES)


def test_each_outcome_of_the_format_has_a_case() -> None:
    assert {case.outcome for case in CASES} == {
        "endpoint_private_ips",
        "endpoint_private_ips_if_forwarded",
        "public_or_none",
        "nxdomain",
        "nxdomain_or_none",
        "forwarded",
        "no_resolver",
        "unknown",
    }


def test_every_cause_is_one_of_the_taxonomy() -> None:
    with TAXONOMY.open() as file:
        known = {row["slug"] for row in csv.DictReader(file)}

    assert {case.cause for case in CASES} - {""} <= known


def test_the_example_of_the_format_is_answered_as_it_says() -> None:
    examples = json.loads(EXAMPLES.read_text())["cases"]
    asked = [example for example in examples if "query_name" in example["flow"]]

    assert asked
    for example in asked:
        given = answer(example)
        assert {name: given[name] for name in example["expected"]} == example["expected"]


def test_an_answer_has_the_three_keys_of_the_format() -> None:
    assert set(answer(question())) == {"outcome", "usable_for_private_api", "hint"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ([], "flow and inputs"),
        ({"inputs": {}}, "flow and inputs"),
        ({"flow": {"query_name": "a.example", "source": {}}, "inputs": []}, "flow and inputs"),
        ({"flow": {"source": {"vpc_id": "vpc-1"}}, "inputs": {}}, "query_name"),
        ({"flow": {"query_name": " . ", "source": {"vpc_id": "vpc-1"}}, "inputs": {}}, "query_name"),
        ({"flow": {"query_name": "a.example"}, "inputs": {}}, "flow.source"),
        ({"flow": {"query_name": "a.example", "source": {}}, "inputs": {}}, "names a VPC"),
        ({"flow": {"query_name": "a.example", "source": {"cidr": "10.0.0"}}, "inputs": {}}, "10.0.0"),
        ({"flow": {"query_name": "a.example", "source": {"vpc_id": 7}}, "inputs": {}}, "vpc_id"),
        ({"flow": {"query_name": "a.example", "source": {"vpc_id": "v"}, "ip_family": "ip"}, "inputs": {}}, "ipv6"),
    ],
)
def test_a_question_not_of_the_format_is_refused_with_what_would_be_right(wrong: Any, says: str) -> None:
    with pytest.raises(DnsMistake, match=says):
        answer(wrong)
