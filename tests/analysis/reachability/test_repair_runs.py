"""The printed commands, run by a shell with the real AWS CLI against the lab; then the undo."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gatewise.analysis.reachability.judgement import Verdict, judged
from gatewise.analysis.reachability.question import flow_from, inventory_of
from gatewise.analysis.reachability.repair import Change, repairs
from gatewise.observation.aws_call import normalised
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld

pytestmark = pytest.mark.usefixtures("aws_in_the_path")

_CALLS = (
    "describe_vpcs",
    "describe_subnets",
    "describe_route_tables",
    "describe_network_acls",
    "describe_security_groups",
    "describe_network_interfaces",
    "describe_vpc_endpoints",
    "describe_vpc_peering_connections",
)


def _seen(server: AwsServer, interface: str, endpoint: str) -> dict[str, Any]:
    ec2 = server.client("ec2")
    inputs = {f"ec2.{_camel(each)}": normalised(getattr(ec2, each)()) for each in _CALLS}
    source = {"kind": "eni", "network_interface_id": interface}
    return {"flow": {"source": source, "destination": {"vpc_endpoint_id": endpoint}}, "inputs": inputs}


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _judge(server: AwsServer, interface: str, endpoint: str) -> tuple[Verdict, list[Change]]:
    asked = _seen(server, interface, endpoint)
    inventory = inventory_of(asked)
    judgement = judged(flow_from(asked["flow"]), inventory)
    return judgement.verdict, [change for repair in repairs(judgement, inventory) for change in repair.changes]


def _client_of(server: AwsServer, world: HealthyWorld) -> str:
    listed = server.client("ec2").describe_network_interfaces(
        Filters=[{"Name": "subnet-id", "Values": [world.client_subnet_id]}]
    )
    return str(listed["NetworkInterfaces"][0]["NetworkInterfaceId"])


def _shell(lines: list[str], folder: Path) -> None:
    script = "\n".join(["set -e", *lines])
    ran = subprocess.run(["sh"], input=script, cwd=folder, text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def _closes_a_group(server: AwsServer, world: HealthyWorld) -> None:
    ec2 = server.client("ec2")
    (group,) = ec2.describe_security_groups(GroupIds=[world.endpoint_group_id])["SecurityGroups"]
    ec2.revoke_security_group_ingress(GroupId=world.endpoint_group_id, IpPermissions=group["IpPermissions"])


def _closes_the_clients_group(server: AwsServer, world: HealthyWorld) -> None:
    ec2 = server.client("ec2")
    (group,) = ec2.describe_security_groups(GroupIds=[world.client_group_id])["SecurityGroups"]
    ec2.revoke_security_group_egress(GroupId=world.client_group_id, IpPermissions=group["IpPermissionsEgress"])


def _closes_a_list(server: AwsServer, world: HealthyWorld) -> None:
    ec2 = server.client("ec2")
    subnets = [{"Name": "association.subnet-id", "Values": [world.endpoint_subnet_ids[0]]}]
    (access_list,) = ec2.describe_network_acls(Filters=subnets)["NetworkAcls"]
    for egress, number in ((False, 40), (True, 50)):
        ec2.create_network_acl_entry(
            NetworkAclId=access_list["NetworkAclId"],
            RuleNumber=number,
            Protocol="6",
            PortRange={"From": 1, "To": 65535},
            CidrBlock="10.0.10.0/24",
            RuleAction="deny",
            Egress=egress,
        )


@pytest.mark.parametrize("breaks", [_closes_a_group, _closes_the_clients_group, _closes_a_list])
def test_the_printed_commands_open_the_path_and_the_undo_closes_it(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path, breaks: Any
) -> None:
    client, endpoint = _client_of(aws_server, healthy_world), healthy_world.endpoint_id
    assert _judge(aws_server, client, endpoint)[0] is Verdict.REACHABLE
    breaks(aws_server, healthy_world)
    verdict, changes = _judge(aws_server, client, endpoint)
    assert verdict is Verdict.BLOCKED

    _shell([change.forms.cli for change in changes], tmp_path)
    assert _judge(aws_server, client, endpoint)[0] is Verdict.REACHABLE

    _shell([change.forms.undo for change in changes], tmp_path)
    assert _judge(aws_server, client, endpoint)[0] is Verdict.BLOCKED


def test_the_printed_routes_lead_through_a_peering(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    ec2 = aws_server.client("ec2")
    (subnet,) = ec2.describe_subnets(SubnetIds=[healthy_world.client_subnet_id])["Subnets"]
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    far = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.10.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="far", Description="far", VpcId=vpc)["GroupId"]
    interface = ec2.create_network_interface(SubnetId=far, Groups=[group])["NetworkInterface"]["NetworkInterfaceId"]
    image = "ami-12c6146b"
    network = [{"DeviceIndex": 0, "NetworkInterfaceId": interface}]
    ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, NetworkInterfaces=network)
    made = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=subnet["VpcId"])["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=made["VpcPeeringConnectionId"])
    verdict, changes = _judge(aws_server, interface, healthy_world.endpoint_id)
    assert verdict is Verdict.BLOCKED
    assert {type(change).__name__ for change in changes} == {"GroupRule", "TableRoute"}

    _shell([change.forms.cli for change in changes], tmp_path)
    assert _judge(aws_server, interface, healthy_world.endpoint_id)[0] is Verdict.REACHABLE

    _shell([change.forms.undo for change in changes], tmp_path)
    assert _judge(aws_server, interface, healthy_world.endpoint_id)[0] is Verdict.BLOCKED


def test_the_replies_of_the_aws_cli_are_judged_like_those_of_boto3(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    _closes_a_group(aws_server, healthy_world)
    commands = [f"aws ec2 {each.replace('_', '-')} --output json > {each}.json" for each in _CALLS]
    _shell(commands, tmp_path)
    client = _client_of(aws_server, healthy_world)
    files = sorted(each.name for each in tmp_path.glob("*.json"))

    ran = subprocess.run(
        [sys.executable, "-m", "gatewise", "path", "explain", *files, "--source", client, "--format", "json"],
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
    )

    assert ran.returncode == 1, ran.stderr
    told = json.loads(ran.stdout)
    assert told["verdict"] == "blocked"
    assert {each["code"] for part in told["per_endpoint_eni"] for each in part["explanations"]} == {"SG_HAS_NO_RULES"}
    assert len(told["repairs"]) == 1
