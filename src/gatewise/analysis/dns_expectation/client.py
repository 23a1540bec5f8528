"""Where a question comes from, as far as the replies tell."""

from typing import Any

from gatewise.analysis.dns_expectation.expectation import Client
from gatewise.analysis.dns_expectation.settings import VPCS
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.space import Network
from gatewise.analysis.shapes import record, records, text


def client_of(inventory: Inventory, vpc: str, interface: str, network: Network | None, *, attached: bool) -> Client:
    """The client in a VPC, at an interface, or with an address: the first of these that is given.

    An address in the block of one VPC is taken to be in that VPC, and one in none to be outside.
    """
    if vpc:
        return Client(vpc)
    if interface:
        return Client(text(inventory.interfaces.get(interface, {}), "VpcId"))
    if attached:
        return Client(outside=True)
    if network is None or inventory.failed(VPCS):
        return Client()
    touched = {
        identifier
        for identifier, body in inventory.vpcs.items()
        if any(block.version == network.version and block.overlaps(network) for block in _blocks(body))
    }
    if not touched:
        return Client(outside=True)
    only = touched.pop() if len(touched) == 1 else ""
    inside = any(_within(network, block) for block in _blocks(inventory.vpcs.get(only, {})))
    return Client(only) if inside else Client()


def _within(network: Any, block: Any) -> bool:
    return network.version == block.version and bool(network.subnet_of(block))


def _associated(block: Body, key: str) -> bool:
    return text(record(block, key), "State") in {"", "associated"}


def _blocks(vpc: Body) -> list[Network]:
    listed = [text(vpc, "CidrBlock")]
    for key, block in (("CidrBlockAssociationSet", "CidrBlock"), ("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock")):
        in_use = (each for each in records(vpc, key) if _associated(each, f"{block}State"))
        listed.extend(text(each, block) for each in in_use)
    return [network for each in listed if (network := as_network(each)) is not None]
