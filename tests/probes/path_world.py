"""Two VPCs with all that is between a client and the endpoint, as AWS describes it."""

from gatewise.model import Facts, JsonValue
from gatewise.probes import Seen
from tests.probes.driver import Replies
from tests.probes.world import (
    CLIENT_ENI,
    CLIENT_GROUP,
    ENI_A,
    ENI_B,
    GROUP,
    OTHER_VPC,
    VPC,
    VPCE,
    Json,
    endpoint,
    endpoints,
    from_cidr,
    interface,
    vpcs,
)

SUBNET_A, SUBNET_B, CLIENT_SUBNET = "subnet-0aa1bb2cc3dd4ee5f", "subnet-0bb1bb2cc3dd4ee5f", "subnet-0cc1bb2cc3dd4ee5f"
TABLE, CLIENT_TABLE = "rtb-0e9b8c7d6e5f4a3b2", "rtb-0c9b8c7d6e5f4a3b2"
LIST, LIST_B, CLIENT_LIST = "acl-0d9b8c7d6e5f4a3b2", "acl-0a9b8c7d6e5f4a3b2", "acl-0c9b8c7d6e5f4a3b2"
PEERING, GATEWAY, PREFIX_LIST = "pcx-0b9b8c7d6e5f4a3b2", "tgw-0b9b8c7d6e5f4a3b2", "pl-0b9b8c7d6e5f4a3b2"
EC2 = "aws ec2 "
INSIDE: Facts = {
    "vpce_id": VPCE,
    "vpc_id": VPC,
    "endpoint_interfaces": (ENI_A, ENI_B),
    "endpoint_security_groups": (GROUP,),
    "location": "same_vpc",
    "client": "i-0c1c2c3c4c5c6c7c8",
    "client_vpc_id": VPC,
    "client_addresses": ("10.0.10.20",),
    "client_security_groups": (CLIENT_GROUP,),
    "blocked_addresses": ("10.0.2.41",),
}
BESIDE: Facts = {**INSIDE, "location": "connected", "client_vpc_id": OTHER_VPC, "client_addresses": ("10.8.10.20",)}
ON_PREMISES: Facts = {
    **{name: INSIDE[name] for name in INSIDE if not name.startswith("client")},
    "location": "connected",
    "client_addresses": ("172.16.20.5",),
}


def entry(number: int, action: str, cidr: str = "0.0.0.0/0", *, out: bool = False, **more: JsonValue) -> Json:
    held: Json = {"RuleNumber": number, "Egress": out, "Protocol": "-1", "RuleAction": action, "CidrBlock": cidr}
    return {**held, **more}


OPEN: tuple[Json, ...] = (entry(100, "allow"), entry(100, "allow", out=True))


WIDE: Facts = {**BESIDE, "endpoint_addresses": ("10.0.1.37", "2600:1f13::7")}
"""The endpoint has an address that an internet gateway could carry."""


def access_list(name: str, vpc: str, subnet: str, *entries: Json) -> Json:
    return {
        "NetworkAclId": name,
        "VpcId": vpc,
        "IsDefault": False,
        "Associations": [{"NetworkAclId": name, "SubnetId": subnet}],
        "Entries": [*entries],
    }


def lists(*of_second: Json, vpc: str = VPC) -> Json:
    """Three open lists; the one of the endpoint's second subnet has these entries."""
    return {
        "NetworkAcls": [
            access_list(LIST, VPC, SUBNET_A, *OPEN),
            access_list(LIST_B, VPC, SUBNET_B, *of_second or OPEN),
            access_list(CLIENT_LIST, vpc, CLIENT_SUBNET, *OPEN),
        ]
    }


def table(name: str, vpc: str, *routes: Json) -> Json:
    held: Json = {"DestinationCidrBlock": "10.0.0.0/16" if vpc == VPC else "10.8.0.0/16", "GatewayId": "local"}
    return {
        "RouteTableId": name,
        "VpcId": vpc,
        "Associations": [{"RouteTableId": name, "Main": True}],
        "Routes": [held, *routes],
    }


def to(cidr: str, **target: JsonValue) -> Json:
    return {"DestinationCidrBlock": cidr, "State": "active", **target}


VPN_GATEWAY = "vgw-0b9b8c7d6e5f4a3b2"
THERE, HOME = to("10.0.0.0/16", VpcPeeringConnectionId=PEERING), to("10.8.0.0/16", VpcPeeringConnectionId=PEERING)


def tables(there: tuple[Json, ...] = (THERE,), home: tuple[Json, ...] = (HOME,)) -> Json:
    return {"RouteTables": [table(TABLE, VPC, *home), table(CLIENT_TABLE, OTHER_VPC, *there)]}


GATEWAY_TABLE = "tgw-rtb-0b9b8c7d6e5f4a3b2"
GATEWAY_TABLES = tables((to("10.0.0.0/16", TransitGatewayId=GATEWAY),), (to("10.8.0.0/16", TransitGatewayId=GATEWAY),))
LISTED = tables(there=(to("", VpcPeeringConnectionId=PEERING, DestinationPrefixListId=PREFIX_LIST),))
"""The client's route names a prefix list."""


def peered(state: str = "active", region: str = "eu-west-3") -> Json:
    ends: Json = {
        "RequesterVpcInfo": {"VpcId": OTHER_VPC, "Region": region},
        "AccepterVpcInfo": {"VpcId": VPC, "Region": "eu-west-3"},
    }
    return {"VpcPeeringConnections": [{"VpcPeeringConnectionId": PEERING, "Status": {"Code": state}, **ends}]}


def rules(group: str, *, inbound: list[JsonValue] | None = None, outbound: list[JsonValue] | None = None) -> Json:
    """Both ends' groups; a direction that is given replaces that of the one group, all others are open."""
    open_to_all: list[JsonValue] = [from_cidr("0.0.0.0/0")]
    return {
        "SecurityGroups": [
            {
                "GroupId": name,
                "IpPermissions": open_to_all if name != group or inbound is None else inbound,
                "IpPermissionsEgress": open_to_all if name != group or outbound is None else outbound,
            }
            for name in (GROUP, CLIENT_GROUP)
        ]
    }


def _attached(vpc: str) -> Json:
    return {"TransitGatewayAttachmentId": f"tgw-attach-{vpc[4:]}", "TransitGatewayId": GATEWAY, "State": "available"}


def attachments(**changes: JsonValue) -> dict[str, Json]:
    """Both VPCs at one gateway, each with subnets of its own, and one route table; changes are the client's."""
    own, other = _attached(VPC), {**_attached(OTHER_VPC), **changes}
    told = {VPC: (own, (SUBNET_A, SUBNET_B)), OTHER_VPC: (other, (CLIENT_SUBNET,))}
    table: Json = {"Association": {"TransitGatewayRouteTableId": GATEWAY_TABLE, "State": "associated"}}
    return {
        "describe_transit_gateway_vpc_attachments": {
            "TransitGatewayVpcAttachments": [
                {**each, "VpcId": vpc, "SubnetIds": [*subnets]} for vpc, (each, subnets) in told.items()
            ]
        },
        "describe_transit_gateway_attachments": {
            "TransitGatewayAttachments": [{**table, **each, "ResourceId": vpc} for vpc, (each, _) in told.items()]
        },
    }


def gateway_routes(*vpcs: str) -> Json:
    """The gateway's routes to these VPCs."""
    blocks = {VPC: "10.0.0.0/16", OTHER_VPC: "10.8.0.0/16"}
    return {
        "Routes": [
            {
                "DestinationCidrBlock": blocks[vpc],
                "State": "active",
                "Type": "propagated",
                "TransitGatewayAttachments": [
                    {"ResourceId": vpc, "TransitGatewayAttachmentId": f"tgw-attach-{vpc[4:]}"}
                ],
            }
            for vpc in vpcs
        ]
    }


def over_gateway(**changes: Json | Seen) -> Replies:
    """The client in a VPC that a transit gateway joins with the endpoint's."""
    held: dict[str, Json | Seen] = {
        "describe_route_tables": GATEWAY_TABLES,
        "describe_vpc_peering_connections": {"VpcPeeringConnections": []},
        "search_transit_gateway_routes": gateway_routes(VPC, OTHER_VPC),
        **attachments(),
        **changes,
    }
    return beside(**held)


def inside(**changes: Json | Seen) -> Replies:
    """The client in the endpoint's VPC; a change replaces the reply of the operation it is named after."""
    return {**_world(VPC, "10.0.10"), **{f"{EC2}{name}": reply for name, reply in changes.items()}}


def beside(**changes: Json | Seen) -> Replies:
    """The client in a peered VPC."""
    return {**_world(OTHER_VPC, "10.8.10"), **{f"{EC2}{name}": reply for name, reply in changes.items()}}


def _world(client_vpc: str, network: str) -> dict[str, Json]:
    told = {"Status": "in-use"}
    ends: list[JsonValue] = [
        interface(ENI_A, "10.0.1.37", SubnetId=SUBNET_A, InterfaceType="vpc_endpoint", **told),
        interface(ENI_B, "10.0.2.41", SubnetId=SUBNET_B, InterfaceType="vpc_endpoint", **told),
        interface(CLIENT_ENI, f"{network}.20", CLIENT_GROUP, client_vpc, SubnetId=CLIENT_SUBNET, **told),
    ]
    anywhere = from_cidr("0.0.0.0/0")
    rules: Json = {"IpPermissions": [anywhere], "IpPermissionsEgress": [anywhere]}
    return {
        f"{EC2}describe_vpc_endpoints": endpoints(endpoint()),
        f"{EC2}describe_network_interfaces": {"NetworkInterfaces": ends},
        f"{EC2}describe_vpcs": vpcs(),
        f"{EC2}describe_subnets": {
            "Subnets": [
                {"SubnetId": SUBNET_A, "VpcId": VPC, "CidrBlock": "10.0.1.0/24"},
                {"SubnetId": SUBNET_B, "VpcId": VPC, "CidrBlock": "10.0.2.0/24"},
                {"SubnetId": CLIENT_SUBNET, "VpcId": client_vpc, "CidrBlock": f"{network}.0/24"},
            ]
        },
        f"{EC2}describe_route_tables": tables(),
        f"{EC2}describe_network_acls": lists(vpc=client_vpc),
        f"{EC2}describe_security_groups": {
            "SecurityGroups": [{"GroupId": GROUP, **rules}, {"GroupId": CLIENT_GROUP, **rules}]
        },
        f"{EC2}describe_vpc_peering_connections": peered(),
        f"{EC2}describe_vpn_connections": {"VpnConnections": []},
        f"{EC2}describe_transit_gateway_vpc_attachments": {"TransitGatewayVpcAttachments": []},
        f"{EC2}describe_transit_gateway_attachments": {"TransitGatewayAttachments": []},
    }


def wide(**changes: Json | Seen) -> Replies:
    """A world for which everything is asked that a path may need."""
    outward = to("0.0.0.0/0", GatewayId="igw-0b9b8c7d6e5f4a3b2")
    listed = to("", TransitGatewayId=GATEWAY, DestinationPrefixListId=PREFIX_LIST)
    held: dict[str, Json | Seen] = {
        "describe_route_tables": tables((listed, outward), (to("10.8.0.0/16", TransitGatewayId=GATEWAY),)),
        "get_managed_prefix_list_entries": {"Entries": [{"Cidr": "10.0.0.0/16"}]},
        "describe_vpc_block_public_access_options": {"VpcBlockPublicAccessOptions": {}},
        **changes,
    }
    return over_gateway(**held)
