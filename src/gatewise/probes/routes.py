"""Whether there is a route to the endpoint and one back: `describe_route_tables`, and the path.

The longest prefix decides: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
`present` leaves only a firewall, so it is told where nothing else on the path stops the call or is unknown.
"""

from gatewise.analysis.known import one
from gatewise.analysis.reachability import peering
from gatewise.analysis.reachability.explanation import Code, Explanation
from gatewise.analysis.reachability.inventory import text, things
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.way import End, Kind
from gatewise.analysis.reachability.words import reason, rule
from gatewise.model import Evidence, Fact, Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._endpoint import in_two_zones
from gatewise.probes._path import Path, client_cidr, client_end, endpoint_cidr, judged_path
from gatewise.probes._path_fix import changes, connection_facts, gateway_facts, route_facts
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("present", "missing", "gateway", "connection", "overlap")
NEEDS = path_lookup.NEEDS
ESTABLISHES = {
    **dict.fromkeys(("present", "missing", "gateway", "overlap"), ("client_cidr", "endpoint_cidr")),
    "connection": ("client_cidr", "endpoint_cidr", "connection_id", "connection_lack", "connection_operation"),
}
CALLS = path_lookup.CALLS

_ROUTING = (
    *("route-table", "vpc-peering-connection", "internet-gateway", "nat-gateway"),
    *("transit-gateway", "transit-gateway-attachment", "transit-gateway-route-table"),
)
_BY_CODE = (
    (frozenset({Code.HIGHER_PRIORITY_ROUTE}), "overlap"),
    (
        frozenset(
            {
                *(Code.BAD_STATE, Code.BAD_STATE_ATTACHMENT),
                *(Code.TGW_ROUTE_AZ_RESTRICTION, Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION),
            }
        ),
        "connection",
    ),
    (frozenset({Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, Code.TGW_RTB_BAD_STATE_ROUTE}), "gateway"),
    (frozenset(Code), "missing"),
)
"""The first kind of stop that there is answers: one that no route could mend comes before those that routes mend."""


def probe(facts: Facts) -> Probing:
    """Judge the way there and back; what stands before an address that is cut off comes first."""
    path = yield from judged_path(facts)
    stops = path.stops(*_ROUTING)
    if path.client_not_placed is None and stops:
        answer, journey, first = next(
            (answer, *stop) for codes, answer in _BY_CODE for stop in stops if stop[1].code in codes
        )
        shown = dict.fromkeys(_stopped(*stop) for stop in stops)
        mends = _mended(path, answer, first, client_end(journey, first).vpc, facts)
        ranges = _ranges(path, journey, client_end(journey, first), facts)
        return told(answer, *shown, path.drawing(journey), **ranges, **mends)
    why = _not_judged(path, explained=one(facts, "tcp") == "explained")
    if why is not None:
        return untold(why, path.drawing(), path_drawing=path.drawing().detail)
    journey = path.judgement.journeys[0]
    ranges = {
        "client_cidr": client_cidr(client_end(journey), path.inventory),
        "endpoint_cidr": endpoint_cidr(journey, path.inventory, one(facts, "vpc_id")),
    }
    taken = dict.fromkeys(
        f"{each.table}: {rule(each.route.described, None)}"
        for leg in path.legs
        for way in (leg.there, leg.home)
        for each in way.taken
    )
    leads = evidence(f"The routes lead there and back: {'; '.join(taken)}.")
    return told("present", leads, path.drawing(), **ranges, path_drawing=path.drawing().detail)


def _stopped(journey: Journey, stop: Explanation) -> Evidence:
    """The component, whose way it ends, and why."""
    way = f"call to {journey.address}" if stop.phase == "forward" else f"reply from {journey.address}"
    return evidence(f"{stop.component} {', '.join(stop.identifiers)} ends the {way}: {reason(stop)}.")


def _ranges(path: Path, journey: Journey, client: End, facts: Facts) -> dict[str, Fact]:
    """The tables at both ends, and the ranges to write there."""
    inventory = path.inventory
    subnet = text(inventory.interfaces.get(journey.interface, {}), "SubnetId")
    tables = {
        "client_route_table_id": inventory.route_table_of(client.subnet) if client.subnet else None,
        "endpoint_route_table_id": inventory.route_table_of(subnet),
    }
    return {
        **{name: text(table or {}, "RouteTableId") for name, table in tables.items()},
        "client_cidr": client_cidr(client, inventory, of_vpc=True),
        "endpoint_cidr": endpoint_cidr(journey, inventory, one(facts, "vpc_id")),
    }


def _mended(path: Path, answer: str, first: Explanation, client_vpc: str, facts: Facts) -> dict[str, Fact]:
    """What the fix of that answer writes."""
    if answer == "connection":
        return connection_facts(path, first)
    if answer == "gateway":
        return gateway_facts(changes(path))
    joined = peering.between(client_vpc, one(facts, "vpc_id"), path.inventory)
    if answer == "missing":
        return {**route_facts(changes(path)), "peering_connection_id": joined}
    held = path.inventory.interfaces.get(path.flow.interface, {})
    groups = path.inventory.groups_of(held) or path.flow.groups or ()
    subnets = in_two_zones(path.inventory.subnets.values(), client_vpc, text(held, "SubnetId"))
    mine = {"client_security_group": next(iter(groups), ""), "client_vpc_id": client_vpc}
    return {"new_endpoint_subnets": subnets, **mine}


def _not_judged(path: Path, *, explained: bool) -> NotSeen | None:
    """Why the routes do not settle it: something is unknown, or something stops the call that nobody has found yet."""
    if path.client_not_placed is not None:
        return path.client_not_placed
    others = dict.fromkeys(f"{each.component} {', '.join(each.identifiers)}" for _, each in path.stops())
    if others and not explained:
        what = f"The routes that could be read are there, and something else stops the call: {'; '.join(others)}."
        return ambiguous(what, "Look at that first.")
    # A refused call about the routes themselves says more than one about anything else.
    left = sorted(path.left_open, key=lambda unknown: unknown.component not in _ROUTING)
    if left:
        return path.because(left[0])
    partly = path.uncertain() or _tunnels_down(path)
    if partly is not None:
        return partly
    return None if path.legs else not_known("No path to the endpoint could be judged.", "Look at the routes yourself.")


def _tunnels_down(path: Path) -> NotSeen | None:
    """Why the way over a virtual private gateway may be dead: every tunnel of its VPN connections is down."""
    used = {leg.there.connection for leg in path.legs if leg.there.kind is Kind.ON_PREMISES}
    connections = path.inventory.listed("ec2.DescribeVpnConnections", "VpnConnections")
    mine = [each for each in connections if text(each, "VpnGatewayId") in used and text(each, "State") == "available"]
    tunnels = [tunnel for each in mine for tunnel in things(each, "VgwTelemetry")]
    if not tunnels or any(text(tunnel, "Status") != "DOWN" for tunnel in tunnels):
        return None
    named = ", ".join(text(each, "VpnConnectionId") for each in mine)
    what = f"Every tunnel of {named} is down, so only Direct Connect could carry the call."
    return ambiguous(what, "Bring a tunnel up, or look whether the client comes over Direct Connect.")
