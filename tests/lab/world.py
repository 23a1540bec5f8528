"""The healthy estate of a private API, built in an `AwsServer`."""

import json
import time
from dataclasses import dataclass
from typing import Any

from tests.lab.aws_server import AwsServer

STAGE = "prod"
PATH = "/orders"
LOGGED_REQUEST = "6f1c2d3e-1111-4222-8333-944455566677"
"""The id of the one call in the execution log."""


@dataclass(frozen=True)
class HealthyWorld:
    """The ids of an estate in which the call works."""

    account_id: str
    region: str
    vpc_id: str
    endpoint_subnet_ids: tuple[str, str]
    client_subnet_id: str
    endpoint_group_id: str
    client_group_id: str
    endpoint_id: str
    endpoint_interface_ids: tuple[str, ...]
    endpoint_addresses: tuple[str, ...]
    client_instance_id: str
    client_interface_id: str
    client_address: str
    api_id: str
    deployment_id: str
    stage: str
    path: str
    logging_role_arn: str
    log_group: str

    @property
    def host(self) -> str:
        """The API's default name."""
        return f"{self.api_id}.execute-api.{self.region}.amazonaws.com"

    @property
    def invoke_url(self) -> str:
        """What the client calls."""
        return f"https://{self.host}/{self.stage}{self.path}"


def built(server: AwsServer, consumer: AwsServer | None = None) -> HealthyWorld:
    """Build the estate, the endpoint's side of it in the consumer's account if there is one; forget those calls."""
    consumer = consumer or server
    network = _network(consumer)
    endpoint = _endpoint(consumer, network)
    instance = _client_instance(consumer, network)
    interface = instance["NetworkInterfaces"][0]
    api_id, deployment_id = _api(server, endpoint["VpcEndpointId"])
    role_arn = _logging(server, api_id)
    ids = endpoint["NetworkInterfaceIds"]
    described = consumer.client("ec2").describe_network_interfaces(NetworkInterfaceIds=ids)["NetworkInterfaces"]
    addresses = {each["NetworkInterfaceId"]: each["PrivateIpAddress"] for each in described}
    server.forget_calls()
    return HealthyWorld(
        account_id=server.account_id,
        region=server.region,
        vpc_id=network["vpc"],
        endpoint_subnet_ids=(network["endpoint_subnet_a"], network["endpoint_subnet_b"]),
        client_subnet_id=network["client_subnet"],
        endpoint_group_id=network["endpoint_group"],
        client_group_id=network["client_group"],
        endpoint_id=endpoint["VpcEndpointId"],
        endpoint_interface_ids=tuple(endpoint["NetworkInterfaceIds"]),
        endpoint_addresses=tuple(addresses[each] for each in endpoint["NetworkInterfaceIds"]),
        client_instance_id=instance["InstanceId"],
        client_interface_id=interface["NetworkInterfaceId"],
        client_address=interface["PrivateIpAddress"],
        api_id=api_id,
        deployment_id=deployment_id,
        stage=STAGE,
        path=PATH,
        logging_role_arn=role_arn,
        log_group=f"API-Gateway-Execution-Logs_{api_id}/{STAGE}",
    )


def _network(server: AwsServer) -> dict[str, str]:
    """A VPC with both DNS attributes, three subnets, and the two security groups."""
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsSupport={"Value": True})
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})

    def subnet(block: str, zone: str) -> str:
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=server.region + zone)
        return str(made["Subnet"]["SubnetId"])

    def group(name: str) -> str:
        return str(ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"])

    network = {
        "vpc": vpc,
        "endpoint_subnet_a": subnet("10.0.1.0/24", "a"),
        "endpoint_subnet_b": subnet("10.0.2.0/24", "b"),
        "client_subnet": subnet("10.0.10.0/24", "a"),
        "endpoint_group": group("endpoint"),
        "client_group": group("client"),
    }
    from_client = {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "UserIdGroupPairs": [{"GroupId": network["client_group"]}],
    }
    ec2.authorize_security_group_ingress(GroupId=network["endpoint_group"], IpPermissions=[from_client])
    return network


def _endpoint(server: AwsServer, network: dict[str, str]) -> dict[str, Any]:
    made = server.client("ec2").create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=network["vpc"],
        ServiceName=f"com.amazonaws.{server.region}.execute-api",
        SubnetIds=[network["endpoint_subnet_a"], network["endpoint_subnet_b"]],
        SecurityGroupIds=[network["endpoint_group"]],
        PrivateDnsEnabled=True,
    )
    endpoint: dict[str, Any] = made["VpcEndpoint"]
    return endpoint


def _client_instance(server: AwsServer, network: dict[str, str]) -> dict[str, Any]:
    made = server.client("ec2").run_instances(
        ImageId="ami-12c6146b",
        MinCount=1,
        MaxCount=1,
        InstanceType="t3.micro",
        SubnetId=network["client_subnet"],
        SecurityGroupIds=[network["client_group"]],
        PrivateIpAddress="10.0.10.20",
    )
    instance: dict[str, Any] = made["Instances"][0]
    return instance


def _api(server: AwsServer, endpoint_id: str) -> tuple[str, str]:
    """A private REST API with a policy for the endpoint, one method, deployed to the stage."""
    gateway = server.client("apigateway")
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
                "Condition": {"StringEquals": {"aws:SourceVpce": endpoint_id}},
            }
        ],
    }
    api: str = gateway.create_rest_api(
        name="orders",
        endpointConfiguration={"types": ["PRIVATE"], "vpcEndpointIds": [endpoint_id]},
        policy=json.dumps(policy),
    )["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    resource = gateway.create_resource(restApiId=api, parentId=root, pathPart=PATH.strip("/"))["id"]
    method = {"restApiId": api, "resourceId": resource, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="NONE")
    gateway.put_integration(**method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    gateway.put_method_response(**method, statusCode="200")
    gateway.put_integration_response(**method, statusCode="200", selectionPattern="")
    deployment: str = gateway.create_deployment(restApiId=api, stageName=STAGE)["id"]
    return api, deployment


def _logging(server: AwsServer, api_id: str) -> str:
    """Execution logging at INFO with data trace, the account's role for it, and one logged call. The role's ARN."""
    trusted = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    iam, gateway, logs = server.client("iam"), server.client("apigateway"), server.client("logs")
    arn: str = iam.create_role(RoleName="apigateway-logs", AssumeRolePolicyDocument=json.dumps(trusted))["Role"]["Arn"]
    gateway.update_account(patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": arn}])
    gateway.update_stage(
        restApiId=api_id,
        stageName=STAGE,
        patchOperations=[
            {"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"},
            {"op": "replace", "path": "/*/*/logging/dataTrace", "value": "true"},
        ],
    )
    group = {"logGroupName": f"API-Gateway-Execution-Logs_{api_id}/{STAGE}"}
    logs.create_log_group(**group)
    logs.create_log_stream(**group, logStreamName="0")
    write_log(
        server,
        group["logGroupName"],
        f"({LOGGED_REQUEST}) Starting execution for request: {LOGGED_REQUEST}",
        f"({LOGGED_REQUEST}) HTTP Method: GET, Resource Path: {PATH}",
        f"({LOGGED_REQUEST}) Successfully completed execution",
        f"({LOGGED_REQUEST}) Method completed with status: 200",
    )
    return arn


def write_log(server: AwsServer, group: str, *lines: str) -> None:
    """Add lines to the group's one stream, a millisecond apart, the last one now."""
    now = int(time.time() * 1000)
    events = [{"timestamp": now - len(lines) + 1 + place, "message": line} for place, line in enumerate(lines)]
    server.client("logs").put_log_events(logGroupName=group, logStreamName="0", logEvents=events)
