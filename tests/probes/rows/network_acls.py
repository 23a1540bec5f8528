from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.path_world import (
    BESIDE,
    CLIENT_LIST,
    CLIENT_SUBNET,
    GATEWAY,
    INSIDE,
    LIST,
    LIST_B,
    LISTED,
    ON_PREMISES,
    OPEN,
    SUBNET_A,
    SUBNET_B,
    WIDE,
    access_list,
    beside,
    entry,
    inside,
    lists,
    tables,
    to,
    wide,
)
from tests.probes.world import ENI_A, VPC, Json, endpoint, endpoints, interface

NO_REPLY = lists(entry(100, "allow"), entry(32767, "deny", out=True))
NO_CALL = lists(entry(90, "deny", "10.0.10.0/24"), *OPEN)
HIGH_PORTS = lists(
    entry(100, "allow"), entry(100, "allow", out=True, Protocol="6", PortRange={"From": 32768, "To": 65535})
)
LINUX_PORTS = lists(
    entry(100, "allow"), entry(100, "allow", out=True, Protocol="6", PortRange={"From": 32768, "To": 60999})
)
AT_CLIENT: Json = {
    "NetworkAcls": [
        access_list(LIST, VPC, SUBNET_A, *OPEN),
        access_list(LIST_B, VPC, SUBNET_B, *OPEN),
        access_list(CLIENT_LIST, VPC, CLIENT_SUBNET, entry(100, "allow", out=True)),
    ]
}
ONE_SUBNET = inside(
    describe_vpc_endpoints=endpoints(endpoint(NetworkInterfaceIds=[ENI_A])),
    describe_network_interfaces={
        "NetworkInterfaces": [interface(ENI_A, "10.0.1.37", SubnetId=CLIENT_SUBNET, InterfaceType="vpc_endpoint")]
    },
    describe_network_acls={"NetworkAcls": []},
)
FUNCTION: Facts = {**INSIDE, "client": "orders-client", "client_addresses": ("10.0.10.0/24",)}
BY_GATEWAY = beside(
    describe_route_tables=tables(
        (to("10.0.0.0/16", TransitGatewayId=GATEWAY),), (to("10.8.0.0/16", TransitGatewayId=GATEWAY),)
    ),
    describe_vpc_peering_connections={"VpcPeeringConnections": []},
    describe_transit_gateway_vpc_attachments=DENIED,
)

ROWS = (
    Row(
        "there and back, in one VPC",
        INSIDE,
        "allow",
        inside(),
        shows="TCP 443 passes, and so does the reply.",
    ),
    Row("there and back, over a peering", BESIDE, "allow", beside()),
    Row(
        "there and back, from on premises",
        ON_PREMISES,
        "allow",
        inside(describe_route_tables=tables(home=(to("172.16.0.0/12", GatewayId="vgw-0b9b8c7d6e5f4a3b2"),))),
    ),
    Row("a missing route is no list's fault", BESIDE, "allow", beside(describe_route_tables=tables(home=()))),
    Row(
        "routes to a prefix list",
        BESIDE,
        "allow",
        beside(describe_route_tables=LISTED, get_managed_prefix_list_entries={"Entries": [{"Cidr": "10.0.0.0/16"}]}),
    ),
    Row(
        "within one subnet, none applies",
        {**INSIDE, "endpoint_interfaces": (ENI_A,)},
        "allow",
        ONE_SUBNET,
        shows="Within one subnet, no network ACL applies.",
    ),
    Row(
        "the reply of one subnet is dropped",
        INSIDE,
        "block",
        inside(describe_network_acls=NO_REPLY),
        {
            "network_acl_id": LIST_B,
            "client_cidr": "10.0.10.0/24",
            "acl_entries": (
                (
                    f'{{"NetworkAclId":"{LIST_B}","RuleNumber":10,"Egress":true,"Protocol":"6","RuleAction":"allow",'
                    '"PortRange":{"From":32768,"To":65535},"CidrBlock":"10.0.10.20/32"}'
                ),
            ),
            "acl_entry_keys": (f'{{"NetworkAclId":"{LIST_B}","RuleNumber":10,"Egress":true}}',),
            "acl_rules": (f"outbound rule 10 of {LIST_B}: allow TCP 32768-65535 to 10.0.10.20/32",),
            "blocked_zones": ("eu-west-3a",),
        },
        shows=f"{LIST_B} at {SUBNET_B}, outbound, drops the reply from 10.0.2.41: the first rule that matches "
        "denies it (rule 32767 deny all 0.0.0.0/0).",
    ),
    Row(
        "the call is dropped by the rule with the lower number",
        INSIDE,
        "block",
        inside(describe_network_acls=NO_CALL),
        {"network_acl_id": LIST_B},
        shows=f"{LIST_B} at {SUBNET_B}, inbound, drops the call to 10.0.2.41: the first rule that matches "
        "denies it (rule 90 deny all 10.0.10.0/24).",
    ),
    Row(
        "the list before the address that is cut off comes first",
        INSIDE,
        "block",
        inside(
            describe_network_acls={
                "NetworkAcls": [
                    {"NetworkAclId": name, "Associations": [{"SubnetId": subnet}], "Entries": [*OPEN[:1]]}
                    for name, subnet in ((LIST, "subnet-0aa1bb2cc3dd4ee5f"), (LIST_B, SUBNET_B))
                ]
            }
        ),
        {"network_acl_id": LIST_B},
    ),
    Row(
        "a range is named by its subnet, an address on premises by itself",
        ON_PREMISES,
        "block",
        inside(
            describe_network_acls=NO_REPLY,
            describe_route_tables=tables(home=(to("172.16.0.0/12", GatewayId="vgw-0b9b8c7d6e5f4a3b2"),)),
        ),
        {"network_acl_id": LIST_B, "client_cidr": "172.16.20.5/32"},
    ),
    Row(
        "the reply is dropped at the client's own subnet",
        INSIDE,
        "blocks_client",
        inside(describe_network_acls=AT_CLIENT),
        {"network_acl_id": CLIENT_LIST, "client_cidr": "10.0.10.0/24"},
        shows=f"{CLIENT_LIST} at {CLIENT_SUBNET}, inbound, drops the reply from 10.0.2.41",
    ),
    Row("over a gateway, from everything that is asked", WIDE, "allow", wide()),
    Row(
        "which ports the client uses decides, and its system is not known",
        INSIDE,
        None,
        inside(describe_network_acls=LINUX_PORTS),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a Linux client uses the ports that are open",
        {**INSIDE, "client_ports": "32768-60999"},
        "allow",
        inside(describe_network_acls=LINUX_PORTS),
    ),
    Row(
        "a Windows client does not",
        {**INSIDE, "client_ports": "49152-65535"},
        "block",
        inside(describe_network_acls=LINUX_PORTS),
        {"acl_rules": (f"outbound rule 110 of {LIST_B}: allow TCP 61000-65535 to 10.0.10.20/32",)},
    ),
    Row("an instance uses the high ports", INSIDE, "allow", inside(describe_network_acls=HIGH_PORTS)),
    Row(
        "a Lambda function uses the low ports too",
        FUNCTION,
        "block",
        inside(describe_network_acls=HIGH_PORTS),
        {"network_acl_id": LIST_B, "client_cidr": "10.0.10.0/24"},
    ),
    Row(
        "denied",
        INSIDE,
        None,
        inside(describe_network_acls=DENIED),
        because=Reason.ACCESS_DENIED,
        shows="??  network-acl out",
    ),
    Row(
        "a part of the lists is not shown",
        INSIDE,
        None,
        inside(describe_network_acls={"NetworkAcls": lists()["NetworkAcls"][:1]}),  # type: ignore[index]
        because=Reason.MISSING_FACT,
    ),
    Row(
        "the interfaces can't be read",
        INSIDE,
        None,
        inside(describe_network_interfaces=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the client's VPC is another account's",
        BESIDE,
        None,
        inside(describe_vpcs=NOT_FOUND),
        because=Reason.MISSING_FACT,
    ),
    Row(
        "the gateway's own subnets can't be read",
        BESIDE,
        None,
        BY_GATEWAY,
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "two networks use the same addresses",
        {**BESIDE, "client_addresses": ("10.0.10.20",)},
        None,
        inside(),
        because=Reason.AMBIGUOUS,
    ),
)
