from gatewise.model import Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.path_world import (
    BESIDE,
    CLIENT_TABLE,
    GATEWAY,
    HOME,
    INSIDE,
    LISTED,
    ON_PREMISES,
    PEERING,
    TABLE,
    beside,
    entry,
    inside,
    lists,
    peered,
    tables,
    to,
)
from tests.probes.world import CLIENT_GROUP, GROUP, OTHER_VPC, VPC, Json

BOTH = {
    "client_route_table_id": CLIENT_TABLE,
    "endpoint_route_table_id": TABLE,
    "client_cidr": "10.8.0.0/16",
    "endpoint_cidr": "10.0.0.0/16",
    "peering_connection_id": PEERING,
}
VPN = tables(home=(to("172.16.0.0/12", GatewayId="vgw-0b9b8c7d6e5f4a3b2"),))
NO_PEERING: Json = {"VpcPeeringConnections": []}
OVER_GATEWAY = tables((to("10.0.0.0/16", TransitGatewayId=GATEWAY),), (to("10.8.0.0/16", TransitGatewayId=GATEWAY),))
ATTACHMENT: Json = {"TransitGatewayId": GATEWAY, "State": "available"}
ATTACHED: Json = {
    "TransitGatewayVpcAttachments": [
        {
            "TransitGatewayAttachmentId": f"tgw-attach-{vpc[4:]}",
            "TransitGatewayId": GATEWAY,
            "VpcId": vpc,
            "State": "available",
        }
        for vpc in (VPC, OTHER_VPC)
    ]
}
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
        BOTH,
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
        "missing",
        beside(describe_vpc_peering_connections=peered("pending-acceptance")),
        BOTH,
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
    Row(
        "what lies beyond a transit gateway's attachments is not shown",
        BESIDE,
        None,
        beside(
            describe_route_tables=OVER_GATEWAY,
            describe_vpc_peering_connections=NO_PEERING,
            describe_transit_gateway_vpc_attachments=ATTACHED,
        ),
        because=Reason.MISSING_FACT,
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
