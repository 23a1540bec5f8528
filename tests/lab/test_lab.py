"""The lab itself: what the AWS server does that plain moto does not, because tests rest on it."""

import json

import pytest
from botocore.exceptions import ClientError

from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld


def test_an_endpoints_interfaces_are_in_its_subnets_with_its_groups(
    aws_server: AwsServer, healthy_world: HealthyWorld
) -> None:
    interfaces = aws_server.client("ec2").describe_network_interfaces(
        NetworkInterfaceIds=list(healthy_world.endpoint_interface_ids)
    )["NetworkInterfaces"]
    assert {each["SubnetId"] for each in interfaces} == set(healthy_world.endpoint_subnet_ids)
    assert {each["PrivateIpAddress"].rsplit(".", 1)[0] for each in interfaces} == {"10.0.1", "10.0.2"}
    assert [each["Groups"][0]["GroupId"] for each in interfaces] == [healthy_world.endpoint_group_id] * 2
    assert {each["InterfaceType"] for each in interfaces} == {"vpc_endpoint"}


def test_private_dns_gives_the_endpoint_the_services_own_names(
    aws_server: AwsServer, healthy_world: HealthyWorld
) -> None:
    ec2 = aws_server.client("ec2")
    own = {"execute-api.eu-west-3.amazonaws.com", "*.execute-api.eu-west-3.amazonaws.com"}

    def names() -> set[str]:
        endpoint = ec2.describe_vpc_endpoints(VpcEndpointIds=[healthy_world.endpoint_id])["VpcEndpoints"][0]
        return {entry["DnsName"] for entry in endpoint["DnsEntries"]}

    assert own < names()
    ec2.modify_vpc_endpoint(VpcEndpointId=healthy_world.endpoint_id, PrivateDnsEnabled=False)
    assert not own & names()
    assert len(names()) == 3


def test_a_policy_reads_as_aws_writes_it(aws_server: AwsServer, healthy_world: HealthyWorld) -> None:
    policy = aws_server.client("apigateway").get_rest_api(restApiId=healthy_world.api_id)["policy"]
    assert policy.startswith('{\\"Version\\"')
    assert f"arn:aws:execute-api:eu-west-3:123456789012:{healthy_world.api_id}\\/*" in policy


def test_an_export_shows_the_policy_as_deployed_not_as_edited(
    aws_server: AwsServer, healthy_world: HealthyWorld
) -> None:
    gateway = aws_server.client("apigateway")
    edited = json.dumps({"Version": "2012-10-17", "Statement": []})
    gateway.update_rest_api(
        restApiId=healthy_world.api_id,
        patchOperations=[{"op": "replace", "path": "/policy", "value": edited}],
    )
    export = gateway.get_export(
        restApiId=healthy_world.api_id, stageName="prod", exportType="oas30", parameters={"extensions": "apigateway"}
    )["body"]
    with export:
        assert len(json.load(export)["x-amazon-apigateway-policy"]["Statement"]) == 1


def test_a_redeployed_stage_keeps_its_settings(aws_server: AwsServer, healthy_world: HealthyWorld) -> None:
    gateway = aws_server.client("apigateway")
    gateway.create_deployment(restApiId=healthy_world.api_id, stageName="prod")
    stage = gateway.get_stage(restApiId=healthy_world.api_id, stageName="prod")
    assert stage["deploymentId"] != healthy_world.deployment_id
    assert stage["methodSettings"]["*/*"]["loggingLevel"] == "INFO"


@pytest.mark.parametrize(
    ("service", "code"), [("ec2", "UnauthorizedOperation"), ("logs", "AccessDeniedException"), ("sts", "AccessDenied")]
)
def test_a_denied_operation_answers_in_its_services_own_words(aws_server: AwsServer, service: str, code: str) -> None:
    aws_server.deny(service, "*")
    client = aws_server.client(service)
    ask = {"ec2": "describe_vpcs", "logs": "describe_log_groups", "sts": "get_caller_identity"}[service]
    with pytest.raises(ClientError) as raised:
        getattr(client, ask)()
    assert raised.value.response["Error"]["Code"] == code
    aws_server.lift()
    getattr(client, ask)()


def test_the_record_of_calls_names_every_operation_in_order(aws_server: AwsServer, healthy_world: HealthyWorld) -> None:
    assert not aws_server.calls
    aws_server.client("ec2").describe_vpcs()
    aws_server.client("apigateway").get_stages(restApiId=healthy_world.api_id)
    assert aws_server.calls == ("ec2.DescribeVpcs", "apigateway.GetStages")
