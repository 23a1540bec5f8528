"""The tables of path cases, and the worked examples of the format."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gatewise.analysis.reachability.question import answer
from tests.analysis.reachability.questions import question

_HERE = Path(__file__).parent
SOURCES = yaml.safe_load((_HERE / "cases" / "sources.yaml").read_text())
CASES = [
    case
    for path in sorted((_HERE / "cases").glob("*.yaml"))
    if path.stem != "sources"
    for case in yaml.safe_load(path.read_text())
]
EXAMPLES = [
    example
    for example in json.loads((_HERE / "path-examples.json").read_text())["cases"]
    if "query_name" not in example["flow"]
]


def _told(explanation: Mapping[str, Any]) -> str:
    """`CODE COMPONENT DIRECTION PHASE [RULE NUMBER]`, as the case files write it."""
    component = explanation["component"]["id"]
    named = "+".join(component) if isinstance(component, list) else component
    words = [explanation["code"], named or "_", explanation["direction"] or "-", explanation["phase"]]
    if explanation["component"]["type"] == "network-acl" and explanation["rule"]:
        words.append(str(explanation["rule"]["rule_number"]))
    return " ".join(words)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_case_has_its_verdict_and_names_what_decides_and_nothing_else(case: dict[str, Any]) -> None:
    given: Any = answer(question(case))

    listed = [given, *given["per_endpoint_eni"]]
    told = [_told(each) for part in listed for each in part.get("explanations", ())]
    assert given["verdict"] == case["expect"], told
    assert sorted(told) == sorted(case.get("because", []))
    verdicts = {each["network_interface_id"]: each["verdict"] for each in given["per_endpoint_eni"]}
    assert case.get("verdicts", verdicts) == verdicts


def test_there_are_enough_cases_and_each_is_justified_once() -> None:
    assert len(CASES) >= 120
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert {case["source"] for case in CASES} <= set(SOURCES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_each_worked_example_is_answered_as_it_says(example: dict[str, Any]) -> None:
    given: Any = answer({key: example[key] for key in ("id", "flow", "inputs")})

    expected = example["expected"]
    assert given["verdict"] == expected["verdict"]
    for mine, theirs in zip(given["per_endpoint_eni"], expected["per_endpoint_eni"], strict=True):
        assert mine["network_interface_id"] == theirs["network_interface_id"]
        assert mine["verdict"] == theirs["verdict"]
        assert len(mine["explanations"]) == len(theirs["explanations"])
        for told, wanted in zip(mine["explanations"], theirs["explanations"], strict=True):
            assert {key: told.get(key) for key in wanted} == wanted
