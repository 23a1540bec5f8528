"""Whether a flow reaches each interface of the endpoint, with every component that stops it.

Order: the endpoint's state, the route there, the filters there, the route back, the filters back. Everything is
judged even where something earlier fails, so that independent faults are all found.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.analysis.reachability.checkpoints import Passage, access_lists, security
from gatewise.analysis.reachability.explanation import Code, Explanation, Unknown
from gatewise.analysis.reachability.inventory import IPV6, Body, Inventory, as_network, text, texts, things
from gatewise.analysis.reachability.source import Flow, Source, sources
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Region, difference, intersection, union
from gatewise.analysis.reachability.way import End, Way, back, connection, forward


class Verdict(StrEnum):
    """Whether the handshake and its reply are permitted."""

    REACHABLE = "reachable"
    """For every address of the source and every ephemeral port."""
    BLOCKED = "blocked"
    """For none."""
    PARTIAL = "partial"
    """For some interfaces, addresses or ports."""
    INDETERMINATE = "indeterminate"
    """A needed fact is not known."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The way of one part of the source: its routes, and the filters in the order a packet meets them."""

    part: Source
    there: Way
    home: Way
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """The judgement on one interface of the endpoint."""

    interface: str
    verdict: Verdict
    whole: Region
    """Every (source address, ephemeral port) asked about."""
    explanations: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    legs: tuple[Leg, ...] = ()
    address: str = ""
    """The interface's address; empty where it is not known."""
    groups: tuple[str, ...] = ()
    """Its security groups."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on the endpoint."""

    verdict: Verdict
    journeys: tuple[Journey, ...]
    explanations: tuple[Explanation, ...] = ()
    """What stops it where there is no interface to judge."""
    unknown: tuple[Unknown, ...] = ()
    """What keeps it from being judged at all."""


def judged(flow: Flow, inventory: Inventory) -> Judgement:
    """Judge a flow to every interface of its endpoint."""
    endpoint = inventory.endpoints.get(flow.endpoint, {})
    named = texts(endpoint, "NetworkInterfaceIds")
    bodies = {text(each, "NetworkInterfaceId"): each for each in inventory.endpoint_interfaces(flow.endpoint)}
    parts = sources(flow, inventory)
    trip = _Trip(flow, endpoint, parts, inventory)
    journeys = tuple(_journey(trip, name, bodies.get(name)) for name in named or bodies)
    if journeys:
        return Judgement(_together([journey.verdict for journey in journeys]), journeys)
    stopped, unknown = _state(trip, ())
    if stopped:
        return Judgement(Verdict.BLOCKED, (), tuple(stopped))
    settle = f"which interfaces {flow.endpoint} has"
    unknown = unknown or [Unknown("forward", "vpc-endpoint", settle, identifiers=(flow.endpoint,))]
    return Judgement(Verdict.INDETERMINATE, (), (), tuple(unknown))


@dataclass(frozen=True, slots=True)
class _Trip:
    """What every interface of the endpoint is judged with."""

    flow: Flow
    endpoint: Body
    parts: tuple[Source, ...]
    inventory: Inventory


_UNUSABLE = {"pendingacceptance", "pending", "deleting", "deleted", "rejected", "failed", "expired"}
_DETACHED = {"available", "detaching"}


def _state(trip: _Trip, whole: Region) -> tuple[list[Explanation], list[Unknown]]:
    """What the endpoint's own state stops or leaves open."""
    names = (trip.flow.endpoint,)
    state = text(trip.endpoint, "State")
    if state.lower() in _UNUSABLE:
        return [Explanation(Code.BAD_STATE, "forward", "vpc-endpoint", names, region=whole)], []
    if state.lower() == "available":
        return [], []
    settle = f"what describe-vpc-endpoints says of {trip.flow.endpoint}"
    settle = f"whether endpoint state {state!r} answers" if state else settle
    return [], [Unknown("forward", "vpc-endpoint", settle, whole, names)]


def _interface_state(name: str, body: Body, whole: Region) -> list[Explanation]:
    if text(body, "Status") not in _DETACHED:
        return []
    return [Explanation(Code.BAD_STATE, "forward", "network-interface", (name,), region=whole)]


def _journey(trip: _Trip, name: str, body: Body | None) -> Journey:
    flow, inventory = trip.flow, trip.inventory
    whole = union(_ephemeral(part.end.region, flow) for part in trip.parts)
    stopped, unknown = _state(trip, whole)
    if stopped:
        return Journey(name, Verdict.BLOCKED, whole, tuple(stopped))
    if not whole:
        return _no_source(trip, name, unknown)
    if body is None:
        settle = f"what describe-network-interfaces says of {name}"
        unknown.append(Unknown("forward", "network-interface", settle, whole, (name,)))
    known: Body = {**_as_endpoint_says(trip.endpoint), **(body or {"NetworkInterfaceId": name})}
    addresses = inventory.addresses_of(known, flow.family)
    address = as_network(addresses[0]) if addresses else None
    if body is not None and address is None:
        if _says_addresses(body, flow.family):
            return Journey(name, Verdict.BLOCKED, whole, (_no_address(name, whole),))
        unknown.append(Unknown("forward", "network-interface", f"the addresses of {name}", whole, (name,)))
    stopped += _interface_state(name, known, whole)
    region = () if address is None else (Cell(address, EVERY_PORT),)
    end = End(text(known, "VpcId"), text(known, "SubnetId"), region)
    legs: list[Leg] = []
    for part in trip.parts:
        stopped += _not_its_own(flow, part, inventory)
        leg = _leg(flow, part, end, known, inventory)
        legs.append(leg)
        for way in (leg.there, leg.home):
            stopped += [_over_ports(each, part, flow) for each in way.stopped]
            unknown += [replace(each, region=_ephemeral(each.region or part.end.region, flow)) for each in way.unknown]
        for passage in leg.passages:
            stopped += passage.explanations
            unknown += passage.unknown
    if body is None:
        # Its subnet's table and list are unknown for the reason already given.
        unknown = [each for each in unknown if each.identifiers]
    verdict = _verdict(whole, stopped, unknown)
    groups = inventory.groups_of(known) or ()
    shown = addresses[0] if addresses else ""
    return Journey(name, verdict, whole, _merged(stopped), _open(unknown), tuple(legs), shown, groups)


def _as_endpoint_says(endpoint: Body) -> Body:
    """What an endpoint tells of each of its interfaces."""
    told: dict[str, object] = {key: endpoint[key] for key in ("VpcId", "Groups") if key in endpoint}
    subnets = texts(endpoint, "SubnetIds")
    return {**told, "SubnetId": subnets[0]} if len(subnets) == 1 else told


def _says_addresses(interface: Body, family: int) -> bool:
    return isinstance(interface.get("Ipv6Addresses" if family == IPV6 else "PrivateIpAddresses"), list)


def _no_address(name: str, whole: Region) -> Explanation:
    code = Code.ENI_ADDRESS_RESTRICTION
    return Explanation(code, "forward", "network-interface", (name,), region=whole)


def _no_source(trip: _Trip, name: str, unknown: list[Unknown]) -> Journey:
    """The source has no address of this family, or none that is known."""
    flow = trip.flow
    body = trip.inventory.interfaces.get(flow.interface)
    if body is not None and _says_addresses(body, flow.family):
        return Journey(name, Verdict.BLOCKED, (), (_no_address(flow.interface, ()),))
    settle = f"the addresses of {flow.interface or 'the client'}"
    names = (flow.interface,) if flow.interface else ()
    unknown = [*unknown, Unknown("forward", "network-interface", settle, (), names)]
    return Journey(name, Verdict.INDETERMINATE, (), (), tuple(unknown))


def _not_its_own(flow: Flow, part: Source, inventory: Inventory) -> list[Explanation]:
    """What the client's interface itself stops: its state, and addresses that are not its own."""
    if part.interface is None:
        return []
    whole = _ephemeral(part.end.region, flow)
    stopped = _interface_state(flow.interface, part.interface, whole)
    routes = part.interface.get("SourceDestCheck") is False
    listed = [*inventory.addresses_of(part.interface, flow.family), *_delegated(part.interface)]
    own = tuple(Cell(network, EVERY_PORT) for each in listed if (network := as_network(each)))
    foreign = difference(whole, own)
    if foreign and not routes and _says_addresses(part.interface, flow.family):
        stopped.append(_no_address(flow.interface, foreign))
    return stopped


def _delegated(interface: Body) -> list[str]:
    four = [text(each, "Ipv4Prefix") for each in things(interface, "Ipv4Prefixes")]
    return [*four, *(text(each, "Ipv6Prefix") for each in things(interface, "Ipv6Prefixes"))]


def _leg(flow: Flow, part: Source, end: End, interface: Body, inventory: Inventory) -> Leg:
    way = connection(part.end, end, inventory)
    there, home = forward(way, part.end, end, inventory), back(way, part.end, end, inventory)
    groups = security(flow, part, end, interface, way, inventory)
    return Leg(part, there, home, (*groups, *access_lists(flow, part, end, way, inventory)))


def _over_ports(explanation: Explanation, part: Source, flow: Flow) -> Explanation:
    return replace(explanation, region=_ephemeral(explanation.region or part.end.region, flow))


def _ephemeral(region: Region, flow: Flow) -> Region:
    return tuple(replace(cell, ports=flow.ephemeral) for cell in region)


def _verdict(whole: Region, explanations: list[Explanation], unknowns: list[Unknown]) -> Verdict:
    stopped = intersection(union(each.region for each in explanations), whole)
    unknown = difference(intersection(union(each.region for each in unknowns), whole), stopped)
    allowed = difference(difference(whole, stopped), unknown)
    if not stopped and not unknown:
        return Verdict.REACHABLE
    if not allowed and not unknown:
        return Verdict.BLOCKED
    return Verdict.PARTIAL if allowed and stopped else Verdict.INDETERMINATE


def _together(verdicts: list[Verdict]) -> Verdict:
    seen = set(verdicts)
    if len(seen) == 1:
        return seen.pop()
    some_way = seen & {Verdict.REACHABLE, Verdict.PARTIAL}
    some_stop = seen & {Verdict.BLOCKED, Verdict.PARTIAL}
    return Verdict.PARTIAL if some_way and some_stop else Verdict.INDETERMINATE


def _merged(explanations: list[Explanation]) -> tuple[Explanation, ...]:
    """The same component with the same rule is one explanation, whatever parts of the source it stops."""
    merged: dict[tuple[object, ...], Explanation] = {}
    for each in explanations:
        key = (
            each.code,
            each.phase,
            each.identifiers,
            each.direction,
            repr(each.rule),
            repr(sorted(each.where.items())),
        )
        known = merged.get(key)
        merged[key] = each if known is None else replace(each, region=union((known.region, each.region)))
    return tuple(merged.values())


def _open(unknowns: list[Unknown]) -> tuple[Unknown, ...]:
    """What is open, each thing once, whatever parts of the source it leaves open."""
    once: dict[tuple[object, ...], Unknown] = {}
    for each in unknowns:
        key = (each.settle, each.phase, each.identifiers, each.direction, repr(sorted(each.where.items())))
        known = once.get(key)
        once[key] = each if known is None else replace(each, region=union((known.region, each.region)))
    return tuple(once.values())
