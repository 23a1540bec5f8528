"""Judges the packet path between the client and the endpoint, from what the EC2 API describes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability.checkpoints import Passage
from gatewise.analysis.reachability.drawing import drawn, journey_drawn
from gatewise.analysis.reachability.explanation import Explanation, Unknown
from gatewise.analysis.reachability.inventory import IPV6, Inventory
from gatewise.analysis.reachability.judgement import Journey, Judgement, Leg, judged
from gatewise.analysis.reachability.settling import command
from gatewise.analysis.reachability.source import Flow
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Network, Ports, Region, difference, intersection
from gatewise.analysis.reachability.way import End, Kind
from gatewise.analysis.shapes import text
from gatewise.model import Evidence, Facts, NotSeen
from gatewise.probes import _path_calls as path_calls
from gatewise.probes._asking import Asking
from gatewise.probes._client import (
    FUNCTION_PORTS,
    LINUX_PORTS,
    WINDOWS_PORTS,
    as_network,
    client_ports,
    interface_addresses,
)
from gatewise.probes._path_calls import described
from gatewise.probes._readings import ambiguous, evidence, not_known

NEEDS = ("vpce_id", "vpc_id", "endpoint_interfaces", "client_addresses")
"""Facts without which there is no path to judge."""

CALLS = path_calls.CALLS

_OF_COMPONENT = {
    "vpc-endpoint": "describe_vpc_endpoints",
    "network-interface": "describe_network_interfaces",
    "subnet": "describe_subnets",
    "route-table": "describe_route_tables",
    "network-acl": "describe_network_acls",
    "security-group": "describe_security_groups",
    "vpc-peering-connection": "describe_vpc_peering_connections",
    "transit-gateway": "describe_transit_gateway_attachments",
    "transit-gateway-attachment": "describe_transit_gateway_vpc_attachments",
    "transit-gateway-route-table": "search_transit_gateway_routes",
}
_NOT_A_FUNCTION = re.compile(r"(?:i|eni)-[0-9a-f]+")
_EVERYBODY: dict[int, tuple[Network, ...]] = {4: (IPv4Network("0.0.0.0/0"),), IPV6: (IPv6Network("::/0"),)}


@dataclass(frozen=True, slots=True)
class Path:
    """The judged path, what it rests on, and the calls without a reply."""

    flow: Flow
    inventory: Inventory
    judgement: Judgement
    not_seen: Mapping[str, NotSeen]
    """By operation."""
    cut_off: tuple[str, ...] = ()
    """The addresses of the endpoint that the client was seen not to reach."""
    sure_ports: Ports = EVERY_PORT
    """The client's ports, as far as they are certain: what stops others may stop nobody."""
    client_not_placed: NotSeen | None = None
    """Why the client's subnet is not known, where it has one."""

    def stops(self, *components: str, direction: str | None = None) -> tuple[tuple[Journey, Explanation], ...]:
        """What surely stops an address of the client, on the way to an address that is cut off first."""
        found = [stop for stop in self._explained(components, direction) if self._surely(*stop)]
        return tuple(sorted(found, key=lambda stop: stop[0].address not in self.cut_off))

    def in_part(self, *components: str, direction: str | None = None) -> tuple[tuple[Journey, Explanation], ...]:
        """What stops a part of a range of addresses, or ports that the client may not use at all."""
        return tuple(stop for stop in self._explained(components, direction) if not self._surely(*stop))

    def _explained(self, components: tuple[str, ...], direction: str | None) -> tuple[tuple[Journey, Explanation], ...]:
        return tuple(
            (journey, each)
            for journey in self.judgement.journeys
            for each in journey.explanations
            if (not components or each.component in components) and direction in {None, each.direction}
        )

    def _surely(self, journey: Journey, stop: Explanation) -> bool:
        low, high = self.sure_ports
        used = tuple(cell for cell in stop.region if cell.ports[0] <= high and low <= cell.ports[1])
        return not journey.whole or self._whole_address(journey, used)

    def _whole_address(self, journey: Journey, stopped: Region) -> bool:
        whole = _with_every_port(journey.whole)
        asked = self.flow.networks or tuple(cell.network for cell in whole)
        parts = (intersection(whole, (Cell(each, EVERY_PORT),)) for each in asked)
        return any(part and not difference(part, _with_every_port(stopped)) for part in parts)

    @property
    def left_open(self) -> tuple[Unknown, ...]:
        """What could not be judged."""
        return (*self.judgement.unknown, *(each for journey in self.judgement.journeys for each in journey.unknown))

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Every way that was judged."""
        return tuple(leg for journey in self.judgement.journeys for leg in journey.legs)

    def passages(self, component: str, direction: str | None = None) -> tuple[Passage, ...]:
        """The filters of one kind that the call and its reply meet."""
        met = (passage for leg in self.legs for passage in leg.passages if passage.component == component)
        return tuple(passage for passage in met if direction in {None, passage.direction})

    def because(self, unknown: Unknown) -> NotSeen:
        """Why something could not be judged: a call without a reply, else what would settle it."""
        for operation in (_OF_COMPONENT.get(unknown.component, ""), *self.not_seen):
            if operation in self.not_seen:
                return self.not_seen[operation]
        settled_by = command(unknown)
        return not_known(f"Not known: {unknown.settle}.", f"Look there{f': {settled_by}' if settled_by else ''}.")

    def drawing(self, journey: Journey | None = None) -> Evidence:
        """One way hop by hop: the given one, else the first of which something is unknown, else one that is cut off."""
        ways = sorted(self.judgement.journeys, key=lambda way: (not way.unknown, way.address not in self.cut_off))
        shown = journey or next(iter(ways), None)
        if shown is None:
            return evidence("What is known of the path.", drawn(self.judgement))
        return evidence(f"The path to {shown.address or shown.interface} as configured.", journey_drawn(shown))

    @property
    def client_is_anybody(self) -> bool:
        """Whether nothing is known of who calls."""
        return self.flow.networks in _EVERYBODY.values()

    def uncertain(self, *components: str, direction: str | None = None) -> NotSeen | None:
        """Why what stops a part is none for certain; None where nothing does."""
        for journey, stop in self.in_part(*components, direction=direction):
            if self._whole_address(journey, stop.region):
                what = "Some of the ports that replies come back to are closed, and which the client uses is not known."
                systems = f"Linux uses {_spelled(LINUX_PORTS)}, Windows and macOS {_spelled(WINDOWS_PORTS)}."
                return ambiguous(what, f"Find out the client's system: {systems}")
            if self.client_is_anybody:
                return not_known("Nothing says which client makes the call.", "Say who calls: --client.")
            what = "A part of the client's address range is stopped, and a part is not."
            return ambiguous(what, "Say which address the call comes from: --client.")
        return None


def judged_path(facts: Facts) -> Asking[Path]:
    """Ask for everything on the path, and judge it."""
    vpc = one(facts, "vpc_id")
    client_vpc = one(facts, "client_vpc_id") or (vpc if one(facts, "location") == "same_vpc" else "")
    seen = yield from described(facts, client_vpc)
    flow, sure_ports = _flow(facts, client_vpc, seen.inventory)
    judgement = judged(flow, seen.inventory)
    cut_off = several(facts, "blocked_addresses")
    placed = _not_placed(judgement, client_vpc, vpc, seen.not_seen)
    return Path(flow, seen.inventory, judgement, seen.not_seen, cut_off, sure_ports, placed)


def _not_placed(judgement: Judgement, client_vpc: str, vpc: str, not_seen: Mapping[str, NotSeen]) -> NotSeen | None:
    legs = [leg for journey in judgement.journeys for leg in journey.legs]
    if client_vpc != vpc and client_vpc and any(leg.part.end.vpc == vpc for leg in legs):
        what = f"The client is in {client_vpc}, and {vpc} has the same addresses, so its subnet is not certain."
        return ambiguous(what, "Name the client by its network interface: --client.")
    if all(leg.part.end.subnet or (not client_vpc and leg.there.kind is not Kind.PEERING) for leg in legs):
        return None
    refused = next((not_seen[call] for call in ("describe_subnets", "describe_vpcs") if call in not_seen), None)
    what = f"The client's subnet{f' in {client_vpc}' if client_vpc else ''} is not one that this account can see."
    return refused or not_known(what, "Look with an account that can see the client's VPC, and answer by hand.")


def _flow(facts: Facts, client_vpc: str, inventory: Inventory) -> tuple[Flow, Ports]:
    """The flow, and which of its ports are certain."""
    addresses = several(facts, "client_addresses")
    aimed_at = several(facts, "blocked_addresses") or addresses or several(facts, "endpoint_addresses")
    family = IPV6 if aimed_at and all(":" in address for address in aimed_at) else 4
    named = tuple(network for address in addresses if (network := as_network(address)) is not None)
    networks: tuple[Network, ...] = named or _EVERYBODY[family]
    held = {
        name: own
        for name, body in inventory.interfaces.items()
        if (own := set(interface_addresses(body)) & set(addresses)) and text(body, "VpcId") == client_vpc
    }
    ports, sure = _ports(facts)
    groups = several(facts, "client_security_groups") or None
    flow = Flow(one(facts, "vpce_id"), "", networks, "", ports, family, groups)
    if len(held) == 1:
        ((interface, own),) = held.items()
        networks = tuple(each for each in networks if str(each[0]) in own)
        flow = replace(flow, interface=interface, networks=networks, groups=None)
    return flow, sure


def _ports(facts: Facts) -> tuple[Ports, Ports]:
    """The ports that replies may come back to, and those that they do for whatever system the client runs."""
    known = client_ports(one(facts, "client_ports"))
    if known is not None:
        return known, known
    client = one(facts, "client")
    if client and as_network(client) is None and not _NOT_A_FUNCTION.fullmatch(client):
        return FUNCTION_PORTS, FUNCTION_PORTS
    return (LINUX_PORTS[0], WINDOWS_PORTS[1]), (WINDOWS_PORTS[0], LINUX_PORTS[1])


def _spelled(ports: Ports) -> str:
    return f"{ports[0]} to {ports[1]}"


def client_end(journey: Journey, stop: Explanation | None = None) -> End:
    """The end of the client that a component stops, or the first."""
    ends = [leg.part.end for leg in journey.legs]
    stopped = () if stop is None else stop.region
    return next((end for end in ends if intersection(end.region, _with_every_port(stopped))), ends[0])


def _with_every_port(region: Region) -> Region:
    return tuple(replace(cell, ports=EVERY_PORT) for cell in region)


def client_cidr(end: End, inventory: Inventory, *, of_vpc: bool = False) -> str:
    """The range of the client: its subnet's, or its VPC's, else its own address."""
    own = next((cell.network for cell in end.region), None)
    blocks = inventory.networks_of_vpc(end.vpc) if of_vpc else inventory.networks_of_subnet(end.subnet)
    return str(_around(own, blocks) or own or "")


def endpoint_cidr(journey: Journey, inventory: Inventory, vpc: str) -> str:
    """The block of the endpoint's VPC that holds the interface's address."""
    own = as_network(journey.address)
    return str(_around(own, inventory.networks_of_vpc(vpc)) or own or "")


def _around(own: Network | None, blocks: Sequence[Network]) -> Network | None:
    if own is None:
        return None
    holding = [block for block in blocks if block.version == own.version and own.network_address in block]
    return min(holding, key=lambda block: block.prefixlen, default=None)
