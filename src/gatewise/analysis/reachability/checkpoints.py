"""The filters a packet and its reply meet between two ends, each over the part of the flow it sees."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

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
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.source import Flow, Source
from gatewise.analysis.reachability.space import Cell, Ports, Region, difference
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
    allowed_by: tuple[Body, ...]
    explanations: tuple[Explanation, ...]
    unknown: tuple[Unknown, ...]


def security(flow: Flow, part: Source, end: End, interface: Body, way: Way, inventory: Inventory) -> Iterator[Passage]:
    """The client's groups outbound, where they are known, and the endpoint's groups inbound."""
    if part.interface is not None:
        seen = tuple(replace(cell, ports=HTTPS) for cell in end.region)
        names = inventory.groups_of(part.interface)
        meaning = _references(way, inventory.groups_of(interface), end.region, inventory)
        yield _by_groups(_AtGroups(part.interface, names, "egress", seen), meaning, part, flow, inventory)
    seen = tuple(replace(cell, ports=HTTPS) for cell in part.end.region)
    own = inventory.groups_of(part.interface) if part.interface is not None else None
    if part.named_interface and part.interface is None:
        meaning = References(lambda _: None, lambda _: False)
    else:
        meaning = _references(way, own, part.end.region, inventory)
    yield _by_groups(
        _AtGroups(interface, inventory.groups_of(interface), "ingress", seen), meaning, part, flow, inventory
    )


@dataclass(frozen=True, slots=True)
class _AtGroups:
    """An interface's groups in one direction, and what they see."""

    interface: Body
    names: tuple[str, ...]
    direction: Direction
    seen: Region


def _references(way: Way, peer: tuple[str, ...] | None, addresses: Region, inventory: Inventory) -> References:
    """What group references mean: `peer` are the groups of the other end, None where it is a block of addresses."""
    preserved = way.kind is Kind.SAME_VPC or (way.kind is Kind.PEERING and _same_region(way, inventory))

    def resolve(pair: Body) -> Resolved:
        name = str(pair.get("GroupId", ""))
        if not preserved or pair.get("PeeringStatus", "active") not in {"active", ""}:
            return ()
        if peer is not None:
            return tuple(cell.network for cell in addresses) if name in peer else ()
        if inventory.failed("ec2.DescribeNetworkInterfaces"):
            return None
        carrying = [each for each in inventory.interfaces.values() if name in inventory.groups_of(each)]
        foreign = bool(inventory.account) and pair.get("UserId", inventory.account) != inventory.account
        if not carrying and foreign:
            return None
        listed = (*_addresses(carrying, 4, inventory), *_addresses(carrying, 6, inventory))
        return tuple(network for address in listed if (network := as_network(address)))

    def lost(pair: Body) -> bool:
        return not preserved and peer is not None and str(pair.get("GroupId", "")) in peer

    return References(resolve, lost)


def _addresses(interfaces: list[Body], family: int, inventory: Inventory) -> tuple[str, ...]:
    return tuple(address for each in interfaces for address in inventory.addresses_of(each, family))


def _same_region(way: Way, inventory: Inventory) -> bool:
    peering = inventory.peerings.get(way.connection, {})
    if peering.get("Status", {}).get("Code", "active") != "active":
        return False
    regions = {peering.get(side, {}).get("Region") for side in ("RequesterVpcInfo", "AccepterVpcInfo")} - {None}
    return len(regions) <= 1


def _by_groups(at: _AtGroups, meaning: References, part: Source, flow: Flow, inventory: Inventory) -> Passage:
    groups = [inventory.groups.get(name) for name in at.names]
    filtered = security_groups(groups, at.direction, at.seen, meaning, inventory)
    code = Code.ENI_SG_RULES_MISMATCH
    if filtered.lost_references:
        code = Code.SG_REFERENCES_NOT_PRESERVED
    elif not has_rules(groups, at.direction):
        code = Code.SG_HAS_NO_RULES
    where = str(at.interface.get("NetworkInterfaceId", ""))
    passage = Passage("security-group", at.names, "forward", at.direction, where, filtered.allowed_by, (), ())
    return _explained(passage, filtered, code, part, flow, by_source=at.direction == "ingress")


def access_lists(flow: Flow, part: Source, end: End, way: Way, inventory: Inventory) -> Iterator[Passage]:
    """The network ACLs there and back; none between two interfaces of one subnet."""
    if part.end.subnet and part.end.subnet == end.subnet:
        return
    client_side = _gateway_subnet(way.client_attachment, part.end.subnet, inventory)
    endpoint_side = _gateway_subnet(way.endpoint_attachment, end.subnet, inventory)
    subnets = _Subnets(part.end.subnet, client_side, endpoint_side, end.subnet)
    for subnet, direction, by_source in subnets.there():
        yield _by_list(subnet, direction, "forward", by_source, HTTPS, (part, end, flow), inventory)
    for subnet, direction, by_source in subnets.back():
        yield _by_list(subnet, direction, "return", by_source, flow.ephemeral, (part, end, flow), inventory)


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
    """The attachment's subnet in the zone of the given one, else its first."""
    if attachment is None:
        return ""
    zone = inventory.subnets.get(near, {}).get("AvailabilityZone")
    known = [each for each in attachment.subnets if each in inventory.subnets]
    same = [each for each in known if inventory.subnets[each].get("AvailabilityZone") == zone]
    return next(iter(same or known), "")


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
    names = (str((body or {}).get("NetworkAclId", "")),)
    passage = Passage("network-acl", names, phase, direction, subnet, filtered.allowed_by, (), ())
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
        )
        for settle in (filtered.because if filtered.unknown else ())
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
