"""The narrowest change that lets a stopped flow through, for each component that stops it.

A rule names the client's security group where a reference works on this path, else its addresses; one port; no more
addresses than were asked about.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gatewise.analysis.reachability import peering
from gatewise.analysis.reachability.change import (
    Deed,
    GatewayRoute,
    GroupRule,
    ListEntry,
    TableRoute,
    accept_peering,
    add_subnet,
    associate_table,
)
from gatewise.analysis.reachability.explanation import Code, Explanation
from gatewise.analysis.reachability.filters import Direction, entries, rule_number
from gatewise.analysis.reachability.inventory import Inventory, as_network, nested, text
from gatewise.analysis.reachability.judgement import Journey, Judgement, Leg
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Ports, Region, intersection, networks_of, ports_of
from gatewise.analysis.reachability.way import Kind

Change: TypeAlias = GroupRule | ListEntry | TableRoute | GatewayRoute | Deed


@dataclass(frozen=True, slots=True)
class Repair:
    """What mends one blocking component."""

    explanation: Explanation
    changes: tuple[Change, ...]
    """Empty where no narrow change does; then `advice` says what to do."""
    advice: str = ""


def repairs(judgement: Judgement, inventory: Inventory) -> tuple[Repair, ...]:
    """One repair for each blocking component; what two interfaces of the endpoint share is mended once."""
    taken: dict[tuple[str, str], set[int]] = {}
    made: list[Repair] = []
    seen: set[Change] = set()
    for journey in judgement.journeys:
        for explanation in journey.explanations:
            found = [
                change
                for leg in journey.legs or (None,)
                for change in _changes(_Case(explanation, journey, leg, inventory, taken))
            ]
            fresh = tuple(dict.fromkeys(change for change in found if change not in seen))
            seen.update(fresh)
            if fresh or not found:
                made.append(Repair(explanation, fresh, "" if fresh else _advice(explanation)))
    made += [Repair(each, (), _advice(each)) for each in judgement.explanations]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Case:
    """One explanation as it bears on one part of the source."""

    explanation: Explanation
    journey: Journey
    leg: Leg | None
    inventory: Inventory
    taken: dict[tuple[str, str], set[int]]
    """The ACL rule numbers that this repair has used already."""

    @property
    def component(self) -> str:
        return next(iter(self.explanation.identifiers), "")

    def stopped(self, leg: Leg) -> Region:
        """The part of the leg's source that is stopped."""
        return intersection(self.explanation.region, tuple(Cell(c.network, EVERY_PORT) for c in leg.part.end.region))


def _changes(case: _Case) -> Iterator[Change]:
    mend = _MENDS.get(case.explanation.code)
    if case.leg is not None and case.stopped(case.leg) and mend is not None:
        yield from mend(case, case.leg)


def _group_rules(case: _Case, leg: Leg) -> Iterator[GroupRule]:
    """One rule in the group that the fewest interfaces carry."""
    inventory, direction = case.inventory, case.explanation.direction or "ingress"
    known = [name for name in case.explanation.identifiers if name in inventory.groups]
    if not known:
        return
    mine = min(known, key=lambda name: len(inventory.carriers.get(name, ())))
    interface = leg.part.interface
    theirs = case.journey.groups if direction == "egress" else (inventory.groups_of(interface or {}) or ())
    works = leg.there.kind is Kind.SAME_VPC or (
        leg.there.kind is Kind.PEERING and peering.one_region(leg.there.connection, inventory)
    )
    routes = interface is not None and interface.get("SourceDestCheck") is False
    if works and interface is not None and theirs and not routes:
        peer = min(theirs, key=lambda name: len(inventory.carriers.get(name, ())))
        owner = text(inventory.groups.get(peer, {}), "OwnerId")
        yield GroupRule(mine, direction, peer, owner if owner not in {"", inventory.owner} else "")
        return
    peers = networks_of(case.stopped(leg)) if direction == "ingress" else _addresses(case)
    for network in peers:
        yield GroupRule(mine, direction, network)


def _addresses(case: _Case) -> tuple[str, ...]:
    """The endpoint interface's address as a block."""
    address = as_network(case.journey.address)
    return () if address is None else (str(address),)


def _list_entries(case: _Case, leg: Leg) -> Iterator[ListEntry]:
    """An allow below the rule that decides, for these addresses and ports alone."""
    explanation = case.explanation
    direction: Direction = explanation.direction or "ingress"
    body = case.inventory.access_list_of(explanation.where.get("subnet_id", ""))
    decides = rule_number(explanation.rule or {})
    if body is None or decides is None:
        return
    stopped = case.stopped(leg)
    of_client = (explanation.phase == "forward") == (direction == "ingress")
    ranges: tuple[Ports, ...] = ((443, 443),) if explanation.phase == "forward" else ports_of(stopped)
    for network in networks_of(stopped) if of_client else _addresses(case):
        for ports in ranges:
            used = case.taken.setdefault((case.component, direction), _numbers(body, direction))
            number = _free(used, decides)
            if number is None:
                return
            used.add(number)
            yield ListEntry(case.component, direction, number, network, ports)


_LAST_RULE = 32766
_STEP = 10


def _numbers(body: object, direction: Direction) -> set[int]:
    listed = entries(body, direction) if isinstance(body, dict) else []
    return {number for rule in listed if (number := rule_number(rule)) is not None}


def _free(used: set[int], decides: int) -> int | None:
    """A free rule number below the deciding one: after the others where the list merely ends, else right before it."""
    after = max((number for number in used if number <= _LAST_RULE), default=0) // _STEP * _STEP + _STEP
    if decides > _LAST_RULE and after <= _LAST_RULE:
        return after
    return next((number for number in range(min(decides, _LAST_RULE + 1) - 1, 0, -1) if number not in used), None)


def _table_routes(case: _Case, leg: Leg) -> Iterator[TableRoute]:
    explanation, inventory = case.explanation, case.inventory
    forward = explanation.phase == "forward"
    target = leg.there.connection
    table = inventory.route_table_of(leg.part.end.subnet if forward else _endpoint_subnet(case))
    if table is None or not target:
        return
    for destination in _destinations(case, leg, forward=forward):
        replaced = ""
        if explanation.rule is not None and as_network(explanation.rule.get("destination")) == as_network(destination):
            replaced = text(explanation.rule, "target")
        yield TableRoute(text(table, "RouteTableId"), destination, target, replaced)


def _gateway_routes(case: _Case, leg: Leg) -> Iterator[GatewayRoute]:
    forward = case.explanation.phase == "forward"
    leave = leg.there.endpoint_attachment if forward else leg.there.client_attachment
    if leave is None:
        return
    for destination in _destinations(case, leg, forward=forward):
        dropped = (case.explanation.rule or {}).get("destination")
        replaces = as_network(dropped) is not None and as_network(dropped) == as_network(destination)
        yield GatewayRoute(case.component, destination, leave.identifier, replaces)


def _zone(case: _Case, leg: Leg) -> Iterator[Deed]:
    subnet = leg.part.end.subnet if case.explanation.phase == "forward" else _endpoint_subnet(case)
    if subnet:
        yield add_subnet(case.component, subnet)


def _association(case: _Case, _: Leg) -> Iterator[Deed]:
    tables = nested(case.inventory.inputs, "ec2.GetTransitGatewayRouteTableAssociations")
    if len(tables) == 1:
        yield associate_table(case.component, next(iter(tables)))


def _acceptance(case: _Case, _: Leg) -> Iterator[Deed]:
    state = nested(case.inventory.peerings.get(case.component, {}), "Status")
    if text(state, "Code") == "pending-acceptance":
        yield accept_peering(case.component)


_MENDS: dict[Code, Callable[[_Case, Leg], Iterator[Change]]] = {
    Code.ENI_SG_RULES_MISMATCH: _group_rules,
    Code.SG_HAS_NO_RULES: _group_rules,
    Code.SG_REFERENCES_NOT_PRESERVED: _group_rules,
    Code.SUBNET_ACL_RESTRICTION: _list_entries,
    Code.NO_ROUTE_TO_DESTINATION: _table_routes,
    Code.BAD_STATE_ROUTE: _table_routes,
    Code.IGW_DESTINATION_NOT_RFC1918: _table_routes,
    Code.IGW_DESTINATION_NOT_RFC6598: _table_routes,
    Code.NO_POSSIBLE_DESTINATION: _table_routes,
    Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: _gateway_routes,
    Code.TGW_RTB_BAD_STATE_ROUTE: _gateway_routes,
    Code.TGW_ROUTE_AZ_RESTRICTION: _zone,
    Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: _association,
    Code.BAD_STATE: _acceptance,
}


def _destinations(case: _Case, leg: Leg, *, forward: bool) -> tuple[str, ...]:
    """What the packet is for: the subnet of the other end where it is known, else its addresses."""
    wanted = tuple(Cell(n, EVERY_PORT) for a in _addresses(case) if (n := as_network(a))) if forward else ()
    wanted = wanted or case.stopped(leg)
    subnet = _endpoint_subnet(case) if forward else leg.part.end.subnet
    for block in case.inventory.networks_of_subnet(subnet):
        if intersection(wanted, (Cell(block, EVERY_PORT),)):
            return (str(block),)
    return networks_of(wanted)


def _endpoint_subnet(case: _Case) -> str:
    return text(case.inventory.interfaces.get(case.journey.interface, {}), "SubnetId")


def _advice(explanation: Explanation) -> str:
    name = next(iter(explanation.identifiers), "")
    return _ADVICE.get(explanation.code, _NO_ADVICE).format(name=name, kind=explanation.component)


_NO_ADVICE = "No single rule mends this; look at {kind} {name}."
_ADVICE = {
    Code.BAD_STATE: "Bring {kind} {name} into its working state; where it can't be, make it anew.",
    Code.BAD_STATE_ATTACHMENT: "Have the attachment {name} accepted; where it failed or is gone, make it anew.",
    Code.BAD_STATE_ROUTE: "The target of this route in {name} is gone: point the route at a target that works.",
    Code.NO_ROUTE_TO_DESTINATION: "The networks are not connected: peer them or attach both to a transit gateway, "
    "then add the routes.",
    Code.NO_POSSIBLE_DESTINATION: "{kind} {name} does not lead there: connect the networks by peering, a transit "
    "gateway or a virtual private gateway, then route to it.",
    Code.HIGHER_PRIORITY_ROUTE: "Both networks use the same addresses, so the packet stays in its own. Reach the "
    "endpoint from a subnet with other addresses, or make an endpoint in the client's VPC.",
    Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: "Peering {name} carries nothing beyond its two VPCs: connect this network "
    "to the endpoint's VPC directly, or make an endpoint in a VPC it reaches.",
    Code.ENI_ADDRESS_RESTRICTION: "Interface {name} does not have such an address: use another address or family, or "
    "give the interface one.",
    Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: "Associate {name} with the route table that leads to the endpoint.",
    Code.SUBNET_ACL_RESTRICTION: "There is no free rule number before the deny in {name}: renumber its rules.",
}
