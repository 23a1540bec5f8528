"""The printed AWS CLI command, run by a real shell, is read back to the very reply that boto3 gave."""

import pytest

from gatewise.model import JsonValue, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.observers.live import LiveObserver
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld
from tests.observers.shell import round_trip

pytestmark = pytest.mark.usefixtures("commands")


def test_the_aws_cli_reads_back(live: LiveObserver, healthy_world: HealthyWorld) -> None:
    world = healthy_world
    service: JsonValue = {"Name": "service-name", "Values": [f"com.amazonaws.{world.region}.execute-api"]}
    api: dict[str, JsonValue] = {"restApiId": world.api_id}
    stage = {**api, "stageName": world.stage}
    calls = (
        AwsCall.to("sts", "get_caller_identity"),
        AwsCall.to("apigateway", "get_rest_api", **api),
        AwsCall.to("apigateway", "get_stages", **api),
        AwsCall.to("apigateway", "get_deployments", **api),
        AwsCall.to("apigateway", "get_account"),
        AwsCall.to("apigateway", "get_export", **stage, exportType="oas30", parameters={"extensions": "apigateway"}),
        AwsCall.to("ec2", "describe_vpc_endpoints", Filters=[{"Name": "vpc-id", "Values": [world.vpc_id]}, service]),
        AwsCall.to("ec2", "describe_network_interfaces", NetworkInterfaceIds=[*world.endpoint_interface_ids]),
        AwsCall.to("ec2", "describe_vpc_attribute", VpcId=world.vpc_id, Attribute="enableDnsSupport"),
        AwsCall.to("ec2", "describe_security_groups", GroupIds=[world.endpoint_group_id, world.client_group_id]),
        AwsCall.to("ec2", "describe_instances", InstanceIds=[world.client_instance_id]),
        AwsCall.to("logs", "filter_log_events", logGroupName=world.log_group, limit=50),
        AwsCall.to("route53", "list_hosted_zones_by_vpc", VPCId=world.vpc_id, VPCRegion=world.region),
    )
    for call in calls:
        seen = round_trip(live, call)
        assert isinstance(seen, Reply)
        assert seen.meaning == "aws.ok"


@pytest.mark.usefixtures("aws_server")
def test_the_aws_cli_reads_back_what_is_not_there(live: LiveObserver) -> None:
    for call in (
        AwsCall.to("apigateway", "get_rest_api", restApiId="a1b2c3d4e5"),
        AwsCall.to("logs", "filter_log_events", logGroupName="API-Gateway-Execution-Logs_a1b2c3d4e5/prod"),
        AwsCall.to("ec2", "describe_vpc_endpoints", VpcEndpointIds=["vpce-0f1e2d3c4b5a69788"]),
    ):
        seen = round_trip(live, call)
        assert isinstance(seen, Reply)
        assert seen.meaning == "aws.not_found"


def test_the_aws_cli_reads_back_a_denial(live: LiveObserver, aws_server: AwsServer) -> None:
    aws_server.deny("ec2", "Describe*")
    seen = round_trip(live, AwsCall.to("ec2", "describe_vpcs"))
    assert isinstance(seen, NotSeen)
    assert seen.missing_action == "ec2:DescribeVpcs"
