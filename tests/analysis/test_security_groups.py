import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.security_groups import (
    Network,
    Passage,
    Peer,
    Rule,
    as_network,
    judge,
    prefix_lists_in,
    rules_for_https,
    uncovered,
)
from gatewise.model import JsonValue

CLIENT = Peer(("10.0.10.20",), ("sg-client",))


def rules(*permissions: dict[str, JsonValue]) -> tuple[Rule, ...]:
    return rules_for_https([{"GroupId": "sg-endpoint", "IpPermissions": [*permissions]}], "inbound")


def tcp(others: dict[str, JsonValue], first: int = 443, last: int = 443) -> dict[str, JsonValue]:
    return {"IpProtocol": "tcp", "FromPort": first, "ToPort": last, **others}


def members(group: str) -> dict[str, JsonValue]:
    return {"UserIdGroupPairs": [{"GroupId": group}]}


def listed_in(prefix_list: str) -> dict[str, JsonValue]:
    return {"PrefixListIds": [{"PrefixListId": prefix_list}]}


def cidrs(*named: str) -> dict[str, JsonValue]:
    return {
        "IpRanges": [{"CidrIp": cidr} for cidr in named if ":" not in cidr],
        "Ipv6Ranges": [{"CidrIpv6": cidr} for cidr in named if ":" in cidr],
    }


def passage(peer: Peer, *permissions: dict[str, JsonValue]) -> Passage:
    return judge(rules(*permissions), peer, {}).passage


@pytest.mark.parametrize(
    ("says", "permission", "passes"),
    [
        ("the address", tcp(cidrs("10.0.10.20/32")), True),
        ("its network", tcp(cidrs("10.0.0.0/16")), True),
        ("everywhere", tcp(cidrs("0.0.0.0/0")), True),
        ("every protocol", {"IpProtocol": "-1", **cidrs("10.0.0.0/8")}, True),
        ("TCP by its number", {**tcp(cidrs("10.0.0.0/8")), "IpProtocol": "6"}, True),
        ("a range of ports", tcp(cidrs("10.0.0.0/8"), 0, 65535), True),
        ("ports up to it", tcp(cidrs("10.0.0.0/8"), 80, 443), True),
        ("ports before it", tcp(cidrs("10.0.0.0/8"), 80, 442), False),
        ("ports behind it", tcp(cidrs("10.0.0.0/8"), 444, 8443), False),
        ("UDP", {**tcp(cidrs("10.0.0.0/8")), "IpProtocol": "udp"}, False),
        ("ICMP", {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, **cidrs("0.0.0.0/0")}, False),
        ("another network", tcp(cidrs("10.1.0.0/16")), False),
        ("every IPv6 address", tcp(cidrs("::/0")), False),
        ("its group", tcp(members("sg-client")), True),
        ("another group", tcp(members("sg-endpoint")), False),
        ("a range that is none", tcp(cidrs("10.0.0.0/99", "oops")), False),
    ],
)
def test_a_rule_admits_what_aws_says_it_does(says: str, permission: dict[str, JsonValue], *, passes: bool) -> None:
    assert passage(CLIENT, permission) is (Passage.ALLOWED if passes else Passage.BLOCKED), says


def test_no_rule_at_all_blocks_everybody() -> None:
    assert passage(CLIENT) is Passage.BLOCKED
    assert passage(Peer(())) is Passage.BLOCKED


def test_rules_of_all_groups_count_together() -> None:
    listed: list[dict[str, JsonValue]] = [
        {"GroupId": "sg-1", "IpPermissions": [tcp(cidrs("10.0.0.0/25"))]},
        {"GroupId": "sg-2", "IpPermissions": [tcp(cidrs("10.0.0.128/25"))]},
    ]
    together = judge(rules_for_https(listed, "inbound"), Peer(("10.0.0.0/24",)), {})
    assert together.passage is Passage.ALLOWED
    assert {rule.group_id for rule in together.rules} == {"sg-1", "sg-2"}


def test_a_range_that_is_admitted_in_part_is_not_certain() -> None:
    assert passage(Peer(("10.0.0.0/24",)), tcp(cidrs("10.0.0.0/25"))) is Passage.UNKNOWN


def test_one_address_that_is_not_admitted_blocks_and_is_named() -> None:
    judged = judge(rules(tcp(cidrs("10.0.1.0/24"))), Peer(("10.0.1.37", "10.0.2.41")), {})
    assert judged.passage is Passage.BLOCKED
    assert judged.blocked == ("10.0.2.41",)


def test_a_reference_holds_only_where_references_do() -> None:
    rule = tcp(members("sg-client"))
    assert passage(Peer(("10.8.0.9",), ("sg-client",), references_hold=False), rule) is Passage.BLOCKED
    assert passage(Peer(("10.8.0.9",), ("sg-client",), references_hold=None), rule) is Passage.UNKNOWN
    assert passage(Peer(("10.8.0.9",), None), rule) is Passage.UNKNOWN
    assert passage(Peer(("10.8.0.9",), ()), rule) is Passage.BLOCKED


def test_a_prefix_list_counts_by_its_content() -> None:
    listed = rules(tcp(listed_in("pl-1")))
    assert prefix_lists_in(listed) == ("pl-1",)
    assert judge(listed, CLIENT, {"pl-1": ("10.0.0.0/16",)}).passage is Passage.ALLOWED
    assert judge(listed, CLIENT, {"pl-1": ("10.9.0.0/16",)}).passage is Passage.BLOCKED
    unread = judge(listed, CLIENT, {"pl-1": None})
    assert unread.passage is Passage.UNKNOWN
    assert unread.unread_lists == ("pl-1",)


def test_a_list_that_is_not_read_does_not_matter_where_another_rule_decides() -> None:
    listed = rules(tcp(listed_in("pl-1")), tcp(cidrs("10.0.0.0/8")))
    assert judge(listed, CLIENT, {}).passage is Passage.ALLOWED


def test_without_the_clients_address_only_a_rule_for_all_or_none_decides() -> None:
    nobody = Peer(())
    assert passage(nobody, tcp(cidrs("0.0.0.0/0"))) is Passage.ALLOWED
    assert passage(nobody, tcp(cidrs("10.0.0.0/8"))) is Passage.UNKNOWN
    assert passage(nobody, tcp(cidrs("0.0.0.0/0"), 80, 80)) is Passage.BLOCKED


def test_a_rule_says_itself_in_a_line() -> None:
    (rule,) = rules(tcp(cidrs("10.0.0.0/16"), 80, 443))
    assert str(rule) == "sg-endpoint inbound: TCP 80-443 from 10.0.0.0/16"


small_networks = st.builds(
    lambda value, length: ipaddress.ip_network((0x0A000000 | value, length), strict=False),
    st.integers(0, 255),
    st.integers(24, 32),
)


@given(small_networks, st.lists(small_networks, max_size=6))
def test_what_is_left_is_exactly_what_no_network_covers(wanted: Network, by: list[Network]) -> None:
    left = {address for network in uncovered(wanted, by) for address in network}
    assert left == {address for address in wanted if not any(address in network for network in by)}


@given(st.text(max_size=40))
def test_any_text_is_a_network_or_none(text: str) -> None:
    network = as_network(text)
    assert network is None or network.num_addresses >= 1
