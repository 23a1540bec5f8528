"""Inbound Resolver endpoints: how a question from outside a VPC reaches that VPC's resolver."""

from dataclasses import dataclass

from gatewise.analysis.dns_expectation.settings import reply_for
from gatewise.analysis.reachability.inventory import Inventory
from gatewise.analysis.shapes import records, text

ENDPOINTS = "route53resolver.ListResolverEndpoints"
ADDRESSES = "route53resolver.ListResolverEndpointIpAddresses"
_CLOSED = frozenset({"CREATING", "DELETING"})


@dataclass(frozen=True, slots=True)
class Inbound:
    """One inbound endpoint."""

    identifier: str
    vpc: str
    operational: bool | None
    """None in a state that may or may not answer."""


def inbound_endpoints(inventory: Inventory) -> tuple[Inbound, ...] | None:
    """The inbound endpoints, by id; None where they can't be read."""
    if inventory.failed(ENDPOINTS):
        return None
    found = (
        Inbound(text(each, "Id"), text(each, "HostVPCId"), _operational(text(each, "Status").upper()))
        for each in inventory.listed(ENDPOINTS, "ResolverEndpoints")
        if text(each, "Direction").upper() == "INBOUND"
    )
    return tuple(sorted(found, key=lambda each: each.identifier))


def host_of(inventory: Inventory, addresses: tuple[str, ...]) -> str:
    """The one VPC whose inbound endpoints have all these addresses; empty where that can't be told."""
    hosts = {_host(inventory, address) for address in addresses}
    return hosts.pop() if len(hosts) == 1 else ""


def _host(inventory: Inventory, address: str) -> str:
    having = {
        each.vpc
        for each in inbound_endpoints(inventory) or ()
        if each.operational
        and any(
            address in {text(entry, "Ip").lower(), text(entry, "Ipv6").lower()}
            for entry in records(reply_for(inventory, ADDRESSES, each.identifier), "IpAddresses")
        )
    }
    return having.pop() if len(having) == 1 else ""


def _operational(status: str) -> bool | None:
    # A body without a status comes from a listing that was cut down by hand; the endpoint exists.
    return True if status in {"OPERATIONAL", ""} else False if status in _CLOSED else None
