"""Whether the endpoint's security groups let TCP 443 in from the client: `describe_security_groups`.

A rule that names a group admits its members in the same VPC, and never over a transit gateway:
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
"""

from gatewise.analysis.known import one, several
from gatewise.analysis.security_groups import Passage, Peer
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _group_rules as group_rules
from gatewise.probes import _path as path_lookup
from gatewise.probes._group_rules import judged, permission, shown
from gatewise.probes._readings import ambiguous, not_known, told, untold

ANSWERS = ("allows", "blocks")
NEEDS = ("endpoint_security_groups",)
ESTABLISHES = {"allows": (), "blocks": ("endpoint_security_group",)}
CALLS = (*group_rules.CALLS, *(call for call in path_lookup.CALLS if call not in group_rules.CALLS))


def probe(facts: Facts) -> Probing:
    """Judge the inbound rules against the client's addresses and groups."""
    groups = several(facts, "endpoint_security_groups")
    addresses = several(facts, "client_addresses")
    client_groups = several(facts, "client_security_groups")
    peer = Peer(addresses, client_groups or None, _references_hold(facts))
    judgement = yield from judged(groups, "inbound", peer)
    if isinstance(judgement, NotSeen):
        return untold(judgement)
    said = shown(judgement, groups, "inbound", ", ".join(addresses))
    if judgement.passage is Passage.ALLOWED:
        return told("allows", said)
    if judgement.passage is Passage.UNKNOWN:
        known = bool(addresses or client_groups)
        why = (
            ambiguous("A rule may or may not admit the client.", "Look at the inbound rules of the endpoint's groups.")
            if known
            else not_known("Nothing says which client makes the call.", "Say who calls: --client.")
        )
        return untold(why, said)
    source = client_groups[:1] if one(facts, "location") == "same_vpc" and client_groups else judgement.blocked
    drawing = yield from path_lookup.drawn_path(facts)
    return told(
        "blocks",
        said,
        *drawing,
        endpoint_security_group=groups[0],
        client_source=_as_source(source),
        source_permission=permission(source),
    )


def _references_hold(facts: Facts) -> bool | None:
    """In the same VPC they do; from a network that is no VPC never; over peering yes, over a transit gateway no."""
    if one(facts, "location") == "same_vpc":
        return True
    return None if one(facts, "location") != "connected" or one(facts, "client_vpc_id") else False


def _as_source(source: tuple[str, ...]) -> str:
    first = source[0] if source else ""
    if not first or first.startswith("sg-") or "/" in first:
        return first
    return f"{first}/{'128' if ':' in first else '32'}"
