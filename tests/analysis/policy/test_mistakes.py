"""Every named mistake: a policy that shows it, and a healthy one that has none."""

import csv
from pathlib import Path

import pytest

from gatewise.analysis.policy import Request, Result, evaluate, policy_from
from gatewise.analysis.policy.changes import changed
from gatewise.analysis.policy.mistake import Around, Kind
from gatewise.analysis.policy.mistakes import mistakes_in
from tests.analysis.policy import broken
from tests.analysis.policy.broken import ALL, CASES, UNSIGNED, Broken, allow, deny, policy

NAMES = [f"{case.kind.value}-{case.cause}" for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_mistake_is_named(case: Broken) -> None:
    assert evaluate(policy_from(case.policy), case.request).result in {Result.IMPLICIT_DENY, Result.EXPLICIT_DENY}

    mistakes = mistakes_in(case.policy, case.request, case.around)

    assert (case.kind, case.cause) in {(mistake.kind, mistake.cause) for mistake in mistakes}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_healthy_policy_has_none(case: Broken) -> None:
    assert evaluate(policy_from(case.healthy), case.request).result is Result.ALLOWED

    assert mistakes_in(case.healthy, case.request, case.around) == ()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_mistake_is_told_in_a_plain_sentence(case: Broken) -> None:
    for mistake in mistakes_in(case.policy, case.request, case.around):
        assert mistake.sentence.endswith(".")
        assert mistake.right.endswith(".")
        assert mistake.statement is None or mistake.sentence.startswith(f"Statement {mistake.statement + 1}")


@pytest.mark.parametrize("case", [case for case in CASES if case.request is UNSIGNED], ids=lambda case: case.kind.value)
def test_every_correction_together_lets_the_call_in(case: Broken) -> None:
    mistakes = mistakes_in(case.policy, case.request, case.around)
    changes = [mistake.change for mistake in mistakes if mistake.change is not None]
    if len(changes) < len(mistakes):
        return

    again = changed(case.policy, changes)

    assert evaluate(policy_from(again), case.request).result is Result.ALLOWED
    assert mistakes_in(again, case.request, case.around) == ()


def test_every_kind_has_its_case() -> None:
    assert {case.kind for case in CASES} == set(Kind)


def test_every_cause_is_one_of_the_taxonomy() -> None:
    taxonomy = Path(__file__).parents[3] / "trees" / "causes.csv"
    known = {row["slug"] for row in csv.DictReader(taxonomy.read_text("utf-8").splitlines())}

    assert {case.cause for case in CASES} - known == set()


def test_a_statement_about_another_method_is_no_mistake() -> None:
    elsewhere = allow(Resource=f"{broken.API}/prod/POST/parcels")

    assert mistakes_in(policy(elsewhere), UNSIGNED, Around()) == ()


def test_a_deny_meant_for_calls_outside_every_endpoint_is_no_mistake() -> None:
    outside = Request(broken.METHOD, context={})
    only_ours = policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": broken.ENDPOINT}}))

    assert mistakes_in(only_ours, outside, Around()) == ()


def test_what_is_wrong_in_an_allow_does_not_matter_beside_one_that_applies() -> None:
    wrong = allow({"StringEquals": {"aws:SourceVpce": "vpce-0aaa"}})
    document = policy(wrong, ALL, deny({"NotIpAddress": {"aws:VpcSourceIp": "10.9.0.0/16"}}))

    assert mistakes_in(document, UNSIGNED, Around()) == ()


def test_an_undecided_call_has_no_mistake() -> None:
    document = policy(allow({"StringEquals": {"aws:SourceVpce": "vpce-0aaa"}}))
    request = Request(broken.METHOD, unknown=frozenset({"aws:SourceVpce"}))

    assert mistakes_in(document, request, Around()) == ()
