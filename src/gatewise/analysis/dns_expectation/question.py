"""A question for a name and its expectation as JSON, one line each (docs/path-format.md)."""

from collections.abc import Mapping
from typing import Any

from gatewise.analysis.dns_expectation.client import client_of
from gatewise.analysis.dns_expectation.expectation import Expectation
from gatewise.analysis.dns_expectation.judgement import expected
from gatewise.analysis.reachability.inventory import IPV6, Inventory, as_network
from gatewise.model import JsonValue

_FAMILIES = {None: None, "ipv4": 4, "ipv6": IPV6}


class DnsMistake(ValueError):  # noqa: N818 - a mistake in a question, as in the loader
    """The question is not of the format; the message says where, and what would be right."""


def answer(question: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The verdict on a decoded question for a name.

    Raises:
        DnsMistake: the question is not of the format.
    """
    expectation = expectation_of(question)
    return {
        "outcome": expectation.outcome.value,
        "usable_for_private_api": expectation.usable,
        "hint": expectation.hint,
    }


def expectation_of(question: Mapping[str, Any]) -> Expectation:
    """The expectation that a decoded question asks for.

    Raises:
        DnsMistake: the question is not of the format.
    """
    stated = question if isinstance(question, Mapping) else {}
    flow, inputs = stated.get("flow"), stated.get("inputs")
    if not isinstance(flow, dict) or not isinstance(inputs, dict):
        raise DnsMistake("a question has flow and inputs, both JSON objects")
    name, source, family = flow.get("query_name"), flow.get("source"), flow.get("ip_family")
    if not isinstance(name, str) or not name.strip(" .\t\r\n"):
        raise DnsMistake(f"flow.query_name is a host name; this is {name!r}")
    if not isinstance(source, dict):
        raise DnsMistake('flow.source is {"kind": "eni", …} or {"kind": "cidr", "cidr": …}')
    if not isinstance(family, str | None) or family not in _FAMILIES:
        raise DnsMistake(f"flow.ip_family is ipv4 or ipv6; this is {family!r}")
    vpc, interface = source.get("vpc_id") or "", source.get("network_interface_id") or ""
    if not isinstance(vpc, str) or not isinstance(interface, str):
        raise DnsMistake("flow.source.vpc_id and flow.source.network_interface_id are texts")
    address = source.get("cidr") or source.get("ip")
    network = as_network(address)
    if address and network is None:
        raise DnsMistake(f"flow.source.cidr is an address or a block of them; this is {address!r}")
    if not (vpc or interface or network):
        raise DnsMistake(f"flow.source names a VPC, an interface or a block of addresses; this is {source!r}")
    inventory = Inventory(inputs, str(question.get("region") or ""), str(question.get("account") or ""))
    client = client_of(inventory, vpc, interface, network, attached=bool(source.get("attachment")))
    return expected(name, client, inventory, _FAMILIES[family])
