"""Every shipped case comes to its finding from the command line, and its report is the same every time."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gatewise.cli.cases import names
from gatewise.loader import Case
from gatewise.model import Verdict
from gatewise.nodes import Finding
from gatewise.opening import case_named, graph
from gatewise.report.as_json import schema
from gatewise.report.exit_code import exit_code_of
from tests.cli.conftest import Run


@pytest.fixture(params=names())
def case(request: pytest.FixtureRequest) -> Case:
    return case_named(request.param)


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


def test_a_case_comes_to_its_finding_with_its_exit_code(run: Run, case: Case) -> None:
    ran = run("diagnose", "--case", case.name, "--format", "json")
    report = json.loads(ran.out)

    assert [finding["id"] for finding in report["findings"]] == [case.expect_finding]
    assert report["findings"][0]["cause"] == case.expect_cause
    finding = graph().nodes[case.expect_finding or ""]
    assert isinstance(finding, Finding)
    assert ran.code == report["exit_code"] == exit_code_of(finding.verdict)
    assert ran.err == ""


def test_with_all_every_fault_of_a_case_is_found(run: Run, case: Case) -> None:
    report = json.loads(run("diagnose", "--case", case.name, "--all", "--format", "json").out)

    found = [finding["id"] for finding in report["findings"] if finding["verdict"] == Verdict.FAULT]
    if case.expect_all:
        assert found == list(case.expect_all)
    else:
        assert set(found) <= {case.expect_finding}


def test_a_report_is_as_the_published_schema_says(run: Run, case: Case) -> None:
    for arguments in ([], ["--all"]):
        report = json.loads(run("diagnose", "--case", case.name, "--format", "json", *arguments).out)

        assert [wrong.message for wrong in strict_schema().iter_errors(report)] == []


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_recorded_report_is_the_same_every_time(run: Run, case: Case, form: str) -> None:
    arguments = ("diagnose", "--case", case.name, "--all", "--format", form)

    assert run(*arguments).out == run(*arguments).out


def test_the_commands_of_a_cases_finding_lack_no_fact(run: Run, case: Case) -> None:
    report = json.loads(run("diagnose", "--case", case.name, "--format", "json").out)

    holes = [f":?{title}}}" for title in graph().titles.values()]
    for fix in (finding["fix"] or {"cli": [], "undo": []} for finding in report["findings"]):
        for command in (*fix["cli"], *fix["undo"]):
            assert [hole for hole in holes if hole in command] == []


def test_every_finding_is_somewhere_in_a_report_exactly_once(run: Run, case: Case) -> None:
    report = json.loads(run("diagnose", "--case", case.name, "--format", "json").out)

    told = [
        one["id"]
        for part in ("findings", "suspects", "discarded", "passed_over", "behind")
        for one in report[part]
        if part != "suspects" or one["id"] not in {finding["id"] for finding in report["findings"]}
    ]
    assert sorted(told) == sorted(graph().findings)
