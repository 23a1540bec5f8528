from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.path_world import BESIDE, CLIENT_SUBNET, WIDE, beside, over_gateway, peered, tables, to, wide
from tests.probes.world import (
    CLIENT_ENI,
    CLIENT_GROUP,
    INSTANCE,
    INTERFACES,
    OTHER_VPC,
    VPC,
    Json,
    instance,
    interface,
    vpcs,
)

INSTANCES, ENIS, VPCS = (
    "aws ec2 describe_instances",
    "aws ec2 describe_network_interfaces",
    "aws ec2 describe_vpcs",
)
LAMBDA, SUBNETS = "aws lambda get_function_configuration", "aws ec2 describe_subnets"
FACTS: Facts = {"vpc_id": VPC}
CLIENT: Facts = {"client_vpc_id": VPC, "client_addresses": ("10.0.10.20",), "client_security_groups": (CLIENT_GROUP,)}
HERE = ("127.0.0.1/00:00:00:00:00:00", "10.0.10.20/06:0C:1C:2C:3C:4C", "52.47.1.1/06:01")

NO_PEERING: Json = {"VpcPeeringConnections": []}
BY_INSTANCE: Facts = {
    "vpce_id": BESIDE["vpce_id"],
    "vpc_id": VPC,
    "endpoint_interfaces": BESIDE["endpoint_interfaces"],
    "endpoint_addresses": ("10.0.1.37", "10.0.2.41"),
    "client": INSTANCE,
}
PLACE: Json = {"InstanceId": INSTANCE, "VpcId": OTHER_VPC}
HELD: Json = interface(CLIENT_ENI, "10.8.10.20", CLIENT_GROUP, OTHER_VPC, SubnetId=CLIENT_SUBNET)
IN_OTHER: Replies = {INSTANCES: {"Reservations": [{"Instances": [{**PLACE, "NetworkInterfaces": [HELD]}]}]}}
SIX_ONLY: Json = {
    "NetworkInterfaceId": CLIENT_ENI,
    "VpcId": VPC,
    "SubnetId": CLIENT_SUBNET,
    "Groups": [{"GroupId": CLIENT_GROUP}],
    "Ipv6Addresses": [{"Ipv6Address": "2600:1f13:1::7"}],
}
SIX_INSTANCE: Replies = {
    INSTANCES: {
        "Reservations": [{"Instances": [{"InstanceId": INSTANCE, "VpcId": VPC, "NetworkInterfaces": [SIX_ONLY]}]}]
    }
}

ROWS = (
    Row(
        "in a VPC that nothing joins with the endpoint's",
        BY_INSTANCE,
        "unconnected_vpc",
        {
            **beside(describe_vpc_peering_connections=NO_PEERING, describe_route_tables=tables((), ())),
            **IN_OTHER,
        },
        {"location": "outside", "client_vpc_id": OTHER_VPC, "client_security_group": CLIENT_GROUP},
        shows=f"No peering connection, transit gateway or route joins {OTHER_VPC} and {VPC}.",
    ),
    Row(
        "only a way to the internet leads out",
        BY_INSTANCE,
        "unconnected_vpc",
        {
            **beside(
                describe_vpc_peering_connections=NO_PEERING,
                describe_route_tables=tables(*((to("0.0.0.0/0", GatewayId="igw-1"),),) * 2),
            ),
            **IN_OTHER,
        },
    ),
    Row(
        "a peering waits, so they are to be joined",
        BY_INSTANCE,
        "connected",
        {
            **beside(
                describe_vpc_peering_connections=peered("pending-acceptance"), describe_route_tables=tables((), ())
            ),
            **IN_OTHER,
        },
    ),
    Row(
        "the routes are missing, the peering is there",
        BY_INSTANCE,
        "connected",
        {**beside(describe_route_tables=tables((), ())), **IN_OTHER},
    ),
    Row("a transit gateway joins them", BY_INSTANCE, "connected", {**over_gateway(), **IN_OTHER}),
    Row(
        "a route leads to an appliance, and nobody knows where it goes on",
        BY_INSTANCE,
        "connected",
        {
            **beside(
                describe_vpc_peering_connections=NO_PEERING,
                describe_route_tables=tables((to("10.0.0.0/16", NetworkInterfaceId="eni-9"),), ()),
            ),
            **IN_OTHER,
        },
    ),
    Row(
        "the peerings can't be read",
        BY_INSTANCE,
        "connected",
        {**beside(describe_vpc_peering_connections=DENIED, describe_route_tables=tables((), ())), **IN_OTHER},
    ),
    Row(
        "the API has answered, so some way there is",
        {**BY_INSTANCE, "symptom": "not_authorized"},
        "connected",
        IN_OTHER,
    ),
    Row("everything is asked that may join them", {**WIDE, "client": INSTANCE}, "connected", {**wide(), **IN_OTHER}),
    Row(
        "IPv6 only, and the endpoint has IPv4",
        BY_INSTANCE,
        "other_family",
        {**SIX_INSTANCE, SUBNETS: {"Subnets": [{"SubnetId": CLIENT_SUBNET, "EnableDns64": False}]}},
        {"client_family": "ipv6", "endpoint_family": "ipv4", "location": "same_vpc"},
    ),
    Row(
        "IPv6 only, with DNS64",
        BY_INSTANCE,
        "same_vpc",
        {**SIX_INSTANCE, SUBNETS: {"Subnets": [{"SubnetId": CLIENT_SUBNET, "EnableDns64": True}]}},
    ),
    Row("IPv6 only, and whether with DNS64 can't be read", BY_INSTANCE, "same_vpc", {**SIX_INSTANCE, SUBNETS: DENIED}),
    Row(
        "IPv4 only, and the endpoint has IPv6",
        {**BY_INSTANCE, "endpoint_addresses": ("2600:1f13::7",)},
        "other_family",
        {INSTANCES: instance()},
        {"client_family": "ipv4", "endpoint_family": "ipv6"},
    ),
    Row(
        "a Windows instance",
        {**FACTS, "client": INSTANCE},
        "same_vpc",
        {
            INSTANCES: {
                "Reservations": [
                    {
                        "Instances": [
                            {
                                "InstanceId": INSTANCE,
                                "VpcId": VPC,
                                "Platform": "windows",
                                "PrivateIpAddress": "10.0.10.20",
                            }
                        ]
                    }
                ]
            }
        },
        {"client_ports": "49152-65535"},
    ),
    Row(
        "an IPv6 address that an interface has",
        {**FACTS, "client": "2600:1f13:1::7"},
        "same_vpc",
        {ENIS: {"NetworkInterfaces": [SIX_ONLY]}},
        {"client_addresses": ("2600:1f13:1::7",), "client_vpc_id": VPC},
    ),
    Row(
        "an instance",
        {**FACTS, "client": INSTANCE},
        "same_vpc",
        {INSTANCES: instance()},
        {**CLIENT, "location": "same_vpc", "client_ports": "32768-60999"},
    ),
    Row(
        "an instance without interfaces in the answer",
        {**FACTS, "client": INSTANCE},
        "same_vpc",
        {
            INSTANCES: {
                "Reservations": [
                    {
                        "Instances": [
                            {
                                "InstanceId": INSTANCE,
                                "VpcId": VPC,
                                "PrivateIpAddress": "10.0.10.20",
                                "SecurityGroups": [{"GroupId": CLIENT_GROUP}],
                            }
                        ]
                    }
                ]
            }
        },
        CLIENT,
    ),
    Row("an instance elsewhere", {**FACTS, "client": INSTANCE}, "connected", {INSTANCES: instance(OTHER_VPC)}),
    Row("an interface", {**FACTS, "client": CLIENT_ENI}, "same_vpc", {ENIS: INTERFACES}, CLIENT),
    Row(
        "a function in the VPC",
        {**FACTS, "client": "arn:aws:lambda:eu-west-3:123456789012:function:caller"},
        "same_vpc",
        {
            LAMBDA: {"FunctionName": "caller", "VpcConfig": {"VpcId": VPC, "SubnetIds": ["subnet-1"]}},
            SUBNETS: {"Subnets": [{"SubnetId": "subnet-1", "CidrBlock": "10.0.10.0/24", "VpcId": VPC}]},
        },
        {"client_addresses": ("10.0.10.0/24",), "client_ports": "1024-65535"},
    ),
    Row(
        "a function in no VPC",
        {**FACTS, "client": "caller"},
        "outside",
        {LAMBDA: {"FunctionName": "caller", "VpcConfig": {"SubnetIds": [], "VpcId": ""}}},
        {"location": "outside"},
    ),
    Row(
        "an address of an interface",
        {**FACTS, "client": "10.0.10.20"},
        "same_vpc",
        {ENIS: INTERFACES},
        CLIENT,
    ),
    Row(
        "an address of no interface, in the VPC's range",
        {**FACTS, "client": "10.0.77.7"},
        "same_vpc",
        {ENIS: INTERFACES, VPCS: vpcs()},
        {"client_addresses": ("10.0.77.7",)},
        absent=("client_security_groups",),
    ),
    Row(
        "an address written as a range",
        {**FACTS, "client": "10.0.10.20/32"},
        "same_vpc",
        {ENIS: INTERFACES},
        CLIENT,
    ),
    Row("a range on premises", {**FACTS, "client": "192.168.7.0/24"}, "connected", {VPCS: vpcs()}),
    Row("an IPv6 address", {**FACTS, "client": "fd00::7"}, "connected", {ENIS: INTERFACES, VPCS: vpcs()}),
    Row(
        "an IPv6 address that no interface has",
        {**FACTS, "client": "2600:1f13:1::7"},
        "outside",
        {},
        shows="public address",
    ),
    Row("a public address", {**FACTS, "client": "8.8.8.8"}, "outside", {}),
    Row(
        "an address that two VPCs have",
        {**FACTS, "client": "10.8.0.9"},
        "connected",
        {
            ENIS: {
                "NetworkInterfaces": [
                    interface("eni-1", "10.8.0.9", vpc="vpc-1"),
                    interface("eni-2", "10.8.0.9", vpc="vpc-2"),
                ]
            },
            VPCS: vpcs(),
        },
        absent=("client_vpc_id",),
    ),
    Row("described by hand", {**FACTS, "client_vpc_id": VPC}, "same_vpc", {}),
    Row("its public address by hand", {**FACTS, "client_addresses": ("8.8.8.8",)}, "outside", {}),
    Row(
        "this machine, by address and MAC",
        {**FACTS, "here_interfaces": HERE},
        "same_vpc",
        {ENIS: INTERFACES},
        {**CLIENT, "client_is_here": "yes"},
    ),
    Row(
        "a named instance that is this machine",
        {**FACTS, "here_interfaces": HERE, "client": INSTANCE},
        "same_vpc",
        {INSTANCES: instance()},
        {"client_is_here": "yes"},
    ),
    Row(
        "the address alone does not make this machine the client",
        {**FACTS, "here_interfaces": ("10.0.10.20/06:99",)},
        None,
        {ENIS: INTERFACES},
        because=Reason.MISSING_FACT,
        absent=("client_is_here",),
    ),
    Row(
        "this machine is the client, in the VPC's range",
        {**FACTS, "here_interfaces": HERE, "client_is_here": "yes"},
        "same_vpc",
        {ENIS: DENIED, VPCS: vpcs()},
        {"client_addresses": ("10.0.10.20",)},
    ),
    Row(
        "this machine is the client, somewhere private",
        {**FACTS, "here_interfaces": ("192.168.1.5/06:99",), "client_is_here": "yes"},
        None,
        {ENIS: INTERFACES, VPCS: vpcs()},
        because=Reason.AMBIGUOUS,
    ),
    Row("nobody knows the client", FACTS, None, {}, because=Reason.MISSING_FACT),
    Row("no such instance", {**FACTS, "client": "i-0"}, None, {INSTANCES: instance()}, because=Reason.FAILED),
    Row("denied", {**FACTS, "client": INSTANCE}, None, {INSTANCES: DENIED}, because=Reason.ACCESS_DENIED),
    Row("a client that is none", {**FACTS, "client": "my laptop!"}, None, {}, because=Reason.MISSING_FACT),
    Row(
        "the endpoint's VPC is not known",
        {"client": INSTANCE},
        None,
        {INSTANCES: instance()},
        CLIENT,
        because=Reason.MISSING_FACT,
    ),
    Row("the VPC's range is denied", {**FACTS, "client": "192.168.7.0/24"}, None, {VPCS: DENIED}),
)
