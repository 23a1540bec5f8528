from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.path_world import BESIDE, INSIDE, ON_PREMISES, WIDE, beside, inside, rules, tables, to, wide
from tests.probes.world import CLIENT_GROUP, GROUP, Json, from_cidr, from_group, groups, rule

EVERYWHERE: Json = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
BY_LIST = rules(CLIENT_GROUP, outbound=[rule(PrefixListIds=[{"PrefixListId": "pl-1"}])])
SHARED: Facts = {
    **{name: INSIDE[name] for name in INSIDE if name != "endpoint_interfaces"},
    "endpoint_addresses": ("10.0.1.37", "10.0.2.41"),
}
"""The endpoint is another account's; its addresses are known."""

ROWS = (
    Row(
        "everything may leave",
        INSIDE,
        "allows",
        inside(describe_security_groups=rules(CLIENT_GROUP, outbound=[dict(EVERYWHERE)])),
    ),
    Row(
        "to the endpoint's group",
        INSIDE,
        "allows",
        inside(describe_security_groups=rules(CLIENT_GROUP, outbound=[from_group(GROUP)])),
        shows=f"{CLIENT_GROUP} outbound: tcp 443 to {GROUP}",
    ),
    Row(
        "to a prefix list",
        INSIDE,
        "allows",
        inside(
            describe_security_groups=BY_LIST, get_managed_prefix_list_entries={"Entries": [{"Cidr": "10.0.0.0/22"}]}
        ),
    ),
    Row(
        "nothing may leave",
        INSIDE,
        "blocks",
        inside(describe_security_groups=rules(CLIENT_GROUP, outbound=[])),
        {
            "client_security_group": CLIENT_GROUP,
            "rule_destination": (GROUP,),
            "destination_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            f'"UserIdGroupPairs": [{{"GroupId": "{GROUP}"}}]}}]',
        },
        shows=f"{CLIENT_GROUP} has no outbound rule for TCP 443 to 10.0.2.41, 10.0.1.37.",
    ),
    Row(
        "a function's groups are known without its interface",
        {**INSIDE, "client": "orders", "client_addresses": ("10.0.10.0/24",)},
        "blocks",
        inside(describe_security_groups=rules(CLIENT_GROUP, outbound=[])),
        shows=f"{CLIENT_GROUP} has no outbound rule",
    ),
    Row(
        "only to one of the addresses",
        INSIDE,
        "blocks",
        inside(describe_security_groups=rules(CLIENT_GROUP, outbound=[from_cidr("10.0.1.0/24")])),
        shows="to 10.0.2.41.",
    ),
    Row(
        "UDP 443 is not TCP 443",
        INSIDE,
        "blocks",
        inside(
            describe_security_groups=rules(CLIENT_GROUP, outbound=[{**from_cidr("0.0.0.0/0"), "IpProtocol": "udp"}])
        ),
    ),
    Row(
        "over a peering a reference holds",
        BESIDE,
        "allows",
        beside(describe_security_groups=rules(CLIENT_GROUP, outbound=[from_group(GROUP)])),
    ),
    Row(
        "over a gateway the addresses are to be named",
        WIDE,
        "blocks",
        wide(describe_security_groups=rules(CLIENT_GROUP, outbound=[from_group(GROUP)])),
        {
            "rule_destination": ("10.0.1.37/32", "10.0.2.41/32"),
            "destination_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"IpRanges": [{"CidrIp": "10.0.1.37/32"}]}, {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"IpRanges": [{"CidrIp": "10.0.2.41/32"}]}]',
        },
        shows="STOPPED HERE",
    ),
    Row(
        "on premises no group stands at the client's side",
        ON_PREMISES,
        "allows",
        inside(describe_route_tables=tables(home=(to("172.16.0.0/12", GatewayId="vgw-0b9b8c7d6e5f4a3b2"),))),
        shows="in no VPC",
    ),
    Row(
        "another account's endpoint, by its addresses",
        SHARED,
        "blocks",
        inside(
            describe_vpc_endpoints=NOT_FOUND,
            describe_network_interfaces=DENIED,
            describe_security_groups=groups(CLIENT_GROUP),
        ),
        {"client_security_group": CLIENT_GROUP},
    ),
    Row(
        "a prefix list that can't be read",
        INSIDE,
        None,
        inside(describe_security_groups=BY_LIST, get_managed_prefix_list_entries=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "a client whose groups nobody knows",
        {
            **{name: INSIDE[name] for name in INSIDE if name != "client_security_groups"},
            "client_addresses": ("10.0.10.9",),
        },
        None,
        inside(),
        because=Reason.MISSING_FACT,
    ),
    Row(
        "the endpoint's interfaces can't be read",
        INSIDE,
        None,
        inside(describe_network_interfaces=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row("gone", INSIDE, None, inside(describe_security_groups=NOT_FOUND), because=Reason.MISSING_FACT),
    Row(
        "not among those listed",
        INSIDE,
        None,
        inside(describe_security_groups=groups(GROUP)),
        because=Reason.MISSING_FACT,
    ),
    Row("denied", INSIDE, None, inside(describe_security_groups=DENIED), because=Reason.ACCESS_DENIED),
)
