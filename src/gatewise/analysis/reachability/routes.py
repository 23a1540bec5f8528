"""Route tables: which route each destination takes, and where it leads.

Priority: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from gatewise.analysis.reachability.inventory import Body, Inventory, as_network, text, things
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Network, Region, split


class Target(StrEnum):
    """Where a route leads."""

    LOCAL = "local"
    PEERING = "peering"
    TRANSIT_GATEWAY = "transit-gateway"
    VIRTUAL_GATEWAY = "virtual-gateway"
    INTERNET_GATEWAY = "internet-gateway"
    NAT_GATEWAY = "nat-gateway"
    MIDDLEBOX = "middlebox"
    """An interface, instance, Gateway Load Balancer endpoint or firewall: what it does can't be read."""
    OTHER = "other"
    """A kind of target this version does not know."""


_TARGETS: tuple[tuple[str, str, Target], ...] = (
    ("VpcPeeringConnectionId", "pcx-", Target.PEERING),
    ("TransitGatewayId", "tgw-", Target.TRANSIT_GATEWAY),
    ("NatGatewayId", "nat-", Target.NAT_GATEWAY),
    ("GatewayId", "local", Target.LOCAL),
    ("GatewayId", "vgw-", Target.VIRTUAL_GATEWAY),
    ("GatewayId", "igw-", Target.INTERNET_GATEWAY),
    ("GatewayId", "vpce-", Target.MIDDLEBOX),
    ("EgressOnlyInternetGatewayId", "eigw-", Target.INTERNET_GATEWAY),
    ("NetworkInterfaceId", "eni-", Target.MIDDLEBOX),
    ("InstanceId", "i-", Target.MIDDLEBOX),
)


@dataclass(frozen=True, slots=True)
class Route:
    """One route with one of its destinations."""

    destination: Network
    target: Target
    identifier: str
    """The target's id, `local`, or what the reply says."""
    blackhole: bool
    propagated: bool
    from_prefix_list: str = ""

    @property
    def described(self) -> dict[str, str]:
        """The route as evidence names it."""
        return {"destination": self.from_prefix_list or str(self.destination), "target": self.identifier}


@dataclass(frozen=True, slots=True)
class Routed:
    """A part of the destinations and the route it takes."""

    region: Region
    outcome: Literal["route", "none", "unknown"]
    route: Route | None = None
    because: str = ""
    """What would settle an unknown outcome."""


def routed(table: Body | None, destinations: Region, inventory: Inventory) -> tuple[Routed, ...]:
    """Split the destinations by the route that each takes; the ports do not count."""
    if table is None or not isinstance(table.get("Routes"), list):
        return (Routed(destinations, "unknown", None, "the subnet's route table"),)
    routes, unread = _routes(table, inventory)
    local = [route.destination for route in routes if route.target is Target.LOCAL]
    usable = [route for route in routes if not (route.propagated and any(_within(route, block) for block in local))]
    parts: list[Routed] = []
    rest = destinations
    for route in sorted(usable, key=_priority):
        inside, rest = split(rest, route.destination, EVERY_PORT)
        if not inside:
            continue
        rivals = [other.identifier for other in usable if _ties(route, other)]
        hidden = [name for name, target in unread if target != route.identifier and route.target is not Target.LOCAL]
        if rivals:
            parts.append(Routed(inside, "unknown", None, "which of two prefix lists AWS prefers"))
        elif hidden:
            parts.append(Routed(inside, "unknown", None, f"the entries of prefix list {hidden[0]}"))
        else:
            parts.append(Routed(inside, "route", route))
    if rest and unread:
        parts.append(Routed(rest, "unknown", None, f"the entries of prefix list {unread[0][0]}"))
    elif rest:
        parts.append(Routed(rest, "none"))
    return tuple(parts)


def _priority(route: Route) -> tuple[int, bool, bool, bool]:
    """Longest prefix, then local, then static over propagated, then a CIDR over a prefix list."""
    not_local = route.target is not Target.LOCAL
    return (-route.destination.prefixlen, not_local, route.propagated, bool(route.from_prefix_list))


def _ties(route: Route, other: Route) -> bool:
    both_lists = bool(route.from_prefix_list) and bool(other.from_prefix_list)
    same_place = route.destination == other.destination and route.propagated == other.propagated
    return both_lists and same_place and route.identifier != other.identifier


def _within(route: Route, block: Network) -> bool:
    """Whether the route leads to a part of the block: a propagated one never wins over the local route there."""
    inside, outside = split((Cell(route.destination, EVERY_PORT),), block, EVERY_PORT)
    return bool(inside) and not outside


_LEARNED = {"EnableVgwRoutePropagation", "Advertisement"}
"""The origins of routes that nobody wrote into the table."""


def _routes(table: Body, inventory: Inventory) -> tuple[list[Route], list[tuple[str, str]]]:
    """The table's routes, one for each destination network, and the prefix lists that can't be read, with targets."""
    routes: list[Route] = []
    unread: list[tuple[str, str]] = []
    for route in things(table, "Routes"):
        state = text(route, "State").lower()
        if state == "filtered":
            continue
        target, identifier = _target(route)
        prefix_list = text(route, "DestinationPrefixListId")
        networks = _destinations(route, prefix_list, inventory)
        if networks is None:
            # A gateway endpoint's own list holds public addresses of an AWS service only.
            if not (target is Target.MIDDLEBOX and identifier.startswith("vpce-")):
                unread.append((prefix_list, identifier))
            continue
        propagated = text(route, "Origin") in _LEARNED
        routes += [
            Route(network, target, identifier, state == "blackhole", propagated, prefix_list) for network in networks
        ]
    return routes, unread


def _destinations(route: Body, prefix_list: str, inventory: Inventory) -> tuple[Network, ...] | None:
    if prefix_list:
        return inventory.prefix_list(prefix_list)
    network = as_network(route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock"))
    return () if network is None else (network,)


def _target(route: Body) -> tuple[Target, str]:
    for key, prefix, target in _TARGETS:
        identifier = route.get(key)
        if isinstance(identifier, str) and identifier.startswith(prefix):
            return target, identifier
    return Target.OTHER, next(_identifiers(route), "unknown")


def _identifiers(route: Body) -> Iterator[str]:
    for key in ("CoreNetworkArn", "LocalGatewayId", "CarrierGatewayId", "GatewayId", "OdbNetworkArn"):
        if isinstance(route.get(key), str):
            yield route[key]
