"""Each repair opens the path it was made for, and no other that was closed."""

import shlex
from typing import Any

import pytest

from gatewise.analysis.reachability.change import ListEntry
from gatewise.analysis.reachability.judgement import Judgement, judged
from gatewise.analysis.reachability.question import answer, flow_from, inventory_of
from gatewise.analysis.reachability.repair import Repair, repairs
from tests.analysis.reachability.applied import after
from tests.analysis.reachability.questions import question
from tests.analysis.reachability.shorthand import ACCOUNT, Json
from tests.analysis.reachability.test_cases import CASES

_BROKEN = [case for case in CASES if case["expect"] in {"blocked", "partial"}]


def _judged(asked: Json) -> tuple[Judgement, tuple[Repair, ...]]:
    inventory = inventory_of(asked)
    judgement = judged(flow_from(asked["flow"]), inventory)
    return judgement, repairs(judgement, inventory)


def _bystanders(asked: Json, changes: list[Any]) -> list[Json]:
    """The same question for others: an interface beside the client, and networks elsewhere."""
    listed = asked["inputs"]["ec2.DescribeNetworkInterfaces"].get("NetworkInterfaces", [])
    sources: list[Json] = [{"kind": "cidr", "cidr": block} for block in ("10.0.250.0/24", "172.31.9.0/24")]
    client = next((each for each in listed if each["NetworkInterfaceId"] == "eni-client"), None)
    # An ACL rule that names the endpoint as the peer can't tell the client from its neighbours: ACLs have no such rule.
    names_endpoint = any(isinstance(each, ListEntry) and each.network.endswith(".10/32") for each in changes)
    if client is not None and not names_endpoint and asked["flow"]["source"]["kind"] == "eni":
        address = client["PrivateIpAddress"].rsplit(".", 1)[0] + ".201"
        beside = client | {
            "NetworkInterfaceId": "eni-beside",
            "PrivateIpAddress": address,
            "PrivateIpAddresses": [],
            "Groups": [{"GroupId": "sg-beside"}],
        }
        listed.append(beside)
        egress = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        group = {"GroupId": "sg-beside", "OwnerId": ACCOUNT, "IpPermissions": [], "IpPermissionsEgress": egress}
        asked["inputs"].setdefault("ec2.DescribeSecurityGroups", {}).setdefault("SecurityGroups", []).append(group)
        sources.append({"kind": "eni", "network_interface_id": "eni-beside", "ip": address})
    flow = asked["flow"] | {"ip_family": "ipv4"}
    return [asked | {"flow": flow | {"source": source}} for source in sources]


@pytest.mark.parametrize("case", _BROKEN, ids=lambda case: case["id"])
def test_the_repairs_together_let_the_flow_through(case: dict[str, Any]) -> None:
    asked = question(case)
    judgement, mended = _judged(asked)
    assert mended
    if any(repair.advice for repair in mended):
        assert all(bool(repair.changes) != bool(repair.advice) for repair in mended)
        return

    changed = after(asked, *(change for repair in mended for change in repair.changes))

    left_open = any(journey.unknown for journey in judgement.journeys)
    assert answer(changed)["verdict"] == ("indeterminate" if left_open else "reachable")


def test_most_broken_paths_are_mended_by_commands() -> None:
    advised = [case["id"] for case in _BROKEN if any(repair.advice for repair in _judged(question(case))[1])]

    assert len(advised) <= len(_BROKEN) / 3


@pytest.mark.parametrize("case", _BROKEN, ids=lambda case: case["id"])
def test_the_repairs_open_nothing_else_by_a_rule(case: dict[str, Any]) -> None:
    asked = question(case)
    _, mended = _judged(asked)
    # A route carries a whole subnet and its neighbours by its nature; rules and entries do not.
    rules = [
        change
        for repair in mended
        for change in repair.changes
        if repair.explanation.component in {"security-group", "network-acl"}
    ]
    for other in _bystanders(asked, rules):
        before = answer(other)["verdict"]
        if before == "blocked":
            assert answer(after(other, *rules))["verdict"] == "blocked", other["flow"]["source"]


def _of(case: str) -> list[Any]:
    asked = question(next(each for each in CASES if each["id"] == case))
    return [change for repair in _judged(asked)[1] for change in repair.changes]


def test_a_group_is_named_where_a_reference_works_and_an_address_where_it_does_not() -> None:
    (same,) = _of("sg-no-ingress")
    (regions,) = _of("peering-group-regions")
    (gateway,) = _of("tgw-group")
    (premises,) = _of("on-prem-group")

    assert same.peer == "sg-client"
    assert regions.peer == gateway.peer == "10.1.10.20/32"
    assert premises.peer == "192.168.10.0/24"


def test_an_entry_stands_right_before_the_deny_that_decides() -> None:
    (entry,) = _of("nacl-deny-first")

    assert (entry.number, entry.network, entry.ports, entry.direction) == (49, "10.0.10.20/32", (443, 443), "ingress")


def test_an_entry_stands_after_the_others_where_the_list_only_ends() -> None:
    (entry,) = _of("nacl-endpoint-out")

    assert (entry.number, entry.ports, entry.direction) == (110, (32768, 60999), "egress")


def test_a_list_whose_first_number_denies_has_no_room() -> None:
    case = {"id": "full", "set": {"acl-endpoint.Entries": ["1 deny in -1 0.0.0.0/0", "2 allow out -1 0.0.0.0/0"]}}
    (repair,) = _judged(question(case))[1]

    assert repair.changes == ()
    assert "renumber" in repair.advice


def test_both_directions_of_an_empty_list_are_opened() -> None:
    assert [(each.direction, each.ports) for each in _of("nacl-empty")] == [
        ("ingress", (443, 443)),
        ("egress", (32768, 60999)),
    ]


def test_what_two_interfaces_share_is_mended_once() -> None:
    assert len(_of("az-both-blocked")) == 1


def test_commands_are_one_line_that_a_shell_splits_as_meant() -> None:
    (rule,) = _of("sg-no-ingress")

    words = shlex.split(rule.forms.cli)

    assert words[:5] == ["aws", "ec2", "authorize-security-group-ingress", "--group-id", "sg-endpoint"]
    assert words[-1].startswith('[{"IpProtocol":"tcp","FromPort":443,"ToPort":443')
    assert "\n" not in rule.forms.cli + rule.forms.undo


def test_a_missing_route_is_made_to_the_connection_there_is() -> None:
    asked = question({"id": "x", "world": "peering", "set": {"rtb-client.Routes": ["10.1.0.0/16 local"]}})
    (made,) = [change for repair in _judged(asked)[1] for change in repair.changes]

    assert made.forms.cli == (
        "aws ec2 create-route --route-table-id rtb-client --destination-cidr-block 10.0.1.0/24 "
        "--vpc-peering-connection-id pcx-1"
    )
    assert made.forms.undo == "aws ec2 delete-route --route-table-id rtb-client --destination-cidr-block 10.0.1.0/24"
