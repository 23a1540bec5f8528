from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import (
    CLIENT_GROUP,
    ENDPOINT_NAME,
    GROUP,
    HOST,
    INSTANCE,
    OTHER_VPC,
    OTHER_VPCE,
    REGION,
    URL,
    VPC,
    VPCE,
    endpoint,
    endpoints,
    instance,
    interface,
    resolved,
)

LIST = "aws ec2 describe_vpc_endpoints"
SERVICES = "aws ec2 describe_vpc_endpoint_services"
CLIENT_ENI = "eni-0cc0c1c2c3c4c5c6c"
FACTS: Facts = {"invoke_url": URL, "host": HOST, "region": REGION}
NAMED: Facts = {**FACTS, "vpce_id": VPCE}
OTHER = endpoint(VpcEndpointId=OTHER_VPCE, VpcId=OTHER_VPC)
CONTROL_PLANE = endpoint(ServiceName=f"com.amazonaws.{REGION}.apigateway")
EVERYTHING: Facts = {
    "vpce_id": VPCE,
    "vpc_id": VPC,
    "endpoint_security_groups": (GROUP,),
    "endpoint_dns_name": ENDPOINT_NAME,
    "endpoint_hosted_zone_id": "Z1DWHTMFP0WECP",
}

ROWS = (
    Row("the one named", NAMED, "present", {LIST: endpoints(endpoint())}, EVERYTHING),
    Row("the only one", FACTS, "present", {LIST: endpoints(endpoint())}, EVERYTHING),
    Row(
        "in another partition",
        {**FACTS, "region": "cn-north-1"},
        "present",
        {LIST: endpoints(endpoint(ServiceName="cn.com.amazonaws.cn-north-1.execute-api"))},
    ),
    Row(
        "none where the service's name has to be looked up",
        {**FACTS, "region": "cn-north-1"},
        "missing",
        {
            LIST: endpoints(),
            SERVICES: {
                "ServiceNames": [
                    "cn.com.amazonaws.cn-north-1.ec2",
                    "cn.com.amazonaws.cn-north-1.execute-api",
                    "com.amazonaws.cn-north-1.s3",
                ]
            },
        },
        {"endpoint_service_name": "cn.com.amazonaws.cn-north-1.execute-api"},
    ),
    Row(
        "none where the services can't be looked up",
        {**FACTS, "region": "cn-north-1"},
        "missing",
        {LIST: endpoints(), SERVICES: DENIED},
        absent=("endpoint_service_name",),
    ),
    Row(
        "none where the service's name follows from the Region",
        FACTS,
        "missing",
        {LIST: endpoints(), SERVICES: {"ServiceNames": ["com.example.eu-west-3.execute-api"]}},
        absent=("endpoint_service_name",),
    ),
    Row(
        "the owner of the one there is",
        FACTS,
        "present",
        {LIST: endpoints(endpoint(OwnerId="210987654321"))},
        {"endpoint_account_id": "210987654321", "endpoint_service_name": f"com.amazonaws.{REGION}.execute-api"},
    ),
    Row(
        "the one in the client's VPC",
        {**FACTS, "client": INSTANCE},
        "present",
        {
            LIST: endpoints(OTHER, endpoint()),
            "aws ec2 describe_instances": instance(),
        },
        {**EVERYTHING, "client_vpc_id": VPC, "client_security_groups": (CLIENT_GROUP,)},
    ),
    Row(
        "the one in the interface's VPC",
        {**FACTS, "client": CLIENT_ENI},
        "present",
        {
            LIST: endpoints(OTHER, endpoint()),
            "aws ec2 describe_network_interfaces": {"NetworkInterfaces": [interface(CLIENT_ENI, "10.0.10.20")]},
        },
        {**EVERYTHING, "client_vpc_id": VPC, "client_addresses": ("10.0.10.20",)},
    ),
    Row(
        "the one in the function's VPC",
        {**FACTS, "client": "orders-caller"},
        "present",
        {
            LIST: endpoints(OTHER, endpoint()),
            "aws lambda get_function_configuration": {
                "FunctionName": "orders-caller",
                "VpcConfig": {"VpcId": VPC, "SubnetIds": ["subnet-1"], "SecurityGroupIds": [CLIENT_GROUP]},
            },
            "aws ec2 describe_subnets": {"Subnets": [{"SubnetId": "subnet-1", "CidrBlock": "10.0.10.0/24"}]},
        },
        {"vpce_id": VPCE, "client_addresses": ("10.0.10.0/24",)},
    ),
    Row(
        "the one associated with the API",
        {**FACTS, "api_vpce_ids": (VPCE,)},
        "present",
        {LIST: endpoints(OTHER, endpoint())},
        {"vpce_id": VPCE},
    ),
    Row(
        "several, and nothing to choose by", FACTS, None, {LIST: endpoints(OTHER, endpoint())}, because=Reason.AMBIGUOUS
    ),
    Row("none", FACTS, "missing", {LIST: endpoints(), f"dns A {HOST}": "dns.nxdomain"}),
    Row(
        "none, and the client's VPC is where to make one",
        {**FACTS, "client": INSTANCE},
        "missing",
        {LIST: endpoints(), "aws ec2 describe_instances": instance()},
        {"vpc_id": VPC},
    ),
    Row("a deleted one counts as none", FACTS, "missing", {LIST: endpoints(endpoint(State="deleted"))}),
    Row(
        "only one for the control plane",
        FACTS,
        "wrong_service",
        {LIST: endpoints(CONTROL_PLANE)},
        {"endpoint_service": f"com.amazonaws.{REGION}.apigateway", "vpc_id": VPC},
    ),
    Row(
        "one for the control plane in another VPC is nobody's mistake",
        {**FACTS, "client_vpc_id": OTHER_VPC},
        "missing",
        {LIST: endpoints(CONTROL_PLANE)},
    ),
    Row(
        "the one named is for the control plane",
        NAMED,
        "wrong_service",
        {LIST: endpoints(CONTROL_PLANE)},
        {"endpoint_service": f"com.amazonaws.{REGION}.apigateway"},
    ),
    Row(
        "the one named is of another Region",
        {**NAMED, "region": "us-east-1"},
        "wrong_region",
        {LIST: endpoints(endpoint())},
        {"endpoint_region": REGION},
    ),
    Row(
        "it says itself which Region it serves",
        NAMED,
        "wrong_region",
        {LIST: endpoints(endpoint(ServiceRegion="eu-west-1"))},
        {"endpoint_region": "eu-west-1"},
    ),
    Row(
        "the URL's endpoint and the API's name differ in Region",
        {
            "invoke_url": f"https://{ENDPOINT_NAME}/prod/orders",
            "headers": ("Host: a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",),
            "vpce_id": VPCE,
        },
        "wrong_region",
        {},
        {"endpoint_region": REGION},
    ),
    Row("the one named belongs to somebody else", NAMED, "not_visible", {LIST: NOT_FOUND}),
    Row(
        "none, and the name leads to private addresses",
        FACTS,
        "not_visible",
        {LIST: endpoints(), f"dns A {HOST}": resolved("10.0.1.37")},
        shows="10.0.1.37",
    ),
    Row("none, and the API has answered", {**FACTS, "symptom": "not_authorized"}, "not_visible", {LIST: endpoints()}),
    Row("an id that is none", {**FACTS, "vpce_id": "vpce-1"}, None, {LIST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("the one named denied", NAMED, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
