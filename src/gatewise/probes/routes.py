"""Whether there is a route to the endpoint and one back: `describe_route_tables`, and the path.

The longest prefix decides: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
`present` leaves only a firewall, so it is told where nothing else on the path stops the call or is unknown.
"""

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability import peering
from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.inventory import text
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.way import End, Kind
from gatewise.analysis.reachability.words import reason, rule
from gatewise.model import Evidence, Fact, Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._path import Path, client_cidr, client_end, endpoint_cidr, judged_path
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("present", "missing")
NEEDS = path_lookup.NEEDS
ESTABLISHES = dict.fromkeys(ANSWERS, ("client_cidr", "endpoint_cidr"))
CALLS = path_lookup.CALLS

_ROUTING = frozenset(
    {
        *("route-table", "vpc-peering-connection", "internet-gateway", "nat-gateway"),
        *("transit-gateway", "transit-gateway-attachment", "transit-gateway-route-table"),
    }
)


def probe(facts: Facts) -> Probing:
    """Judge the way there and back; what stands before an address that is cut off comes first."""
    path = yield from judged_path(facts)
    cut_off = several(facts, "blocked_addresses")
    stops = [(journey, each) for journey, each in path.stops if each.component in _ROUTING]
    stops.sort(key=lambda stop: stop[0].address not in cut_off)
    if path.client_not_placed is None and stops:
        journey, first = stops[0]
        shown = dict.fromkeys(_stopped(*stop) for stop in stops)
        return told(
            "missing", *shown, path.drawing(journey), **_to_add(path, journey, client_end(journey, first), facts)
        )
    why = _not_judged(path)
    if why is not None:
        return untold(why, path.drawing())
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
    return told("present", evidence(f"The routes lead there and back: {'; '.join(taken)}."), path.drawing(), **ranges)


def _stopped(journey: Journey, stop: Explanation) -> Evidence:
    """The component, whose way it ends, and why."""
    way = f"call to {journey.address}" if stop.phase == "forward" else f"reply from {journey.address}"
    return evidence(f"{stop.component} {', '.join(stop.identifiers)} ends the {way}: {reason(stop)}.")


def _to_add(path: Path, journey: Journey, client: End, facts: Facts) -> dict[str, Fact]:
    """The tables that need the routes, the ranges to write there, and the connection to point them at."""
    inventory, vpc = path.inventory, one(facts, "vpc_id")
    leg = next(leg for leg in journey.legs if leg.part.end == client)
    subnet = text(inventory.interfaces.get(journey.interface, {}), "SubnetId")
    tables = {
        "client_route_table_id": inventory.route_table_of(client.subnet) if client.subnet else None,
        "endpoint_route_table_id": inventory.route_table_of(subnet),
    }
    joined = leg.there.connection if leg.there.kind is Kind.PEERING else peering.between(client.vpc, vpc, inventory)
    return {
        **{name: text(table or {}, "RouteTableId") for name, table in tables.items()},
        "client_cidr": client_cidr(client, inventory, of_vpc=True),
        "endpoint_cidr": endpoint_cidr(journey, inventory, vpc),
        "peering_connection_id": joined,
    }


def _not_judged(path: Path) -> NotSeen | None:
    """Why the routes do not settle it: something is unknown, or something else stops the call."""
    if path.client_not_placed is not None:
        return path.client_not_placed
    others = dict.fromkeys(f"{each.component} {', '.join(each.identifiers)}" for _, each in path.stops)
    if others:
        what = f"The routes that could be read are there, and something else stops the call: {'; '.join(others)}."
        return ambiguous(what, "Look at that first.")
    # A refused call about the routes themselves says more than one about anything else.
    left = sorted(path.left_open, key=lambda unknown: unknown.component not in _ROUTING)
    if left:
        return path.because(left[0])
    return None if path.legs else not_known("No path to the endpoint could be judged.", "Look at the routes yourself.")
