"""Every shipped case comes to its finding from the command line, and its report is the same every time."""

import json
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from functools import cache, lru_cache
from io import StringIO
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gatewise.__main__ import main
from gatewise.cli.cases import names
from gatewise.loader import Case
from gatewise.model import Verdict
from gatewise.nodes import Finding
from gatewise.opening import graph
from gatewise.report.as_json import schema
from gatewise.report.exit_code import exit_code_of
from tests.cli.conftest import Ran, Run
from tests.shipped import shipped_cases


@pytest.fixture(scope="module", params=names())
def case(request: pytest.FixtureRequest) -> Case:
    """Each shipped case in turn, so that what is asked of one is asked while its reports are at hand."""
    return shipped_cases()[request.param]


@lru_cache(maxsize=8)
def diagnosed(*arguments: str) -> Ran:
    """What `gatewise diagnose` comes to, in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(("diagnose", *arguments))
    return Ran(code, out.getvalue(), err.getvalue())


def report_of(case: Case, *arguments: str) -> Any:
    return json.loads(diagnosed("--case", case.name, "--format", "json", *arguments).out)


@cache
def strict_schema() -> Draft202012Validator:
    """The published schema, which also refuses a field that it does not describe."""
    closed: dict[str, Any] = deepcopy(json.loads(schema()))
    _close(closed)
    Draft202012Validator.check_schema(closed)
    return Draft202012Validator(closed)


def _close(described: Any) -> None:
    if isinstance(described, dict):
        if "properties" in described:
            described["additionalProperties"] = False
        for inner in described.values():
            _close(inner)
    elif isinstance(described, list):
        for inner in described:
            _close(inner)


def test_a_case_comes_to_its_finding_with_its_exit_code(case: Case) -> None:
    ran = diagnosed("--case", case.name, "--format", "json")
    report = report_of(case)

    assert [finding["id"] for finding in report["findings"]] == [case.expect_finding]
    assert report["findings"][0]["cause"] == case.expect_cause
    finding = graph().nodes[case.expect_finding or ""]
    assert isinstance(finding, Finding)
    assert ran.code == report["exit_code"] == exit_code_of(finding.verdict)
    assert ran.err == ""


def test_with_all_every_fault_of_a_case_is_found(case: Case) -> None:
    found = [finding["id"] for finding in report_of(case, "--all")["findings"] if finding["verdict"] == Verdict.FAULT]
    if case.expect_all:
        assert found == list(case.expect_all)
    else:
        assert set(found) <= {case.expect_finding}


def test_a_report_is_as_the_published_schema_says(case: Case) -> None:
    for report in (report_of(case), report_of(case, "--all")):
        assert [wrong.message for wrong in strict_schema().iter_errors(report)] == []


def test_the_commands_of_a_cases_finding_lack_no_fact(case: Case) -> None:
    holes = [f":?{title}}}" for title in graph().titles.values()]
    for fix in (finding["fix"] or {"cli": [], "undo": []} for finding in report_of(case)["findings"]):
        for command in (*fix["cli"], *fix["undo"]):
            assert [hole for hole in holes if hole in command] == []


def test_every_finding_is_somewhere_in_a_report_exactly_once(case: Case) -> None:
    report = report_of(case)

    told = [
        one["id"]
        for part in ("findings", "suspects", "discarded", "passed_over", "behind")
        for one in report[part]
        if part != "suspects" or one["id"] not in {finding["id"] for finding in report["findings"]}
    ]
    assert sorted(told) == sorted(graph().findings)


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("name", ["dom-association-missing", "net-endpoint-sg-ingress", "two-faults"])
def test_a_recorded_report_is_the_same_every_time(run: Run, name: str, form: str) -> None:
    arguments = ("diagnose", "--case", name, "--all", "--format", form)

    assert run(*arguments).out == run(*arguments).out
