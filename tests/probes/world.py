"""The healthy world of the tests, as AWS describes it."""

from gatewise.model import JsonValue, Reply

Json = dict[str, JsonValue]

API, STAGE, REGION, ACCOUNT = "a1b2c3d4e5", "prod", "eu-west-3", "123456789012"
VPC, OTHER_VPC = "vpc-0a1b2c3d4e5f60718", "vpc-0bbbbbbbbbbbbbbbb"
VPCE, OTHER_VPCE = "vpce-0f1e2d3c4b5a69788", "vpce-0aaaaaaaaaaaaaaaa"
GROUP, CLIENT_GROUP = "sg-0e1e2e3e4e5e6e7e8", "sg-0c1c2c3c4c5c6c7c8"
ENI_A, ENI_B, CLIENT_ENI = "eni-0aa1bb2cc3dd4ee5f", "eni-0bb1bb2cc3dd4ee5f", "eni-0cc1bb2cc3dd4ee5f"
INSTANCE = "i-0c1c2c3c4c5c6c7c8"
HOST = f"{API}.execute-api.{REGION}.amazonaws.com"
ALIAS = f"{API}-{VPCE}.execute-api.{REGION}.amazonaws.com"
ENDPOINT_NAME = f"{VPCE}-ab12cd34.execute-api.{REGION}.vpce.amazonaws.com"
URL = f"https://{HOST}/{STAGE}/orders"
CALL = f"https GET {URL}"

POLICY: Json = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "execute-api:Invoke",
            "Resource": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{API}/*",
        }
    ],
}


def rest_api(**changes: JsonValue) -> Json:
    return {
        "id": API,
        "name": "orders",
        "endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": [VPCE]},
        "disableExecuteApiEndpoint": False,
        **changes,
    }


def endpoint(**changes: JsonValue) -> Json:
    return {
        "VpcEndpointId": VPCE,
        "VpcEndpointType": "Interface",
        "VpcId": VPC,
        "ServiceName": f"com.amazonaws.{REGION}.execute-api",
        "State": "available",
        "PrivateDnsEnabled": True,
        "SubnetIds": ["subnet-0aa1bb2cc3dd4ee5f", "subnet-0bb1bb2cc3dd4ee5f"],
        "NetworkInterfaceIds": [ENI_A, ENI_B],
        "Groups": [{"GroupId": GROUP, "GroupName": "endpoint"}],
        "DnsEntries": [
            {"DnsName": ENDPOINT_NAME, "HostedZoneId": "Z1DWHTMFP0WECP"},
            {"DnsName": ENDPOINT_NAME.replace(".", "-eu-west-3a.", 1), "HostedZoneId": "Z1DWHTMFP0WECP"},
            {"DnsName": f"*.execute-api.{REGION}.amazonaws.com", "HostedZoneId": "Z01"},
        ],
        **changes,
    }


def endpoints(*listed: Json) -> Json:
    return {"VpcEndpoints": [*listed]}


def interface(interface_id: str, address: str, group: str = GROUP, vpc: str = VPC, **changes: JsonValue) -> Json:
    return {
        "NetworkInterfaceId": interface_id,
        "PrivateIpAddress": address,
        "PrivateIpAddresses": [{"PrivateIpAddress": address, "Primary": True}],
        "Groups": [{"GroupId": group}],
        "VpcId": vpc,
        "MacAddress": "06:0c:1c:2c:3c:4c",
        "AvailabilityZone": "eu-west-3a",
        **changes,
    }


INTERFACES: Json = {
    "NetworkInterfaces": [
        interface(ENI_A, "10.0.1.37", InterfaceType="vpc_endpoint", MacAddress="06:aa"),
        interface(ENI_B, "10.0.2.41", InterfaceType="vpc_endpoint", MacAddress="06:bb", AvailabilityZone="eu-west-3b"),
        interface(CLIENT_ENI, "10.0.10.20", CLIENT_GROUP),
    ]
}


def instance(vpc: str = VPC) -> Json:
    held = interface(CLIENT_ENI, "10.0.10.20", CLIENT_GROUP, vpc, Attachment={"DeviceIndex": 0})
    return {"Reservations": [{"Instances": [{"InstanceId": INSTANCE, "VpcId": vpc, "NetworkInterfaces": [held]}]}]}


def vpcs(**changes: JsonValue) -> Json:
    block: Json = {"CidrBlock": "10.0.0.0/16"}
    return {
        "Vpcs": [
            {"VpcId": VPC, "DhcpOptionsId": "dopt-1", "CidrBlockAssociationSet": [block], **block, **changes},
            {"VpcId": OTHER_VPC, "DhcpOptionsId": "dopt-2", "CidrBlock": "10.8.0.0/16"},
        ]
    }


def rule(**others: JsonValue) -> Json:
    return {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, **others}


def from_cidr(cidr: str) -> Json:
    return rule(IpRanges=[{"CidrIp": cidr}])


def from_group(group: str) -> Json:
    return rule(UserIdGroupPairs=[{"GroupId": group, "UserId": ACCOUNT}])


def groups(group: str, *, inbound: list[JsonValue] | None = None, outbound: list[JsonValue] | None = None) -> Json:
    held: Json = {"GroupId": group, "IpPermissions": inbound or [], "IpPermissionsEgress": outbound or []}
    return {"SecurityGroups": [held]}


def resolved(*addresses: str, meaning: str = "dns.private") -> Reply:
    return Reply(meaning, {"addresses": [*addresses]})


def answered(meaning: str, status: int, body: str = "", **headers: JsonValue) -> Reply:
    gateway: Json = {"x-amzn-requestid": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", "x-amz-apigw-id": "Vwc2MGFUrPEFV_g="}
    return Reply(meaning, {"status": status, "headers": {**gateway, **headers}, "body": body})
