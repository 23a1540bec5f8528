"""`--dry-run` says everything that would be looked at, and looks at nothing."""

import json
import subprocess
import sys

import pytest

from gatewise.nodes import Decision
from gatewise.observation.aws_operations import iam_action_for
from gatewise.opening import graph
from gatewise.probes import named
from tests.cli.conftest import Run

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"
_NO_NETWORK = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        os.write(2, f"{event}{arguments}".encode())
        os._exit(99)

sys.addaudithook(refuse)
from gatewise.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--dry-run"],
        ["--dry-run", "--here", "--client", "10.0.10.20", "--vpce-id", "vpce-0f1e2d3c4b5a69788"],
        ["--offline"],
        ["--offline", "--here", "--client", "10.0.10.20", "--vpce-id", "vpce-0f1e2d3c4b5a69788"],
    ],
    ids=" ".join,
)
def test_no_connection_is_made(arguments: list[str]) -> None:
    process = [sys.executable, "-c", _NO_NETWORK, "diagnose", URL, *arguments]

    ran = subprocess.run(process, capture_output=True, text=True, check=False, timeout=60)

    assert ran.stderr == ""
    assert ran.returncode == (0 if "--dry-run" in arguments else 3)
    assert "aws apigateway get-rest-api --region eu-west-3 --rest-api-id a1b2c3d4e5" in ran.stdout


def test_a_live_run_would_have_connected() -> None:
    process = [sys.executable, "-c", _NO_NETWORK, "diagnose", URL, "--here"]

    ran = subprocess.run(process, capture_output=True, text=True, check=False, timeout=60)

    assert ran.returncode == 99
    assert "socket." in ran.stderr


def test_every_operation_of_every_probe_is_listed_with_its_action(run: Run) -> None:
    plan = json.loads(run("diagnose", URL, "--dry-run", "--format", "json").out)["dry_run"]

    listed = {
        (decision["node"], one["operation"], one["iam_action"]) for decision in plan for one in decision["operations"]
    }
    wanted = {
        (name, call, iam_action_for(*call.split(".")))
        for name, node in graph().nodes.items()
        if isinstance(node, Decision) and node.probe is not None
        for call in named(node.probe).CALLS
    }
    assert listed == wanted


def test_the_looks_of_the_client_are_listed_with_their_commands(run: Run) -> None:
    given = ("--vpce-id", "vpce-0f1e2d3c4b5a69788")
    plan = json.loads(run("diagnose", URL, *given, "--dry-run", "--format", "json").out)["dry_run"]

    looks = {decision["node"]: decision["client_looks"] for decision in plan}
    commands = " ".join(look["command"] for decision in plan for look in decision["first"])
    assert looks["symptom"] == looks["api_answer"] == ["HTTPS"]
    assert "TCP" in looks["tcp_connects"]
    assert "TLS" in looks["tls_handshake"]
    assert "DNS" in looks["dns_match"]
    assert f" {URL}" in commands
    assert "dig " in commands
    assert "describe-vpc-endpoints --region eu-west-3" in commands


def test_a_recorded_case_can_be_planned_too(run: Run) -> None:
    ran = run("diagnose", "--case", "two-faults", "--dry-run")

    assert ran.code == 0
    assert "nc -vz -w 5 10.0.1.37 443" in ran.out or "describe-vpc-endpoints" in ran.out
    assert "ec2:DescribeVpcEndpoints" in ran.out
