from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.path_world import BESIDE, beside
from tests.probes.world import CLIENT_GROUP, GROUP, from_cidr, from_group, groups, rule

GROUPS, LISTS = "aws ec2 describe_security_groups", "aws ec2 get_managed_prefix_list_entries"
FACTS: Facts = {
    "endpoint_security_groups": (GROUP,),
    "client_addresses": ("10.0.10.20",),
    "client_security_groups": (CLIENT_GROUP,),
    "location": "same_vpc",
}
OVER_A_GATEWAY: Facts = {**FACTS, "location": "connected", "client_vpc_id": "vpc-0bbbbbbbbbbbbbbbb"}
ON_PREMISES: Facts = {
    "endpoint_security_groups": (GROUP,),
    "client_addresses": ("192.168.7.9",),
    "location": "connected",
}
NOBODY: Facts = {"endpoint_security_groups": (GROUP,)}
GROUP_RULE = (
    f'[{{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{{"GroupId": "{CLIENT_GROUP}"}}]}}]'
)

ROWS = (
    Row("from the range", FACTS, "allows", {GROUPS: groups(GROUP, inbound=[from_cidr("10.0.0.0/16")])}),
    Row("from the client's group", FACTS, "allows", {GROUPS: groups(GROUP, inbound=[from_group(CLIENT_GROUP)])}),
    Row("from everywhere, whoever calls", NOBODY, "allows", {GROUPS: groups(GROUP, inbound=[from_cidr("0.0.0.0/0")])}),
    Row(
        "from its own members only, as the default group",
        FACTS,
        "blocks",
        {GROUPS: groups(GROUP, inbound=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": GROUP}]}])},
        {"endpoint_security_group": GROUP, "client_source": CLIENT_GROUP, "source_permission": GROUP_RULE},
        shows=f"{GROUP} has no inbound rule for TCP 443 from 10.0.10.20.",
    ),
    Row(
        "from another range",
        FACTS,
        "blocks",
        {GROUPS: groups(GROUP, inbound=[from_cidr("10.9.0.0/16")])},
        {"client_source": CLIENT_GROUP},
    ),
    Row("nothing may enter, whoever calls", NOBODY, "blocks", {GROUPS: groups(GROUP)}, absent=("client_source",)),
    Row(
        "from on premises only an address can be named",
        ON_PREMISES,
        "blocks",
        {GROUPS: groups(GROUP, inbound=[from_group(CLIENT_GROUP)])},
        {
            "client_source": "192.168.7.9/32",
            "source_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"IpRanges": [{"CidrIp": "192.168.7.9/32"}]}]',
        },
    ),
    Row(
        "an IPv6 client",
        {**ON_PREMISES, "client_addresses": ("fd00::7",)},
        "blocks",
        {GROUPS: groups(GROUP, inbound=[from_cidr("0.0.0.0/0")])},
        {
            "client_source": "fd00::7/128",
            "source_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"Ipv6Ranges": [{"CidrIpv6": "fd00::7/128"}]}]',
        },
    ),
    Row(
        "a reference from another VPC may or may not hold",
        OVER_A_GATEWAY,
        None,
        {GROUPS: groups(GROUP, inbound=[from_group(CLIENT_GROUP)])},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a list that can't be read",
        FACTS,
        None,
        {GROUPS: groups(GROUP, inbound=[rule(PrefixListIds=[{"PrefixListId": "pl-1"}])]), LISTS: DENIED},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "nobody knows the client",
        NOBODY,
        None,
        {GROUPS: groups(GROUP, inbound=[from_cidr("10.0.0.0/16")])},
        because=Reason.MISSING_FACT,
    ),
    Row(
        "and the path is drawn to where it stops",
        {**BESIDE, "endpoint_addresses": ("10.0.1.37", "10.0.2.41")},
        "blocks",
        {**beside(), GROUPS: groups(GROUP)},
        shows="STOPPED HERE",
    ),
    Row("denied", FACTS, None, {GROUPS: DENIED}, because=Reason.ACCESS_DENIED),
)
