from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.path_world import (
    BESIDE,
    INSIDE,
    ON_PREMISES,
    WIDE,
    beside,
    inside,
    over_gateway,
    peered,
    rules,
    tables,
    to,
    wide,
)
from tests.probes.world import CLIENT_GROUP, GROUP, from_cidr, from_group, rule

NOBODY: Facts = {name: INSIDE[name] for name in INSIDE if not name.startswith("client")}
UNKNOWN_GROUPS: Facts = {name: INSIDE[name] for name in INSIDE if name != "client_security_groups"}
GROUP_RULE = (
    f'[{{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{{"GroupId": "{CLIENT_GROUP}"}}]}}]'
)
VPN = tables(home=(to("172.16.0.0/12", GatewayId="vgw-0b9b8c7d6e5f4a3b2"),))
FROM_CLIENT = rules(GROUP, inbound=[from_group(CLIENT_GROUP)])
FOREIGN = rules(GROUP, inbound=[rule(UserIdGroupPairs=[{"GroupId": "sg-0f1f2f3f4f5f6f7f8", "UserId": "210987654321"}])])
BY_LIST = rules(GROUP, inbound=[rule(PrefixListIds=[{"PrefixListId": "pl-1"}])])


ROWS = (
    Row(
        "from the range",
        INSIDE,
        "allows",
        inside(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.0.0.0/16")])),
        shows=f"{GROUP} inbound: tcp 443 from 10.0.0.0/16",
    ),
    Row("from the client's group", INSIDE, "allows", inside(describe_security_groups=FROM_CLIENT)),
    Row("from the client's group, over a peering", BESIDE, "allows", beside(describe_security_groups=FROM_CLIENT)),
    Row(
        "two ranges cover the client's together",
        {**UNKNOWN_GROUPS, "client_addresses": ("10.0.10.0/24",)},
        "allows",
        inside(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.0.10.0/25"), from_cidr("10.0.10.128/25")])),
    ),
    Row("from everywhere, whoever calls", NOBODY, "allows", inside()),
    Row(
        "from its own members only, as the default group",
        INSIDE,
        "blocks",
        inside(
            describe_security_groups=rules(
                GROUP, inbound=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": GROUP}]}]
            )
        ),
        {"endpoint_security_group": GROUP, "client_source": (CLIENT_GROUP,), "source_permission": GROUP_RULE},
        shows=f"{GROUP} has no inbound rule for TCP 443 from 10.0.10.20.",
    ),
    Row(
        "from another range",
        INSIDE,
        "blocks",
        inside(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.9.0.0/16")])),
        {"client_source": (CLIENT_GROUP,)},
    ),
    Row(
        "nothing may enter, whoever calls",
        NOBODY,
        "blocks",
        inside(describe_security_groups=rules(GROUP, inbound=[])),
        {"endpoint_security_group": GROUP},
        absent=("client_source", "source_permission"),
    ),
    Row(
        "from on premises only an address can be named",
        {**ON_PREMISES, "endpoint_security_groups": (GROUP,)},
        "blocks",
        inside(describe_security_groups=FROM_CLIENT, describe_route_tables=VPN),
        {
            "client_source": ("172.16.20.5/32",),
            "source_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"IpRanges": [{"CidrIp": "172.16.20.5/32"}]}]',
        },
    ),
    Row(
        "over a gateway, a rule that names the client's group admits nobody",
        WIDE,
        "reference_lost",
        wide(describe_security_groups=FROM_CLIENT),
        {"endpoint_security_group": GROUP, "client_ranges": ("10.8.10.20/32",), "lost_reference": CLIENT_GROUP},
        shows="SG_REFERENCES_NOT_PRESERVED",
    ),
    Row(
        "nor over a peering of two Regions",
        BESIDE,
        "reference_lost",
        beside(describe_security_groups=FROM_CLIENT, describe_vpc_peering_connections=peered(region="eu-west-1")),
    ),
    Row(
        "over a gateway, from another range",
        BESIDE,
        "blocks",
        over_gateway(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.9.0.0/16")])),
        {"client_source": ("10.8.10.20/32",)},
    ),
    Row(
        "the group of an interface that has this address",
        UNKNOWN_GROUPS,
        "allows",
        inside(describe_security_groups=FROM_CLIENT),
    ),
    Row(
        "another account's group",
        {**UNKNOWN_GROUPS, "account_id": "123456789012", "client_addresses": ("10.0.10.9",)},
        None,
        inside(describe_security_groups=FOREIGN),
        because=Reason.MISSING_FACT,
        shows="UNKNOWN_PEERED_SGS",
    ),
    Row(
        "who carries the group that a rule names can't be read",
        {**UNKNOWN_GROUPS, "client_addresses": ("10.0.10.0/24",)},
        None,
        {
            **inside(describe_security_groups=FROM_CLIENT),
            "aws ec2 describe_network_interfaces "
            f'{{"Filters": [{{"Name": "group-id", "Values": ["{CLIENT_GROUP}"]}}]}}': DENIED,
        },
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "a part of the client's range",
        {**UNKNOWN_GROUPS, "client_addresses": ("10.0.10.0/24",)},
        None,
        inside(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.0.10.0/25")])),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a list that can't be read",
        INSIDE,
        None,
        inside(describe_security_groups=BY_LIST, get_managed_prefix_list_entries=DENIED),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "nobody knows the client",
        NOBODY,
        None,
        inside(describe_security_groups=rules(GROUP, inbound=[from_cidr("10.0.0.0/16")])),
        because=Reason.MISSING_FACT,
    ),
    Row("denied", INSIDE, None, inside(describe_security_groups=DENIED), because=Reason.ACCESS_DENIED),
)
