"""How much a walk over a sound API asks for: no more than it needs, and nothing twice."""

from collections import Counter
from collections.abc import Mapping

import pytest

from gatewise.diagnosis import Diagnosis, unattended
from gatewise.model import Facts, Verdict
from gatewise.observation import AwsCall
from gatewise.observers.recorded import RecordedObserver
from gatewise.opening import case_named, recorded
from gatewise.runner import Runner

MOST_CALLS = 40


class FromElsewhere(RecordedObserver):
    """The healthy case, looked at from a machine that is not the client."""

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002 - the observer's face
        return False


def walked(given: Mapping[str, str], *, here: bool) -> tuple[Diagnosis, tuple[AwsCall, ...]]:
    case = case_named("healthy")
    opening = recorded(case)
    runner = Runner(RecordedObserver(case) if here else FromElsewhere(case))
    diagnosis = unattended(opening.session, runner, given, every_fault=True)
    runner.close()
    return diagnosis, tuple(call.observation for call in runner.calls if isinstance(call.observation, AwsCall))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"symptom": "no_name"},
        {"symptom": "timeout"},
        {"symptom": "tls_error"},
        {"symptom": "http_error", "answer_kind": "forbidden"},
        {"symptom": "http_error", "answer_kind": "not_authorized"},
        {"symptom": "other", "oddity": "only_logs"},
    ],
    ids=lambda given: "-".join(given.values()) or "nothing said",
)
def test_reading_all_of_a_sound_configuration_takes_few_calls_and_none_twice(given: Mapping[str, str]) -> None:
    diagnosis, calls = walked(given, here=False)

    assert len(calls) <= MOST_CALLS
    assert [key for key, times in Counter(call.key for call in calls).items() if times > 1] == []
    assert diagnosis.faults == ()


def test_from_the_client_a_sound_api_is_judged_by_its_answer() -> None:
    diagnosis, calls = walked({}, here=True)

    assert diagnosis.session.finding is not None
    assert diagnosis.session.finding.verdict is Verdict.SOUND
    assert len(calls) <= MOST_CALLS


def test_the_last_question_makes_the_call_once_more() -> None:
    opening = recorded(case_named("not-decided"))
    runner = Runner(opening.observer)
    session = unattended(opening.session, runner, opening.answers).session
    runner.close()

    assert session.trail[-1].node == "call_again"
    made = Counter(call.observation.key for call in runner.calls)
    assert made["https GET https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"] == 2
