"""The filters a packet and its reply meet between two ends, each over the part of the flow it sees."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from gatewise.analysis.reachability import peering
from gatewise.analysis.reachability.explanation import Code, Explanation, Phase, Unknown
from gatewise.analysis.reachability.filters import (
    Direction,
    Filtered,
    References,
    Resolved,
    access_list,
    has_rules,
    security_groups,
)
from gatewise.analysis.reachability.inventory import IPV6, Body, Inventory, as_network, text
from gatewise.analysis.reachability.source import Flow, Source
from gatewise.analysis.reachability.space import Cell, Ports, Region, difference, intersection
from gatewise.analysis.reachability.transit_gateway import Attachment
from gatewise.analysis.reachability.way import End, Kind, Way

HTTPS: Ports = (443, 443)


@dataclass(frozen=True, slots=True)
class Passage:
    """One filter, met once."""

    component: Literal["security-group", "network-acl"]
    identifiers: tuple[str, ...]
    phase: Phase
    direction: Direction
    where: str
    """The interface or subnet."""
    allowed_by: tuple[Body, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def security(  # noqa: PLR0913 - both ends, and how they are connected
    flow: Flow, part: Source, end: End, interface: Body, way: Way, inventory: Inventory
) -> Iterator[Passage]:
    """The client's groups outbound, where there is an interface, and the endpoint's groups inbound."""
    own = inventory.groups_of(part.interface) if part.interface is not None else None
    theirs = inventory.groups_of(interface)
    if part.interface is not None:
        seen = tuple(replace(cell, ports=HTTPS) for cell in end.region)
        meaning = _references(way, _Peer(theirs, end.region, known=True), inventory)
        yield _by_groups(_AtGroups(part.interface, own, "egress", seen), meaning, part, flow, inventory)
    elif part.hidden:
        settle = f"the security groups of {part.named_interface}"
        names = (part.named_interface,)
        unknown = Unknown("forward", "network-interface", settle, _whole(part, flow), names, direction="egress")
        yield Passage("security-group", (), "forward", "egress", part.named_interface, unknown=(unknown,))
    seen = tuple(replace(cell, ports=HTTPS) for cell in part.end.region)
    meaning = _references(way, _Peer(own, part.end.region, known=part.interface is not None or part.hidden), inventory)
    yield _by_groups(_AtGroups(interface, theirs, "ingress", seen), meaning, part, flow, inventory)


def _whole(part: Source, flow: Flow) -> Region:
    return tuple(replace(cell, ports=flow.ephemeral) for cell in part.end.region)


@dataclass(frozen=True, slots=True)
class _AtGroups:
    """An interface's groups in one direction, and what they see."""

    interface: Body
    names: tuple[str, ...] | None
    direction: Direction
    seen: Region


@dataclass(frozen=True, slots=True)
class _Peer:
    """The other end, as a group reference sees it."""

    groups: tuple[str, ...] | None
    addresses: Region
    known: bool
    """Whether it is one interface; else it is a block of addresses, in which several may stand."""


def _references(way: Way, peer: _Peer, inventory: Inventory) -> References:
    """What group references mean on this way."""
    # Without a connection the fault is the connection, not what it would do to a reference.
    preserved = way.kind in {Kind.SAME_VPC, Kind.NONE} or (
        way.kind is Kind.PEERING and peering.one_region(way.connection, inventory)
    )

    def foreign(pair: Body) -> bool:
        return (text(pair, "UserId") or inventory.owner) != inventory.owner

    def resolve(pair: Body) -> Resolved:
        name = text(pair, "GroupId")
        if not preserved or (text(pair, "PeeringStatus") or "active") != "active":
            return ()
        if peer.known:
            if peer.groups is None:
                return None
            return tuple(cell.network for cell in peer.addresses) if name in peer.groups else ()
        return _carried(name, foreign=foreign(pair), inventory=inventory)

    def lost(pair: Body) -> bool:
        name = text(pair, "GroupId")
        if preserved:
            return False
        if peer.known:
            return name in (peer.groups or ())
        carried = tuple(Cell(each, HTTPS) for each in _carried(name, foreign=False, inventory=inventory) or ())
        return bool(intersection(peer.addresses, carried))

    return References(resolve, lost, foreign)


def _carried(group: str, *, foreign: bool, inventory: Inventory) -> Resolved:
    """The addresses of every interface that carries the group."""
    carriers = inventory.carriers.get(group, ())
    listed_in_part = inventory.listed_groups is not None and group not in inventory.listed_groups
    if inventory.failed("ec2.DescribeNetworkInterfaces") or listed_in_part or (foreign and not carriers):
        return None
    listed = [address for each in carriers for family in (4, IPV6) for address in inventory.addresses_of(each, family)]
    return tuple(network for address in listed if (network := as_network(address)))


def _by_groups(at: _AtGroups, meaning: References, part: Source, flow: Flow, inventory: Inventory) -> Passage:
    groups = [None] if at.names is None else [inventory.groups.get(name) for name in at.names]
    filtered = security_groups(groups, at.direction, at.seen, meaning, inventory)
    code = Code.ENI_SG_RULES_MISMATCH
    if filtered.lost_references:
        code = Code.SG_REFERENCES_NOT_PRESERVED
    elif not has_rules(groups, at.direction):
        code = Code.SG_HAS_NO_RULES
    where = text(at.interface, "NetworkInterfaceId")
    passage = Passage("security-group", at.names or (), "forward", at.direction, where, filtered.allowed_by)
    return _explained(passage, filtered, code, part, flow, by_source=at.direction == "ingress")


def access_lists(flow: Flow, part: Source, end: End, way: Way, inventory: Inventory) -> Iterator[Passage]:
    """The network ACLs there and back; none between two interfaces of one subnet."""
    if part.end.subnet and part.end.subnet == end.subnet:
        return
    client_side = _gateway_subnet(way.client_attachment, part.end.subnet, inventory)
    endpoint_side = _gateway_subnet(way.endpoint_attachment, end.subnet, inventory)
    subnets = _Subnets(part.end.subnet, client_side, endpoint_side, end.subnet)
    for subnet, direction, by_source in subnets.there():
        met = _by_list(subnet, direction, "forward", by_source, HTTPS, (part, end, flow), inventory)
        arrives = subnet == end.subnet and direction == "ingress"
        yield _perhaps(met) if arrives and _may_be_in(subnet, way.endpoint_attachment, way) else met
    for subnet, direction, by_source in subnets.back():
        met = _by_list(subnet, direction, "return", by_source, flow.ephemeral, (part, end, flow), inventory)
        arrives = subnet == part.end.subnet and direction == "ingress"
        yield _perhaps(met) if arrives and _may_be_in(subnet, way.client_attachment, way) else met


def _may_be_in(subnet: str, attachment: Attachment | None, way: Way) -> bool:
    """Whether a transit gateway may be attached in this very subnet, for all that is known."""
    unknown = attachment is None or not attachment.subnets
    return bool(subnet) and way.kind is Kind.TRANSIT_GATEWAY and unknown


def _perhaps(passage: Passage) -> Passage:
    """A list that is not met if the gateway is attached in its subnet: what it stops is open."""
    settle = f"whether the transit gateway is attached in {passage.where}"
    left_open = tuple(
        Unknown(
            each.phase,
            each.component,
            settle,
            each.region,
            each.identifiers,
            direction=each.direction,
            where=each.where,
        )
        for each in passage.explanations
    )
    return replace(passage, explanations=(), unknown=(*passage.unknown, *left_open))


@dataclass(frozen=True, slots=True)
class _Subnets:
    """The subnets whose ACLs a packet meets, in order; those of transit gateway attachments may be missing.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    """

    client: str
    client_side: str
    endpoint_side: str
    endpoint: str

    def there(self) -> Iterator[tuple[str, Direction, bool]]:
        """(subnet, direction, whether the rule's peer is the source) of the packet."""
        if self.client:
            yield self.client, "egress", False
        if self.client_side:
            yield self.client_side, "ingress", True
        if self.endpoint_side != self.endpoint:
            if self.endpoint_side:
                yield self.endpoint_side, "egress", False
            yield self.endpoint, "ingress", True

    def back(self) -> Iterator[tuple[str, Direction, bool]]:
        """The same of the reply."""
        yield self.endpoint, "egress", True
        if self.endpoint_side:
            yield self.endpoint_side, "ingress", False
        if self.client_side != self.client or not self.client:
            if self.client_side:
                yield self.client_side, "egress", True
            if self.client:
                yield self.client, "ingress", False


def _gateway_subnet(attachment: Attachment | None, near: str, inventory: Inventory) -> str:
    """The attachment's subnet in the zone of the given one, else its first; empty where it has none."""
    if attachment is None:
        return ""
    same = [each for each in attachment.subnets if inventory.same_zone(near, each)]
    return next(iter(same or attachment.subnets), "")


def _by_list(  # noqa: PLR0913 - one list, met in one direction
    subnet: str,
    direction: Direction,
    phase: Phase,
    by_source: bool,  # noqa: FBT001
    ports: Ports,
    flowing: tuple[Source, End, Flow],
    inventory: Inventory,
) -> Passage:
    part, end, flow = flowing
    peer = part.end.region if by_source else end.region
    body = inventory.access_list_of(subnet)
    filtered = access_list(body, direction, tuple(replace(cell, ports=ports) for cell in peer))
    name = text(body or {}, "NetworkAclId")
    passage = Passage("network-acl", (name,) if name else (), phase, direction, subnet, filtered.allowed_by)
    return _explained(passage, filtered, Code.SUBNET_ACL_RESTRICTION, part, flow, by_source=by_source)


def _explained(  # noqa: PLR0913 - what a filter did, told in terms of the whole flow
    passage: Passage, filtered: Filtered, code: Code, part: Source, flow: Flow, *, by_source: bool
) -> Passage:
    place = "network_interface_id" if passage.component == "security-group" else "subnet_id"
    stopped = [
        Explanation(
            code,
            passage.phase,
            passage.component,
            passage.identifiers,
            passage.direction,
            denial.rule,
            _of_flow(denial.region, part, flow, passage.phase, by_source=by_source),
            {place: passage.where},
        )
        for denial in filtered.denied
    ]
    unknown = [
        Unknown(
            passage.phase,
            passage.component,
            settle,
            _of_flow(filtered.unknown, part, flow, passage.phase, by_source=by_source),
            passage.identifiers,
            code,
            passage.direction,
            {place: passage.where},
        )
        for code, settle in (filtered.because if filtered.unknown else ())
    ]
    return replace(passage, explanations=tuple(stopped), unknown=tuple(unknown))


def _of_flow(seen: Region, part: Source, flow: Flow, phase: Phase, *, by_source: bool) -> Region:
    """A part of what a filter saw, as (source address, ephemeral port)."""
    if by_source:
        return seen if phase == "return" else tuple(replace(cell, ports=flow.ephemeral) for cell in seen)
    ranges = {cell.ports if phase == "return" else flow.ephemeral for cell in seen}
    region: Region = ()
    for ports in sorted(ranges):
        more = tuple(Cell(cell.network, ports) for cell in part.end.region)
        region += difference(more, region)
    return region
