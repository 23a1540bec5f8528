"""Whether a flow reaches each interface of the endpoint, with every component that stops it.

Order: the endpoint's state, the route there, the filters there, the route back, the filters back. Everything is
judged even where something earlier fails, so that independent faults are all found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from gatewise.analysis.reachability.checkpoints import Passage, access_lists, security
from gatewise.analysis.reachability.explanation import Code, Explanation, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
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
class Journey:
    """The judgement on one interface of the endpoint."""

    interface: str
    verdict: Verdict
    whole: Region
    """Every (source address, ephemeral port) asked about."""
    explanations: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The checkpoints in the order the packet meets them, there and back."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement on the endpoint."""

    verdict: Verdict
    journeys: tuple[Journey, ...]
    unknown: tuple[Unknown, ...] = ()
    """What keeps it from being judged at all."""


def judged(flow: Flow, inventory: Inventory) -> Judgement:
    """Judge a flow to every interface of its endpoint."""
    endpoint = inventory.endpoints.get(flow.endpoint)
    if endpoint is None:
        settle = f"what describe-vpc-endpoints says of {flow.endpoint}"
        return Judgement(Verdict.INDETERMINATE, (), (Unknown("forward", "vpc-endpoint", settle),))
    listed = tuple(str(each) for each in endpoint.get("NetworkInterfaceIds") or ())
    parts = sources(flow, inventory)
    journeys = tuple(_journey(flow, each, endpoint, parts, inventory) for each in listed)
    return Judgement(_together([journey.verdict for journey in journeys]), journeys)


def _journey(flow: Flow, name: str, endpoint: Body, parts: tuple[Source, ...], inventory: Inventory) -> Journey:
    whole = tuple(replace(cell, ports=flow.ephemeral) for part in parts for cell in part.end.region)
    state = str(endpoint.get("State", "")).lower()
    if state and state != "available":
        stopped = Explanation(Code.BAD_STATE, "forward", "vpc-endpoint", (flow.endpoint,), region=whole)
        return Journey(name, Verdict.BLOCKED, whole, (stopped,))
    body = inventory.interfaces.get(name)
    if body is None:
        unknown = Unknown("forward", "network-interface", f"what describe-network-interfaces says of {name}", whole)
        return Journey(name, Verdict.INDETERMINATE, whole, (), (unknown,))
    addresses = inventory.addresses_of(body, flow.family)
    address = as_network(addresses[0]) if addresses else None
    if address is None:
        code = Code.ENI_ADDRESS_RESTRICTION
        return Journey(
            name, Verdict.BLOCKED, whole, (Explanation(code, "forward", "network-interface", (name,), region=whole),)
        )
    if not whole:
        unknown = Unknown("forward", "network-interface", f"the addresses of {flow.interface or 'the client'}", whole)
        return Journey(name, Verdict.INDETERMINATE, whole, (), (unknown,))
    end = End(str(body.get("VpcId", "")), str(body.get("SubnetId", "")), (Cell(address, EVERY_PORT),))
    explanations: list[Explanation] = []
    unknowns: list[Unknown] = []
    passages: list[Passage] = []
    for part in parts:
        for found in _part(flow, part, end, body, inventory):
            explanations += found.stopped
            unknowns += found.unknown
            passages += found.passages
    verdict = _verdict(whole, explanations, unknowns)
    return Journey(name, verdict, whole, _merged(explanations), tuple(unknowns), tuple(passages))


@dataclass(frozen=True, slots=True)
class _Found:
    stopped: tuple[Explanation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    passages: tuple[Passage, ...] = ()


def _part(flow: Flow, part: Source, end: End, interface: Body, inventory: Inventory) -> Iterator[_Found]:
    way = connection(part.end, end, inventory)
    there, home = forward(way, part.end, end, inventory), back(way, part.end, end, inventory)
    for routed in (there, home):
        yield _Found(
            tuple(_over_ports(each, part, flow) for each in routed.stopped),
            tuple(replace(each, region=_ephemeral(each.region or part.end.region, flow)) for each in routed.unknown),
        )
    for checkpoint in (*security(flow, part, end, interface, way, inventory), *_lists(flow, part, end, way, inventory)):
        yield _Found(checkpoint.explanations, checkpoint.unknown, (checkpoint,))


def _lists(flow: Flow, part: Source, end: End, way: Way, inventory: Inventory) -> tuple[Passage, ...]:
    return tuple(access_lists(flow, part, end, way, inventory))


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
