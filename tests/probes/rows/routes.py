from gatewise.model import JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.path_world import (
    BESIDE,
    CLIENT_SUBNET,
    CLIENT_TABLE,
    GATEWAY,
    GATEWAY_TABLE,
    HOME,
    INSIDE,
    LISTED,
    ON_PREMISES,
    PEERING,
    SUBNET_A,
    TABLE,
    VPN_GATEWAY,
    WIDE,
    attachments,
    beside,
    entry,
    gateway_routes,
    inside,
    lists,
    over_gateway,
    peered,
    tables,
    to,
    wide,
)
from tests.probes.world import CLIENT_GROUP, GROUP, OTHER_VPC, VPC, Json

BOTH = {
    "client_route_table_id": CLIENT_TABLE,
    "endpoint_route_table_id": TABLE,
    "client_cidr": "10.8.0.0/16",
    "endpoint_cidr": "10.0.0.0/16",
    "peering_connection_id": PEERING,
}
BACK = f'{{"RouteTableId":"{TABLE}","DestinationCidrBlock":"10.8.10.0/24"'
ADDED = f'{{"TransitGatewayAttachmentId":"tgw-attach-{OTHER_VPC[4:]}","AddSubnetIds":["{CLIENT_SUBNET}"]}}'
VPN = tables(home=(to("172.16.0.0/12", GatewayId=VPN_GATEWAY),))
NO_PEERING: Json = {"VpcPeeringConnections": []}
NO_PLACES = {name: BOTH[name] for name in BOTH if name != "peering_connection_id"}
PENDING = attachments(State="pendingAcceptance")
UNASSOCIATED = attachments(Association={})
ZONES: Json = {
    "Subnets": [
        {"SubnetId": SUBNET_A, "VpcId": VPC, "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-3b"},
        {
            "SubnetId": "subnet-0bb1bb2cc3dd4ee5f",
            "VpcId": VPC,
            "CidrBlock": "10.0.2.0/24",
            "AvailabilityZone": "eu-west-3b",
        },
        {"SubnetId": CLIENT_SUBNET, "VpcId": OTHER_VPC, "CidrBlock": "10.8.10.0/24", "AvailabilityZone": "eu-west-3a"},
        {
            "SubnetId": "subnet-0dd1bb2cc3dd4ee5f",
            "VpcId": OTHER_VPC,
            "CidrBlock": "10.8.11.0/24",
            "AvailabilityZone": "eu-west-3b",
        },
    ]
}
ELSEWHERE = attachments()
ELSEWHERE["describe_transit_gateway_vpc_attachments"]["TransitGatewayVpcAttachments"][1]["SubnetIds"] = [  # type: ignore[index,call-overload]
    "subnet-0dd1bb2cc3dd4ee5f"
]


def tunnels(*states: str) -> Json:
    seen: list[JsonValue] = [{"Status": state} for state in states]
    held: Json = {"VpnConnectionId": "vpn-1", "VpnGatewayId": VPN_GATEWAY, "State": "available", "VgwTelemetry": seen}
    return {"VpnConnections": [held]}


CLOSED: Json = {"GroupId": GROUP, "IpPermissions": [], "IpPermissionsEgress": []}

ROWS = (
    Row(
        "the local route",
        INSIDE,
        "present",
        inside(),
        {"client_cidr": "10.0.10.0/24", "endpoint_cidr": "10.0.0.0/16"},
        shows=f"{TABLE}: 10.0.0.0/16 to local",
    ),
    Row("a peering, both ways", BESIDE, "present", beside(), {"client_cidr": "10.8.10.0/24"}),
    Row(
        "a VPN's propagated route back",
        ON_PREMISES,
        "present",
        inside(describe_route_tables=VPN),
        {"client_cidr": "172.16.20.5/32", "endpoint_cidr": "10.0.0.0/16"},
        absent=("client_route_table_id",),
    ),
    Row(
        "a VPN with one tunnel up",
        ON_PREMISES,
        "present",
        inside(describe_route_tables=VPN, describe_vpn_connections=tunnels("UP", "DOWN")),
    ),
    Row(
        "a VPN with no tunnel up",
        ON_PREMISES,
        None,
        inside(describe_route_tables=VPN, describe_vpn_connections=tunnels("DOWN", "DOWN")),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a route to a prefix list",
        BESIDE,
        "present",
        beside(describe_route_tables=LISTED, get_managed_prefix_list_entries={"Entries": [{"Cidr": "10.0.0.0/16"}]}),
    ),
    Row(
        "none back",
        BESIDE,
        "missing",
        beside(describe_route_tables=tables(home=())),
        {
            **BOTH,
            "missing_routes": (f'{BACK},"VpcPeeringConnectionId":"{PEERING}"}}',),
            "missing_route_keys": (f"{BACK}}}",),
            "route_rules": (f"10.8.10.0/24 to {PEERING} in {TABLE}",),
        },
        shows=f"route-table {TABLE} ends the reply from 10.0.2.41: there is no route to the other end.",
    ),
    Row(
        "none there",
        BESIDE,
        "missing",
        beside(describe_route_tables=tables(there=())),
        BOTH,
        shows=f"route-table {CLIENT_TABLE} ends the call to 10.0.1.37",
    ),
    Row(
        "a blackhole",
        BESIDE,
        "missing",
        beside(describe_route_tables=tables(home=({**HOME, "State": "blackhole"},))),
        BOTH,
        shows="its target is gone",
    ),
    Row(
        "the peering waits for its acceptance",
        BESIDE,
        "connection",
        beside(describe_vpc_peering_connections=peered("pending-acceptance")),
        {
            **NO_PLACES,
            "connection_id": PEERING,
            "connection_operation": "accept-vpc-peering-connection",
            "connection_input": f'{{"VpcPeeringConnectionId":"{PEERING}"}}',
        },
        shows=f"vpc-peering-connection {PEERING} ends the call",
    ),
    Row(
        "no route from on premises",
        ON_PREMISES,
        "missing",
        inside(),
        {"endpoint_route_table_id": TABLE, "client_cidr": "172.16.20.5/32"},
        absent=("client_route_table_id", "peering_connection_id"),
    ),
    Row("a transit gateway, both ways", WIDE, "present", wide()),
    Row(
        "the gateway's own table has no route back",
        BESIDE,
        "gateway",
        over_gateway(search_transit_gateway_routes=gateway_routes(VPC)),
        {
            "gateway_routes": (
                (
                    f'{{"TransitGatewayRouteTableId":"{GATEWAY_TABLE}","DestinationCidrBlock":"10.8.10.0/24",'
                    f'"TransitGatewayAttachmentId":"tgw-attach-{OTHER_VPC[4:]}"}}'
                ),
            ),
        },
        shows="TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    ),
    Row(
        "the attachment waits for its acceptance",
        BESIDE,
        "connection",
        over_gateway(**PENDING),
        {
            "connection_id": f"tgw-attach-{OTHER_VPC[4:]}",
            "connection_operation": "accept-transit-gateway-vpc-attachment",
        },
    ),
    Row(
        "the attachment has no subnet in the client's zone",
        BESIDE,
        "connection",
        over_gateway(describe_subnets=ZONES, **ELSEWHERE),
        {
            "connection_operation": "modify-transit-gateway-vpc-attachment",
            "connection_input": ADDED,
        },
    ),
    Row(
        "the attachment has failed",
        BESIDE,
        "connection",
        over_gateway(**attachments(State="failed")),
        {"connection_operation": "describe-transit-gateway-attachments"},
        shows="the attachment is not in a working state",
    ),
    Row(
        "the gateway's routes can't be read",
        BESIDE,
        None,
        over_gateway(search_transit_gateway_routes=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the attachment's table is not shown",
        BESIDE,
        None,
        over_gateway(**UNASSOCIATED),
        because=Reason.MISSING_FACT,
    ),
    Row(
        "both networks use the same addresses",
        BESIDE,
        "overlap",
        over_gateway(
            describe_route_tables={
                "RouteTables": [
                    *tables((), (to("10.8.0.0/16", TransitGatewayId=GATEWAY),))["RouteTables"][:1],  # type: ignore[index,misc]
                    {
                        "RouteTableId": CLIENT_TABLE,
                        "VpcId": OTHER_VPC,
                        "Associations": [{"RouteTableId": CLIENT_TABLE, "Main": True}],
                        "Routes": [to("10.8.0.0/16", GatewayId="local"), to("10.0.0.0/16", GatewayId="local")],
                    },
                ]
            }
        ),
        {"client_cidr": "10.8.0.0/16", "endpoint_cidr": "10.0.0.0/16"},
        shows="the local route wins",
    ),
    Row(
        "a network ACL stops it, and the routes are there",
        INSIDE,
        None,
        inside(describe_network_acls=lists(entry(100, "deny"))),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a security group stops it, and the routes are there",
        INSIDE,
        None,
        inside(describe_security_groups={"SecurityGroups": [CLOSED, {**CLOSED, "GroupId": CLIENT_GROUP}]}),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a network ACL stops it, and that has been found",
        {**INSIDE, "tcp": "explained"},
        "present",
        inside(describe_network_acls=lists(entry(100, "deny"))),
    ),
    Row("denied", INSIDE, None, inside(describe_route_tables=DENIED), because=Reason.ACCESS_DENIED),
    Row(
        "the network ACLs are denied",
        INSIDE,
        None,
        inside(describe_network_acls=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the list that a route names is denied",
        BESIDE,
        None,
        beside(describe_route_tables=LISTED, get_managed_prefix_list_entries=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the peering is denied",
        BESIDE,
        None,
        beside(describe_vpc_peering_connections=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the client's VPC is another account's",
        BESIDE,
        None,
        inside(describe_vpcs=NOT_FOUND),
        because=Reason.MISSING_FACT,
    ),
)
