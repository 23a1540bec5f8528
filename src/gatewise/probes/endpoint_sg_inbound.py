"""Whether the endpoint's security groups let TCP 443 in from the client: `describe_security_groups`, and the path.

A rule that names a group admits its members in the same VPC and over peering, and never over a transit gateway:
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
"""

from gatewise.analysis.reachability.explanation import Code
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._groups_judged import allowing, blocking, lost_references, not_decided, rule_facts
from gatewise.probes._path import judged_path
from gatewise.probes._readings import not_known, told, untold

ANSWERS = ("allows", "blocks", "reference_lost")
NEEDS = ("endpoint_security_groups",)
ESTABLISHES = {
    "allows": (),
    "blocks": ("endpoint_security_group",),
    "reference_lost": ("endpoint_security_group", "lost_reference"),
}
CALLS = path_lookup.CALLS

_RULE = ("endpoint_security_group", "source_permission", "client_source")


def probe(facts: Facts) -> Probing:
    """Judge the inbound rules against the client's addresses and groups."""
    path = yield from judged_path(facts)
    stops = path.stops("security-group", direction="ingress")
    adds = rule_facts(path, stops[0], *_RULE) if stops else {}
    if adds:
        journey, first = stops[0]
        shown = (*blocking(path, stops), path.drawing(journey))
        if first.code is Code.SG_REFERENCES_NOT_PRESERVED:
            ranges = adds.pop("client_source", ())
            lost = lost_references(path, stops[0])
            return told("reference_lost", *shown, **adds, client_ranges=ranges, lost_reference=lost)
        return told("blocks", *shown, **adds)
    if stops:
        what = "Something is closed on an interface that has no security group which this account can see."
        return untold(not_known(what, "Look at the interface's security groups."), path.drawing(stops[0][0]))
    why = not_decided(path, "ingress")
    if why is not None:
        return untold(why, path.drawing())
    return told("allows", allowing(path, "ingress"), path.drawing())
