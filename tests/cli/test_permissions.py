"""`gatewise permissions` prints a policy that holds what the probes need, and nothing more."""

import fnmatch
import json
from typing import Any

import pytest

from gatewise.nodes import Decision
from gatewise.observation.aws_operations import read_only
from gatewise.opening import graph
from gatewise.probes import named
from tests.cli.conftest import Run

CALLS = sorted(
    {
        call
        for node in graph().nodes.values()
        if isinstance(node, Decision) and node.probe is not None
        for call in named(node.probe).CALLS
    }
)


def statements(run: Run, *arguments: str) -> list[dict[str, Any]]:
    ran = run("permissions", *arguments)
    assert ran.code == 0
    policy = json.loads(ran.out)
    assert policy["Version"] == "2012-10-17"
    found: list[dict[str, Any]] = policy["Statement"]
    return found


@pytest.mark.parametrize("call", CALLS)
def test_every_call_of_a_probe_is_allowed(run: Run, call: str) -> None:
    needed = read_only(*call.split("."))
    if needed.iam_action is None:
        return

    allowed = [
        resource
        for statement in statements(run, "--region", "eu-west-3", "--account", "123456789012")
        if needed.iam_action in statement["Action"]
        for resource in statement["Resource"]
    ]

    for pattern in needed.resources:
        wanted = pattern.format(partition="aws", region="eu-west-3", account="123456789012")
        assert any(fnmatch.fnmatchcase(wanted, resource) for resource in allowed), wanted


def test_no_action_is_allowed_that_no_probe_needs(run: Run) -> None:
    needed = {read_only(*call.split(".")).iam_action for call in CALLS} - {None}

    assert {action for statement in statements(run) for action in statement["Action"]} == needed


def test_actions_are_spelled_out_and_statements_have_names_of_their_own(run: Run) -> None:
    made = statements(run)

    assert not any("*" in action for statement in made for action in statement["Action"])
    assert len({statement["Sid"] for statement in made}) == len(made)
    assert all(statement["Sid"].isalnum() and statement["Effect"] == "Allow" for statement in made)


def test_the_partition_follows_the_region(run: Run) -> None:
    resources = [one for statement in statements(run, "--region", "cn-north-1") for one in statement["Resource"]]

    assert "arn:aws-cn:apigateway:cn-north-1::/restapis/*" in resources
    assert not any(one.startswith("arn:aws:") for one in resources)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--account", "12"], "12 digits"),
        (["--region", "Paris"], "looks like eu-west-3"),
        (["no-such-tree"], "shipped is private-api"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, arguments: list[str], said: str) -> None:
    ran = run("permissions", *arguments)

    assert ran.code == 2
    assert said in ran.err
