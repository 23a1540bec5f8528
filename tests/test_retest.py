"""Looking again at what decided a finding, in a world where nothing was mended."""

import pytest

from gatewise.diagnosis import Retest, RetestOutcome, retest, unattended
from gatewise.loader import load_case, shipped_trees
from gatewise.opening import graph, recorded
from gatewise.runner import Runner


def _looked_again(case: str) -> Retest:
    opening = recorded(load_case(shipped_trees() / "private-api" / "cases" / f"{case}.yaml", graph()))
    runner = Runner(opening.observer)
    try:
        session = unattended(opening.session, runner, opening.answers).session
        return retest(session, runner)
    finally:
        runner.close()


@pytest.mark.parametrize("case", ["net-endpoint-sg-ingress", "dns-private-dns-off-default-url", "pol-wrong-vpce-id"])
def test_what_aws_still_shows_is_still_there(case: str) -> None:
    assert _looked_again(case).outcome is RetestOutcome.STILL_THERE


@pytest.mark.parametrize("case", ["auth-iam-unsigned", "dom-management-policy", "client-missing-routing-header"])
def test_what_was_given_before_the_fix_proves_nothing_after_it(case: str) -> None:
    again = _looked_again(case)

    assert again.outcome is RetestOutcome.COULD_NOT_TELL
    assert again.probed.reading.not_told is not None
    assert "new diagnosis" in again.probed.reading.not_told.cure


def test_what_only_a_person_can_answer_is_theirs_to_answer_again() -> None:
    assert _looked_again("dns-throttled").outcome is RetestOutcome.COULD_NOT_TELL


def test_behind_a_fault_that_is_mended_the_client_looks_anew_from_the_name_on() -> None:
    broken = load_case(shipped_trees() / "private-api" / "cases" / "net-endpoint-sg-ingress.yaml", graph())
    mended = load_case(shipped_trees() / "private-api" / "cases" / "healthy.yaml", graph())
    opening = recorded(broken)
    runner = Runner(opening.observer)
    session = unattended(opening.session, runner, {}).session
    assert runner.wanted(session, "tcp_connects") == ()

    runner.observer = recorded(mended).observer
    again = retest(session, runner)
    runner.close()

    assert again.outcome is RetestOutcome.FIXED
    assert [asked.key for asked in runner.wanted(session, "tcp_connects")] == ["tcp 10.0.1.37 443", "tcp 10.0.2.41 443"]
