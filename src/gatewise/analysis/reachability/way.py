"""Which way a flow takes between its source and one endpoint interface, there and back, by the routes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.analysis.reachability import peering, public_access
from gatewise.analysis.reachability.explanation import Code, Explanation, Phase, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, text
from gatewise.analysis.reachability.routes import Route, Routed, Target, routed
from gatewise.analysis.reachability.space import Region, networks_of
from gatewise.analysis.reachability.transit_gateway import (
    Attachment,
    attachment_of,
    attachments,
    crossing,
    entered_by,
    out_of_order,
)


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


@dataclass(frozen=True, slots=True)
class Taken:
    """A route that carries a part of the flow on."""

    phase: Phase
    table: str
    route: Route
    destinations: Region


class _Obstacles:
    """What has been found on the way so far."""

    def __init__(self) -> None:
        self.stopped: list[Explanation] = []
        self.unknown: list[Unknown] = []
        self.taken: list[Taken] = []

    def add(self, found: tuple[list[Explanation], list[Unknown]]) -> None:
        self.stopped += found[0]
        self.unknown += found[1]

    def on(self, way: "Way") -> "Way":
        return replace(way, stopped=tuple(self.stopped), unknown=tuple(self.unknown), taken=tuple(self.taken))


@dataclass(frozen=True, slots=True)
class Way:
    """The connection, what stops it, and what of it is unknown."""

    kind: Kind
    connection: str = ""
    """The peering connection's, transit gateway's or virtual private gateway's id."""
    stopped: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    client_attachment: Attachment | None = None
    endpoint_attachment: Attachment | None = None
    taken: tuple[Taken, ...] = ()


def connection(client: End, endpoint: End, inventory: Inventory) -> Way:  # noqa: PLR0911 - one a kind
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
        if part.route is None or part.route.blackhole:
            continue
        match part.route.target:
            case Target.PEERING:
                return Way(Kind.PEERING, part.route.identifier)
            case Target.TRANSIT_GATEWAY:
                return _by_gateway(part.route.identifier, client, endpoint, inventory)
            case Target.VIRTUAL_GATEWAY if not client.vpc:
                return Way(Kind.ON_PREMISES, part.route.identifier)
    joined = peering.between(client.vpc, endpoint.vpc, inventory)
    if joined:
        return Way(Kind.PEERING, joined)
    by_gateway = _by_gateway("", client, endpoint, inventory)
    ends = (by_gateway.client_attachment, by_gateway.endpoint_attachment)
    return by_gateway if client.vpc and None not in ends else Way(Kind.NONE)


def forward(way: Way, client: End, endpoint: End, inventory: Inventory) -> Way:
    """The way there: the client's route, and the connection it leads to."""
    found = _Obstacles()
    same_vpc = way.kind is Kind.SAME_VPC
    if client.subnet:
        table = inventory.route_table_of(client.subnet)
        for part in routed(table, endpoint.region, inventory):
            _judge(part, _RouteAt(table, way, "forward", client.region, same_vpc), found, inventory)
    elif client.vpc:
        settle = f"the subnet of {', '.join(networks_of(client.region))} in {client.vpc}"
        found.unknown.append(Unknown("forward", "subnet", settle, client.region))
    if way.kind is Kind.PEERING:
        found.add(peering.passes(way.connection, (client.vpc, client.region), endpoint.vpc, inventory))
    if way.kind is Kind.TRANSIT_GATEWAY:
        _gateway(_Crossing(way, "forward", client, endpoint), inventory, found)
    return found.on(way)


def back(way: Way, client: End, endpoint: End, inventory: Inventory) -> Way:
    """The way back: the route of the endpoint's subnet to every address of the source."""
    found = _Obstacles()
    table = inventory.route_table_of(endpoint.subnet)
    for part in routed(table, client.region, inventory):
        _judge(part, _RouteAt(table, way, "return", part.region, way.kind is Kind.SAME_VPC), found, inventory)
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

    @property
    def name(self) -> str:
        return text(self.table or {}, "RouteTableId")

    def stop(self, code: Code, route: Route | None, gateway: str = "") -> Explanation:
        """The explanation: of the table, or of the gateway (its kind) that the route leads to."""
        names = (route.identifier,) if gateway and route is not None else (self.name,)
        rule = None if route is None else route.described
        return Explanation(code, self.phase, gateway or "route-table", names, rule=rule, region=self.sources)

    def leave_open(self, settle: str) -> Unknown:
        return Unknown(self.phase, "route-table", settle, self.sources, (self.name,) if self.name else ())


def _judge(part: Routed, at: _RouteAt, found: _Obstacles, inventory: Inventory) -> None:
    route = part.route
    if part.outcome == "unknown":
        found.unknown.append(at.leave_open(part.because))
    elif route is None:
        found.stopped.append(at.stop(Code.NO_ROUTE_TO_DESTINATION, None))
    elif route.blackhole:
        found.stopped.append(at.stop(Code.BAD_STATE_ROUTE, route))
    elif route.target in {Target.MIDDLEBOX, Target.OTHER} or (at.same_vpc and route.target is not Target.LOCAL):
        found.unknown.append(at.leave_open(f"what {route.identifier} does with the packet"))
    elif route.target is Target.LOCAL and not at.same_vpc:
        # Both ranges overlap: the packet never leaves its own VPC.
        found.stopped.append(at.stop(Code.HIGHER_PRIORITY_ROUTE, route))
    elif route.target is Target.INTERNET_GATEWAY:
        code = public_access.refusal(part.region, inventory)
        if code is None:
            found.unknown.append(at.leave_open(f"how {route.identifier} leads to a public address of the VPC"))
        else:
            found.stopped.append(at.stop(code, route, "internet-gateway"))
    elif route.target is Target.NAT_GATEWAY:
        found.stopped.append(at.stop(Code.NO_POSSIBLE_DESTINATION, route, "nat-gateway"))
    elif _LEADS.get(at.way.kind) is not route.target or route.identifier not in {at.way.connection, "local"}:
        found.unknown.append(at.leave_open(f"where {route.identifier} leads"))
    else:
        found.taken.append(Taken(at.phase, at.name, route, part.region))


def _by_gateway(gateway: str, client: End, endpoint: End, inventory: Inventory) -> Way:
    entry = entered_by(client.attachment, inventory) if client.attachment else None
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

    @property
    def entry(self) -> Attachment | None:
        return self.way.client_attachment if self.phase == "forward" else self.way.endpoint_attachment

    @property
    def leave(self) -> Attachment | None:
        return self.way.endpoint_attachment if self.phase == "forward" else self.way.client_attachment

    @property
    def sources(self) -> Region:
        """The client's addresses, whichever end sends."""
        return self.sender.region if self.phase == "forward" else self.receiver.region

    def goals(self) -> tuple[str, ...]:
        known = self.leave.identifier if self.leave is not None else ""
        return tuple(filter(None, (self.receiver.vpc, self.receiver.attachment, known)))


def _gateway(crossed: _Crossing, inventory: Inventory, found: _Obstacles) -> None:
    phase, sources, entry = crossed.phase, crossed.sources, crossed.entry
    if entry is None:
        found.add(_unattached(crossed, inventory))
        return
    for attachment in (entry, crossed.leave):
        if attachment is not None:
            found.add(out_of_order(attachment, phase, sources))
    found.add(_zones(entry, crossed, inventory))
    stopped, unknown = crossing(entry, crossed.receiver.region, crossed.goals(), phase, inventory)
    if phase == "forward":
        # The way there ends at one address: what stops it stops every source.
        stopped = [replace(each, region=sources) for each in stopped]
        unknown = [replace(each, region=sources) for each in unknown]
    found.add((stopped, unknown))


def _unattached(crossed: _Crossing, inventory: Inventory) -> tuple[list[Explanation], list[Unknown]]:
    """The sending VPC has no attachment that is listed."""
    names = (crossed.way.connection,) if crossed.way.connection else ()
    mine = inventory.vpcs.get(crossed.sender.vpc, {})
    owned = text(mine, "OwnerId") in {"", inventory.owner}
    listed = any(each.gateway == crossed.way.connection for each in attachments(inventory).values())
    if not crossed.sender.vpc or not owned or not listed:
        settle = "the transit gateway's attachments"
        return [], [Unknown(crossed.phase, "transit-gateway", settle, crossed.sources, names)]
    code = Code.NO_POSSIBLE_DESTINATION
    return [Explanation(code, crossed.phase, "transit-gateway", names, region=crossed.sources)], []


def _zones(entry: Attachment, crossed: _Crossing, inventory: Inventory) -> tuple[list[Explanation], list[Unknown]]:
    """A packet enters by a subnet of the attachment in its own zone, so there must be one."""
    sender, names = crossed.sender, (entry.identifier,)
    kind = "transit-gateway-attachment"
    if not sender.vpc:
        return [], []
    near = [inventory.same_zone(sender.subnet, subnet) for subnet in entry.subnets]
    if True in near:
        return [], []
    if None in near or not near:
        settle = f"the subnets of {entry.identifier} and their Availability Zones"
        return [], [Unknown(crossed.phase, kind, settle, crossed.sources, names)]
    code = Code.TGW_ROUTE_AZ_RESTRICTION
    return [Explanation(code, crossed.phase, kind, names, region=crossed.sources)], []
