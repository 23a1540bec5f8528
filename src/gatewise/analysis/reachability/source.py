"""Where the packets come from: an interface, or a block of addresses, taken apart by subnet."""

from collections.abc import Iterator
from dataclasses import dataclass

from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Network, Ports, Region, difference, split
from gatewise.analysis.reachability.way import End

LINUX_EPHEMERAL: Ports = (32768, 60999)
"""The ports a current Linux client answers on; Windows 49152 to 65535, NAT gateways and Lambda 1024 to 65535."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A TCP connection to port 443 of an endpoint."""

    endpoint: str
    interface: str = ""
    """The client's network interface, where it is one."""
    networks: tuple[Network, ...] = ()
    """The client's addresses; those of the interface where none are given."""
    attachment: str = ""
    """The transit gateway attachment by which traffic from outside enters."""
    ephemeral: Ports = LINUX_EPHEMERAL
    """The ports the client may use; every one counts."""
    family: int = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the source that stands in one place."""

    end: End
    interface: Body | None = None
    """None where no interface is named, or it can't be read."""
    named_interface: str = ""


def sources(flow: Flow, inventory: Inventory) -> tuple[Source, ...]:
    """The flow's source, one part for each place its addresses may stand in."""
    if flow.interface:
        return (_of_interface(flow, inventory),)
    return tuple(_of_networks(flow, inventory))


def _of_interface(flow: Flow, inventory: Inventory) -> Source:
    body = inventory.interfaces.get(flow.interface)
    listed = inventory.addresses_of(body, flow.family) if body else ()
    networks = flow.networks or tuple(network for each in listed if (network := as_network(each)))
    region = tuple(Cell(network, EVERY_PORT) for network in networks if network.version == flow.family)
    vpc, subnet = (str(body.get("VpcId", "")), str(body.get("SubnetId", ""))) if body else ("", "")
    return Source(End(vpc, subnet, region, flow.attachment), body, flow.interface)


def _of_networks(flow: Flow, inventory: Inventory) -> Iterator[Source]:
    rest: Region = tuple(Cell(network, EVERY_PORT) for network in flow.networks if network.version == flow.family)
    if flow.attachment:
        yield Source(End(region=rest, attachment=flow.attachment))
        return
    for vpc in _nearest_first(flow, inventory):
        for block in inventory.networks_of_vpc(vpc):
            inside, rest = split(rest, block, EVERY_PORT)
            for subnet, part in _by_subnet(vpc, inside, inventory):
                yield Source(End(vpc, subnet, part))
    if rest:
        yield Source(End(region=rest))


def _nearest_first(flow: Flow, inventory: Inventory) -> list[str]:
    own = str(inventory.endpoints.get(flow.endpoint, {}).get("VpcId", ""))
    return sorted(inventory.vpcs, key=lambda vpc: vpc != own)


def _by_subnet(vpc: str, region: Region, inventory: Inventory) -> Iterator[tuple[str, Region]]:
    rest = region
    for identifier, subnet in inventory.subnets.items():
        network = as_network(subnet.get("CidrBlock"))
        if subnet.get("VpcId") != vpc or network is None:
            continue
        inside, rest = split(rest, network, EVERY_PORT)
        if inside:
            yield identifier, inside
    # Addresses in no subnet that is known belong to nobody, unless nothing but them was asked about.
    if rest and not difference(region, rest):
        yield "", rest
