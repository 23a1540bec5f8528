"""Which way a flow takes between its source and one endpoint interface, there and back, by the routes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.analysis.reachability.explanation import Code, Explanation, Phase, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.routes import Routed, Target, routed
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Network, Region, difference
from gatewise.analysis.reachability.transit_gateway import Attachment, attachment_of, attachments, cannot_list, crossing


class Kind(StrEnum):
    """How the two ends are connected."""

    SAME_VPC = "same VPC"
    PEERING = "VPC peering"
    TRANSIT_GATEWAY = "transit gateway"
    ON_PREMISES = "virtual private gateway"
    NONE = "no connection"


@dataclass(frozen=True, slots=True)
class End:
    """One end of the flow: what is known of where it stands."""

    vpc: str = ""
    subnet: str = ""
    region: Region = ()
    """Its addresses, with every port."""
    attachment: str = ""
    """The transit gateway attachment by which traffic from outside enters."""


class _Obstacles:
    """What has been found on the way so far."""

    def __init__(self) -> None:
        self.stopped: list[Explanation] = []
        self.unknown: list[Unknown] = []

    def on(self, way: "Way") -> "Way":
        return replace(way, stopped=tuple(self.stopped), unknown=tuple(self.unknown))


@dataclass(frozen=True, slots=True)
class Way:
    """The connection, what stops it, and what of it is unknown."""

    kind: Kind
    connection: str = ""
    """The peering connection's or transit gateway's id."""
    stopped: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    client_attachment: Attachment | None = None
    endpoint_attachment: Attachment | None = None


def connection(client: End, endpoint: End, inventory: Inventory) -> Way:
    """How the two ends are connected, by the client's route, else by the route back, else by what there is."""
    if client.vpc and client.vpc == endpoint.vpc:
        return Way(Kind.SAME_VPC)
    if client.attachment:
        return _by_gateway("", client, endpoint, inventory)
    seen: list[Routed] = []
    if client.subnet:
        seen += routed(inventory.route_table_of(client.subnet), endpoint.region, inventory)
    seen += routed(inventory.route_table_of(endpoint.subnet), client.region, inventory)
    for part in seen:
        if part.route is None:
            continue
        match part.route.target:
            case Target.PEERING:
                return Way(Kind.PEERING, part.route.identifier)
            case Target.TRANSIT_GATEWAY:
                return _by_gateway(part.route.identifier, client, endpoint, inventory)
            case Target.VIRTUAL_GATEWAY if not client.vpc:
                return Way(Kind.ON_PREMISES, part.route.identifier)
    peering = next((name for name, each in inventory.peerings.items() if _joins(each, client.vpc, endpoint.vpc)), "")
    return Way(Kind.PEERING, peering) if peering else Way(Kind.NONE)


def forward(way: Way, client: End, endpoint: End, inventory: Inventory) -> Way:
    """The way there: the client's route, and the connection it leads to."""
    found = _Obstacles()
    if client.subnet:
        table = inventory.route_table_of(client.subnet)
        for part in routed(table, endpoint.region, inventory):
            found_on_route = _RouteAt(table, way, "forward", client.region, client.vpc == endpoint.vpc)
            _judge(part, found_on_route, found)
    if way.kind is Kind.PEERING:
        _peering(way, client, endpoint, inventory, found)
    if way.kind is Kind.TRANSIT_GATEWAY:
        _gateway(_Crossing(way, "forward", client, endpoint), inventory, found)
    return found.on(way)


def back(way: Way, client: End, endpoint: End, inventory: Inventory) -> Way:
    """The way back: the route of the endpoint's subnet to every address of the source."""
    found = _Obstacles()
    table = inventory.route_table_of(endpoint.subnet)
    for part in routed(table, client.region, inventory):
        _judge(part, _RouteAt(table, way, "return", part.region, client.vpc == endpoint.vpc), found)
    if way.kind is Kind.TRANSIT_GATEWAY:
        _gateway(_Crossing(way, "return", endpoint, client), inventory, found)
    return found.on(way)


_LEADS: dict[Kind, Target] = {
    Kind.SAME_VPC: Target.LOCAL,
    Kind.PEERING: Target.PEERING,
    Kind.TRANSIT_GATEWAY: Target.TRANSIT_GATEWAY,
    Kind.ON_PREMISES: Target.VIRTUAL_GATEWAY,
}


@dataclass(frozen=True, slots=True)
class _RouteAt:
    """Where a route is looked up, for which part of the flow."""

    table: Body | None
    way: Way
    phase: Phase
    sources: Region
    same_vpc: bool


def _judge(part: Routed, at: _RouteAt, found: _Obstacles) -> None:
    phase, sources, way = at.phase, at.sources, at.way
    identifier = str((at.table or {}).get("RouteTableId", ""))
    if part.outcome == "unknown":
        found.unknown.append(Unknown(phase, "route-table", part.because, sources))
        return
    route = part.route
    if route is None:
        code = Code.DISCONNECTED_VPCS if way.kind is Kind.NONE and phase == "forward" else Code.NO_ROUTE_TO_DESTINATION
        code = Code.NO_ROUTE_TO_DESTINATION if identifier else code
        found.stopped.append(Explanation(code, phase, "route-table", (identifier,), region=sources))
    elif route.blackhole:
        code = Code.BAD_STATE_ROUTE
        found.stopped.append(
            Explanation(code, phase, "route-table", (identifier,), rule=route.described, region=sources)
        )
    elif route.target is Target.MIDDLEBOX or route.target is Target.OTHER:
        found.unknown.append(Unknown(phase, "route-table", f"what {route.identifier} does with the packet", sources))
    elif route.target is Target.LOCAL and not at.same_vpc:
        # Both ranges overlap: the packet never leaves its own VPC.
        code = Code.HIGHER_PRIORITY_ROUTE
        found.stopped.append(
            Explanation(code, phase, "route-table", (identifier,), rule=route.described, region=sources)
        )
    elif route.target is Target.INTERNET_GATEWAY:
        code = Code.IGW_DESTINATION_NOT_RFC1918
        found.stopped.append(
            Explanation(code, phase, "internet-gateway", (route.identifier,), rule=route.described, region=sources)
        )
    elif route.target is Target.NAT_GATEWAY:
        code = Code.NO_POSSIBLE_DESTINATION
        found.stopped.append(
            Explanation(code, phase, "nat-gateway", (route.identifier,), rule=route.described, region=sources)
        )
    elif not _leads(route.target, route.identifier, way):
        found.unknown.append(Unknown(phase, "route-table", f"where {route.identifier} leads", sources))


def _leads(target: Target, identifier: str, way: Way) -> bool:
    return _LEADS.get(way.kind) is target and (target is Target.LOCAL or identifier == way.connection)


def _joins(peering: Body, one: str, other: str) -> bool:
    ends = {peering.get(side, {}).get("VpcId") for side in ("RequesterVpcInfo", "AccepterVpcInfo")}
    return bool(one) and ends == {one, other} and peering.get("Status", {}).get("Code") != "deleted"


def _peering(way: Way, client: End, endpoint: End, inventory: Inventory, found: _Obstacles) -> None:
    peering = inventory.peerings.get(way.connection)
    kind = "vpc-peering-connection"
    if peering is None:
        if inventory.failed("ec2.DescribeVpcPeeringConnections"):
            found.unknown.append(Unknown("forward", kind, f"the state of {way.connection}", client.region))
        else:
            found.stopped.append(Explanation(Code.BAD_STATE, "forward", kind, (way.connection,), region=client.region))
        return
    ends = {str(peering.get(side, {}).get("VpcId", "")): peering.get(side, {}) for side in _SIDES}
    if peering.get("Status", {}).get("Code") != "active":
        found.stopped.append(Explanation(Code.BAD_STATE, "forward", kind, (way.connection,), region=client.region))
    elif endpoint.vpc not in ends or (client.vpc and client.vpc not in ends):
        code = Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
        found.stopped.append(Explanation(code, "forward", kind, (way.connection,), region=client.region))
    elif not client.vpc:
        other = next((vpc for vpc in ends if vpc != endpoint.vpc), "")
        found.stopped += _edge_to_edge(way, client, ends.get(other, {}), inventory.networks_of_vpc(other))


_SIDES = ("RequesterVpcInfo", "AccepterVpcInfo")


def _edge_to_edge(way: Way, client: End, peer: Body, known: tuple[Network, ...]) -> list[Explanation]:
    """Addresses behind the peered VPC (on-premises, another VPC) do not pass a peering connection."""
    blocks = [peer.get("CidrBlock"), *(each.get("CidrBlock") for each in peer.get("CidrBlockSet") or [])]
    networks = {network for text in blocks if (network := as_network(text))} | set(known)
    outside = difference(client.region, tuple(Cell(network, EVERY_PORT) for network in networks))
    if not networks or not outside:
        return []
    code = Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
    return [Explanation(code, "forward", "vpc-peering-connection", (way.connection,), region=outside)]


def _by_gateway(gateway: str, client: End, endpoint: End, inventory: Inventory) -> Way:
    entry = attachments(inventory).get(client.attachment) if client.attachment else None
    if entry is None and client.vpc:
        entry = attachment_of(client.vpc, gateway, inventory)
    gateway = gateway or (entry.gateway if entry else "")
    leave = attachment_of(endpoint.vpc, gateway, inventory)
    if not gateway and leave is not None:
        gateway = leave.gateway
    return Way(Kind.TRANSIT_GATEWAY, gateway, client_attachment=entry, endpoint_attachment=leave)


@dataclass(frozen=True, slots=True)
class _Crossing:
    """One passage of the transit gateway, seen from the sending end."""

    way: Way
    phase: Phase
    sender: End
    receiver: End


def _gateway(crossed: _Crossing, inventory: Inventory, found: _Obstacles) -> None:
    way, phase, sender, receiver = crossed.way, crossed.phase, crossed.sender, crossed.receiver
    entry = way.client_attachment if phase == "forward" else way.endpoint_attachment
    sources = sender.region if phase == "forward" else receiver.region
    if entry is None:
        if cannot_list(inventory) or not sender.vpc:
            found.unknown.append(Unknown(phase, "transit-gateway", "the transit gateway's attachments", sources))
        else:
            code = Code.NO_POSSIBLE_DESTINATION
            found.stopped.append(Explanation(code, phase, "transit-gateway", (way.connection,), region=sources))
        return
    zone = inventory.subnets.get(sender.subnet, {}).get("AvailabilityZone")
    zones = {inventory.subnets.get(subnet, {}).get("AvailabilityZone") for subnet in entry.subnets}
    if zone and entry.subnets and None not in zones and zone not in zones:
        code = Code.TGW_ROUTE_AZ_RESTRICTION
        kind = "transit-gateway-attachment"
        found.stopped.append(Explanation(code, phase, kind, (entry.identifier,), region=sources))
    goal = receiver.vpc or receiver.attachment
    more_stopped, more_unknown = crossing(entry, receiver.region, goal, phase, inventory)
    if phase == "forward":
        # The way there ends at one address: what stops it stops every source.
        more_stopped = [replace(each, region=sources) for each in more_stopped]
        more_unknown = [replace(each, region=sources) for each in more_unknown]
    found.stopped += more_stopped
    found.unknown += more_unknown
