"""The JSON report: one shape, in one order, with nothing in it that tells on the machine."""

import json
from dataclasses import asdict, fields

import pytest

from gatewise import __version__
from gatewise.diagnosis import Diagnosis, unattended
from gatewise.model import Verdict
from gatewise.opening import case_named, live, recorded
from gatewise.report import as_json
from gatewise.report.contents import Report
from gatewise.report.exit_code import ExitCode, exit_code_of
from gatewise.report.made import SCHEMA_VERSION, report_of
from gatewise.runner import Runner
from tests.report.test_text import report_on


def test_the_keys_are_those_of_the_report_in_its_order() -> None:
    written = json.loads(as_json.written(report_on("two-faults"), colour=False))

    assert list(written) == [field.name for field in fields(Report)]
    assert list(written["findings"][0]["fix"]) == [
        "risk",
        "cli",
        "console",
        "terraform",
        "cloudformation",
        "undo",
        "redeploy",
        "verify",
        "refusals",
    ]


def test_it_names_its_schema_version_and_the_version_that_wrote_it() -> None:
    report = report_on("healthy")

    assert (report.schema_version, report.gatewise_version) == (SCHEMA_VERSION, __version__) == ("1", __version__)


def test_the_schema_describes_every_field() -> None:
    schema = json.loads(as_json.schema())

    assert list(schema["properties"]) == [field.name for field in fields(Report)]
    assert schema["required"] == list(schema["properties"])


def test_a_recorded_report_holds_no_clock_value() -> None:
    report = report_on("two-faults", every_fault=True)

    assert report.finished_at is None
    assert {call.seconds for call in report.calls} == {None}


def test_calls_are_in_the_order_of_the_trail() -> None:
    keys = [call.key for call in report_on("healthy").calls]

    assert keys.index('aws apigateway get_rest_api {"restApiId": "a1b2c3d4e5"}') < keys.index("tcp 10.0.1.37 443")
    assert len(set(keys)) == len(keys) or keys.count(keys[-1]) == 2


def test_this_machines_addresses_are_not_in_the_target() -> None:
    opening = live({"region": "eu-west-3"}, profile=None, region=None, here=False)

    report = report_of(opening, Diagnosis(opening.session), ())

    assert opening.session.target["here_interfaces"]
    assert "here_interfaces" not in report.target
    assert report.finished_at is not None


def test_every_call_that_is_made_is_told_even_if_no_answer_rests_on_it() -> None:
    opening = recorded(case_named("two-faults"))
    runner = Runner(opening.observer)
    diagnosis = unattended(opening.session, runner, opening.answers)
    known = len(report_of(opening, diagnosis, runner.calls).calls)
    other = Runner(opening.observer)
    unattended(opening.session, other, opening.answers, every_fault=True)

    report = report_of(opening, diagnosis, (*runner.calls, *other.calls))

    assert len(report.calls) == known + len(other.calls)
    runner.close()
    other.close()


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.SOUND, ExitCode.SOUND),
        (Verdict.FAULT, ExitCode.FAULT),
        (Verdict.INCONCLUSIVE, ExitCode.UNDECIDED),
        (Verdict.ELSEWHERE, ExitCode.UNDECIDED),
    ],
)
def test_a_verdict_has_its_exit_code_unless_the_walk_was_stopped(verdict: Verdict, code: ExitCode) -> None:
    assert exit_code_of(verdict) is code
    assert exit_code_of(verdict, stopped=True) is ExitCode.INTERRUPTED


def test_the_report_is_json_and_nothing_but() -> None:
    report = report_on("two-faults")

    assert json.loads(as_json.written(report, colour=True)) == json.loads(json.dumps(asdict(report)))
