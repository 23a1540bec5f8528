"""A client whose groups are known, and its interface is not: a Lambda function, or one that somebody described."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from gatewise.analysis.reachability.inventory import Inventory, as_network
from gatewise.analysis.reachability.judgement import Verdict, judged
from gatewise.analysis.reachability.question import flow_from, inventory_of
from tests.analysis.reachability.questions import question
from tests.analysis.reachability.shorthand import Json
from tests.analysis.reachability.test_cases import CASES

_NAMED = [case for case in CASES if case["id"].split("-")[0] in {"sg", "nacl", "pcx", "tgw", "route"}]


def _without(inventory: Inventory, interface: str) -> Inventory:
    inputs: Json = deepcopy(dict(inventory.inputs))
    body = inputs["ec2.DescribeNetworkInterfaces"]
    body["NetworkInterfaces"] = [each for each in body["NetworkInterfaces"] if each["NetworkInterfaceId"] != interface]
    return Inventory(inputs, inventory.region, inventory.account)


@pytest.mark.parametrize("case", _NAMED, ids=lambda case: case["id"])
def test_its_groups_tell_as_much_as_its_interface(case: dict[str, Any]) -> None:
    asked = question(case)
    flow, inventory = flow_from(asked["flow"]), inventory_of(asked)
    body = inventory.interfaces.get(flow.interface)
    groups = inventory.groups_of(body) if body is not None else None
    if body is None or groups is None or body.get("SourceDestCheck") is False:
        return
    addresses = inventory.addresses_of(body, flow.family)
    own = tuple(network for each in addresses if (network := as_network(each)))
    described = replace(flow, interface="", networks=flow.networks or own, groups=groups)

    by_groups = judged(described, _without(inventory, flow.interface)).verdict

    assert by_groups is judged(flow, inventory).verdict


def test_a_reference_is_open_where_nobody_has_listed_who_carries_the_group() -> None:
    flow: Json = {"source": {"kind": "cidr", "cidr": "10.0.10.0/24"}}
    asked = question({"id": "x", "flow": flow, "set": {"sg-endpoint.IpPermissions": ["tcp 443 sg-other"]}})
    whole = inventory_of(asked)
    in_part = replace(whole, listed_groups=frozenset[str]())
    listed = replace(whole, listed_groups=frozenset({"sg-other"}))

    assert judged(flow_from(asked["flow"]), in_part).verdict is Verdict.INDETERMINATE
    assert judged(flow_from(asked["flow"]), listed).verdict is judged(flow_from(asked["flow"]), whole).verdict
