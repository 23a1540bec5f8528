"""Where the packets come from: an interface, or a block of addresses, taken apart by subnet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gatewise.analysis.reachability.inventory import Body, Inventory, as_network, text
from gatewise.analysis.reachability.peering import far_end, joins
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Network, Ports, Region, difference, split
from gatewise.analysis.reachability.transit_gateway import attachments
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
    groups: tuple[str, ...] | None = None
    """The client's security groups, where they are known without its interface."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the source that stands in one place."""

    end: End
    interface: Body | None = None
    """None where no interface is named, or it can't be read; without an id where only its groups are known."""
    named_interface: str = ""

    @property
    def hidden(self) -> bool:
        """Whether an interface is named that can't be read."""
        return bool(self.named_interface) and self.interface is None


def sources(flow: Flow, inventory: Inventory) -> tuple[Source, ...]:
    """The flow's source, one part for each place its addresses may stand in."""
    body = inventory.interfaces.get(flow.interface)
    if body is not None:
        return (_of_interface(flow, body, inventory),)
    # Where an interface can't be read, its address still tells where it stands.
    placed = tuple(replace(part, named_interface=flow.interface) for part in _of_networks(flow, inventory))
    return placed if flow.groups is None else tuple(_with_groups(part, flow.groups) for part in placed)


def _with_groups(part: Source, groups: tuple[str, ...]) -> Source:
    """The part as any interface in its place that carries these groups."""
    carried = [{"GroupId": group} for group in groups]
    return replace(part, interface={"VpcId": part.end.vpc, "SubnetId": part.end.subnet, "Groups": carried})


def _of_interface(flow: Flow, body: Body, inventory: Inventory) -> Source:
    listed = inventory.addresses_of(body, flow.family)
    own = tuple(network for each in listed if (network := as_network(each)))
    networks = tuple(network for network in flow.networks if network.version == flow.family) or own
    region = tuple(Cell(network, EVERY_PORT) for network in networks)
    end = End(text(body, "VpcId"), text(body, "SubnetId"), region, flow.attachment)
    return Source(end, body, flow.interface)


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
    """The endpoint's VPC, then those connected with it: an unconnected one may use the same addresses by chance."""
    own = inventory.endpoint_vpc(flow.endpoint)
    peers = [far_end(name, own, inventory) for name in inventory.peerings if joins(name, own, inventory)]
    listed = attachments(inventory).values()
    gateways = {each.gateway for each in listed if each.resource == own}
    attached = [each.resource for each in listed if each.gateway in gateways]
    near = [vpc for vpc in (*peers, *attached) if vpc in inventory.vpcs]
    return list(dict.fromkeys(vpc for vpc in (own, *near) if vpc))


def _by_subnet(vpc: str, region: Region, inventory: Inventory) -> Iterator[tuple[str, Region]]:
    rest = region
    for identifier in inventory.subnets:
        for network in inventory.networks_of_subnet(identifier) if inventory.vpc_of(identifier) == vpc else ():
            inside, rest = split(rest, network, EVERY_PORT)
            if inside:
                yield identifier, inside
    # Addresses in no subnet that is known belong to nobody, unless nothing but them was asked about.
    if rest and (not difference(region, rest) or inventory.failed("ec2.DescribeSubnets")):
        yield "", rest
