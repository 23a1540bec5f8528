"""Whether the network ACLs on the path let the call and its reply through: `describe_network_acls`, and the path.

An ACL remembers no connection, so both directions count:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from gatewise.analysis.known import several
from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.way import Kind
from gatewise.analysis.reachability.words import reason
from gatewise.model import Evidence, Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._path import Path, client_cidr, client_end, judged_path
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("allow", "block")
NEEDS = path_lookup.NEEDS
ESTABLISHES: dict[str, tuple[str, ...]] = {"allow": (), "block": ("client_cidr",)}
CALLS = path_lookup.CALLS


def probe(facts: Facts) -> Probing:
    """Judge every list that the call and its reply meet; those before an address that is cut off come first."""
    path = yield from judged_path(facts)
    cut_off = several(facts, "blocked_addresses")
    stops = [(journey, each) for journey, each in path.stops if each.component == "network-acl"]
    stops.sort(key=lambda stop: stop[0].address not in cut_off)
    if stops:
        journey, first = stops[0]
        shown = dict.fromkeys(_stopped(*stop) for stop in stops)
        cidr = client_cidr(client_end(journey, first), path.inventory)
        return told(
            "block", *shown, path.drawing(journey), network_acl_id="".join(first.identifiers[:1]), client_cidr=cidr
        )
    why = _not_judged(path)
    if why is not None:
        return untold(why, path.drawing())
    met = (passage for leg in path.legs for passage in leg.passages if passage.component == "network-acl")
    named = ", ".join(dict.fromkeys(name for passage in met for name in passage.identifiers))
    said = f"{named}: TCP 443 passes, and so does the reply." if named else "Within one subnet, no network ACL applies."
    return told("allow", evidence(said), path.drawing())


def _stopped(journey: Journey, stop: Explanation) -> Evidence:
    """The list, its subnet, the direction, the rule and the address that is cut off."""
    whose, way = ("call", "to") if stop.phase == "forward" else ("reply", "from")
    side = "inbound" if stop.direction == "ingress" else "outbound"
    name, subnet = ", ".join(stop.identifiers), stop.where.get("subnet_id", "")
    return evidence(f"{name} at {subnet}, {side}, drops the {whose} {way} {journey.address}: {reason(stop)}.")


def _not_judged(path: Path) -> NotSeen | None:
    """Why a list on the path may not have been judged; None where all were."""
    at_a_list = {"network-acl", "subnet", "network-interface"}
    for unknown in path.left_open:
        if unknown.component in at_a_list or not path.legs:
            return path.because(unknown)
    if path.client_not_placed is not None:
        return path.client_not_placed
    for leg in path.legs:
        if leg.there.kind is Kind.TRANSIT_GATEWAY and None in (
            leg.there.client_attachment,
            leg.there.endpoint_attachment,
        ):
            what = "The subnets of the transit gateway's attachments have network ACLs too, and are not known."
            return path.not_seen.get("describe_transit_gateway_vpc_attachments") or not_known(what, "Look at them.")
    return None if path.legs else not_known("No path to the endpoint could be judged.", "Look at the ACLs yourself.")
