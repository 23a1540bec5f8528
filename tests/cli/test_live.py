"""A live diagnosis against an AWS server: it names the group and the rule, or says what it may not see."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from tests.cli.run import gatewise
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld


def timed_out(world: HealthyWorld) -> str:
    return f"curl: (28) Failed to connect to {world.host} port 443 after 5002 ms: Timeout was reached"


def diagnosed(run: Run, world: HealthyWorld, *arguments: str) -> tuple[Ran, dict[str, Any]]:
    given = ("--client", world.client_instance_id, "--error", timed_out(world), "--format", "json")
    ran = run("diagnose", world.invoke_url, *given, *arguments)
    return ran, json.loads(ran.out)


@pytest.fixture
def closed_group(aws_server: AwsServer, healthy_world: HealthyWorld) -> HealthyWorld:
    """The healthy world, but the endpoint's security group lets nobody in."""
    ec2 = aws_server.client("ec2")
    group = ec2.describe_security_groups(GroupIds=[healthy_world.endpoint_group_id])["SecurityGroups"][0]
    ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
    aws_server.forget_calls()
    return healthy_world


def test_a_closed_group_is_named_with_the_rule_to_add(run: Run, closed_group: HealthyWorld) -> None:
    ran, report = diagnosed(run, closed_group)

    assert ran.code == 1
    (finding,) = report["findings"]
    assert finding["cause"] == "net-endpoint-sg-ingress"
    (command,) = finding["fix"]["cli"]
    assert f"--group-id {closed_group.endpoint_group_id}" in command
    assert closed_group.client_group_id in command or closed_group.client_address in command
    assert '"FromPort": 443' in command
    assert closed_group.endpoint_group_id in finding["evidence"][0]["summary"]


def test_the_rule_that_is_printed_repairs_it(run: Run, aws_server: AwsServer, closed_group: HealthyWorld) -> None:
    _, broken = diagnosed(run, closed_group)
    permissions = broken["findings"][0]["fix"]["cli"][0].split("'")[1]
    aws_server.client("ec2").authorize_security_group_ingress(
        GroupId=closed_group.endpoint_group_id, IpPermissions=json.loads(permissions)
    )

    _, repaired = diagnosed(run, closed_group)

    answers = {step["node"]: step["answer"] for step in repaired["trail"]}
    assert answers["endpoint_sg_inbound"] == "allows"


def test_the_same_with_every_describe_denied_asks_and_names_the_actions(
    run: Run, aws_server: AwsServer, closed_group: HealthyWorld
) -> None:
    aws_server.deny("ec2", "Describe*")

    ran, report = diagnosed(run, closed_group)

    assert ran.code == 3
    assert "ec2:DescribeVpcEndpoints" in report["missing_actions"]
    asked = {question["node"]: question for question in report["open_questions"]}
    assert asked["endpoint_present"]["reason"] == "access_denied"
    assert asked["endpoint_present"]["missing_action"].startswith("ec2:Describe")
    assert all(asked[node]["commands"] for node in ("endpoint_present", "endpoint_sg_inbound"))
    assert not any(finding["verdict"] == "fault" for finding in report["findings"])
    assert "net-endpoint-sg-ingress" in {one["cause"] for one in report["passed_over"]}


def test_what_is_denied_can_be_answered_by_hand(run: Run, aws_server: AwsServer, closed_group: HealthyWorld) -> None:
    aws_server.deny("ec2", "Describe*")

    ran, report = diagnosed(run, closed_group, "--answer", "endpoint_sg_inbound=blocks")

    assert ran.code == 1
    assert report["findings"][0]["cause"] == "net-endpoint-sg-ingress"


def test_a_live_run_only_reads_and_tells_every_call(
    run: Run, aws_server: AwsServer, closed_group: HealthyWorld
) -> None:
    _, report = diagnosed(run, closed_group)

    made = aws_server.calls
    assert made
    assert not [call for call in made if not call.partition(".")[2].startswith(("Get", "Describe", "Filter", "List"))]
    told = {call["key"].split(" ")[2].replace("_", "") for call in report["calls"]}
    assert told <= {call.partition(".")[2].lower() for call in made}


def test_this_machine_is_not_taken_for_the_client(run: Run, closed_group: HealthyWorld) -> None:
    _, report = diagnosed(run, closed_group)

    assert not [call for call in report["calls"] if not call["key"].startswith("aws ")]
    asked = {question["node"]: question for question in report["open_questions"]}
    assert asked["tcp_connects"]["reason"] == "wrong_vantage"
    assert "nc -vz" in " ".join(asked["tcp_connects"]["commands"])


def test_an_endpoint_of_another_account_is_said_and_is_no_fault(run: Run, healthy_world: HealthyWorld) -> None:
    ran, report = diagnosed(run, healthy_world, "--vpce-id", "vpce-0123456789abcdef0")

    assert ran.code == 3
    assert [finding["id"] for finding in report["findings"]] == ["vpce_not_visible"]
    assert "vpce-0123456789abcdef0" in report["findings"][0]["explanation"]


def test_the_region_of_the_url_wins_over_the_environments(
    run: Run, closed_group: HealthyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_REGION", "us-east-1")

    _, report = diagnosed(run, closed_group)

    assert report["findings"][0]["cause"] == "net-endpoint-sg-ingress"


def test_a_script_gets_the_report_and_nothing_else(closed_group: HealthyWorld) -> None:
    ran = gatewise(
        "diagnose",
        closed_group.invoke_url,
        "--client",
        closed_group.client_instance_id,
        "--error",
        "-",
        stdin=timed_out(closed_group),
    )

    assert ran.returncode == 1
    assert ran.stdout.startswith("FAULT: The endpoint's security group does not let the client in")
    assert ran.stderr == ""
