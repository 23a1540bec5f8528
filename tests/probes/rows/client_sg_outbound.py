from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.path_world import BESIDE, beside
from tests.probes.world import CLIENT_GROUP, GROUP, Json, from_cidr, from_group, groups, rule

GROUPS, LISTS = "aws ec2 describe_security_groups", "aws ec2 get_managed_prefix_list_entries"
FACTS: Facts = {
    "client_security_groups": (CLIENT_GROUP,),
    "endpoint_addresses": ("10.0.1.37", "10.0.2.41"),
    "endpoint_security_groups": (GROUP,),
    "location": "same_vpc",
}
EVERYWHERE: Json = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

ROWS = (
    Row("everything may leave", FACTS, "allows", {GROUPS: groups(CLIENT_GROUP, outbound=[dict(EVERYWHERE)])}),
    Row("to the endpoint's group", FACTS, "allows", {GROUPS: groups(CLIENT_GROUP, outbound=[from_group(GROUP)])}),
    Row(
        "to a prefix list",
        FACTS,
        "allows",
        {
            GROUPS: groups(CLIENT_GROUP, outbound=[rule(PrefixListIds=[{"PrefixListId": "pl-1"}])]),
            LISTS: {"Entries": [{"Cidr": "10.0.0.0/22"}]},
        },
    ),
    Row(
        "nothing may leave",
        FACTS,
        "blocks",
        {GROUPS: groups(CLIENT_GROUP)},
        {
            "client_security_group": CLIENT_GROUP,
            "destination_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            f'"UserIdGroupPairs": [{{"GroupId": "{GROUP}"}}]}}]',
        },
        shows=f"{CLIENT_GROUP} has no outbound rule for TCP 443 to 10.0.1.37, 10.0.2.41.",
    ),
    Row(
        "an IPv4 client needs no rule for IPv6",
        {**FACTS, "endpoint_addresses": ("10.0.1.37", "2600:1f13::7"), "client_addresses": ("10.0.10.20",)},
        "allows",
        {GROUPS: groups(CLIENT_GROUP, outbound=[from_cidr("10.0.1.0/24")])},
    ),
    Row(
        "only to one of the addresses",
        FACTS,
        "blocks",
        {GROUPS: groups(CLIENT_GROUP, outbound=[from_cidr("10.0.1.0/24")])},
        shows="to 10.0.2.41.",
    ),
    Row(
        "UDP 443 is not TCP 443",
        FACTS,
        "blocks",
        {GROUPS: groups(CLIENT_GROUP, outbound=[{**from_cidr("0.0.0.0/0"), "IpProtocol": "udp"}])},
    ),
    Row(
        "from another VPC the addresses are to be named",
        {**FACTS, "location": "connected"},
        "blocks",
        {GROUPS: groups(CLIENT_GROUP)},
        {
            "destination_permission": '[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, '
            '"IpRanges": [{"CidrIp": "10.0.1.37/32"}, {"CidrIp": "10.0.2.41/32"}]}]'
        },
    ),
    Row(
        "a prefix list that can't be read",
        FACTS,
        None,
        {GROUPS: groups(CLIENT_GROUP, outbound=[rule(PrefixListIds=[{"PrefixListId": "pl-1"}])]), LISTS: DENIED},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a reference that may not hold from there",
        {**FACTS, "location": "connected"},
        None,
        {GROUPS: groups(CLIENT_GROUP, outbound=[from_group(GROUP)])},
        because=Reason.AMBIGUOUS,
    ),
    Row("gone", FACTS, None, {GROUPS: NOT_FOUND}, because=Reason.FAILED),
    Row("not among those listed", FACTS, None, {GROUPS: groups(GROUP)}, because=Reason.FAILED),
    Row(
        "and the path is drawn to where it stops",
        {**BESIDE, "endpoint_addresses": ("10.0.1.37", "10.0.2.41")},
        "blocks",
        {**beside(), GROUPS: groups(CLIENT_GROUP)},
        shows="STOPPED HERE",
    ),
    Row("denied", FACTS, None, {GROUPS: DENIED}, because=Reason.ACCESS_DENIED),
)
