"""Whether the network ACLs on the path let the call and its reply through: `describe_network_acls`, and the path.

An ACL remembers no connection, so both directions count:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.way import Kind
from gatewise.analysis.reachability.words import reason
from gatewise.analysis.shapes import text
from gatewise.model import Evidence, Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._path import Path, client_cidr, client_end, judged_path
from gatewise.probes._path_fix import changes, list_facts
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("allow", "block", "blocks_client")
NEEDS = path_lookup.NEEDS
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "allow": (),
    "block": ("client_cidr",),
    "blocks_client": ("client_cidr",),
}
CALLS = path_lookup.CALLS


def probe(facts: Facts) -> Probing:
    """Judge every list that the call and its reply meet; those before an address that is cut off come first."""
    path = yield from judged_path(facts)
    stops = path.stops("network-acl")
    if stops:
        journey, first = stops[0]
        shown = dict.fromkeys(_stopped(*stop) for stop in stops)
        zones = [text(path.inventory.interfaces.get(each.interface, {}), "AvailabilityZone") for each, _ in stops]
        return told(
            "blocks_client" if _at_client(journey, first) else "block",
            *shown,
            path.drawing(journey),
            **list_facts(changes(path)),
            network_acl_id="".join(first.identifiers[:1]),
            client_cidr=client_cidr(client_end(journey, first), path.inventory),
            blocked_zones=tuple(dict.fromkeys(filter(None, zones))),
        )
    why = _not_judged(path) or path.uncertain("network-acl")
    if why is not None:
        return untold(why, path.drawing())
    met = path.passages("network-acl")
    named = ", ".join(dict.fromkeys(name for passage in met for name in passage.identifiers))
    said = f"{named}: TCP 443 passes, and so does the reply." if named else "Within one subnet, no network ACL applies."
    return told("allow", evidence(said), path.drawing())


def _at_client(journey: Journey, stop: Explanation) -> bool:
    """Whether the list is met on the client's side of the way: in its subnet, or its attachment's."""
    subnet = stop.where.get("subnet_id", "")
    leaves = (stop.phase, stop.direction) in {("forward", "egress"), ("return", "ingress")}
    own = any(leg.part.end.subnet == subnet for leg in journey.legs) and leaves
    attached = [leg.there.client_attachment for leg in journey.legs]
    return own or any(entry is not None and subnet in entry.subnets for entry in attached)


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
