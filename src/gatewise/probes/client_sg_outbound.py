"""Whether the client's security groups let TCP 443 out to the endpoint: `describe_security_groups`.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from gatewise.analysis.known import one, several
from gatewise.analysis.security_groups import Passage, Peer
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes import _group_rules as group_rules
from gatewise.probes import _path as path_lookup
from gatewise.probes._group_rules import judged, permission, shown
from gatewise.probes._readings import ambiguous, told, untold

ANSWERS = ("allows", "blocks")
NEEDS = ("client_security_groups",)
ESTABLISHES = {"allows": (), "blocks": ("client_security_group",)}
CALLS = (*group_rules.CALLS, *(call for call in path_lookup.CALLS if call not in group_rules.CALLS))


def probe(facts: Facts) -> Probing:
    """Judge the outbound rules against the endpoint's addresses and groups."""
    groups = several(facts, "client_security_groups")
    addresses = _of_the_client(facts, several(facts, "blocked_addresses") or several(facts, "endpoint_addresses"))
    endpoint_groups = several(facts, "endpoint_security_groups")
    same_vpc = one(facts, "location") == "same_vpc"
    peer = Peer(addresses, endpoint_groups or None, references_hold=True if same_vpc else None)
    judgement = yield from judged(groups, "outbound", peer)
    if isinstance(judgement, NotSeen):
        return untold(judgement)
    said = shown(judgement, groups, "outbound", ", ".join(addresses))
    if judgement.passage is Passage.UNKNOWN:
        cure = "Look at the outbound rules of the client's groups."
        return untold(ambiguous("A rule for the endpoint may or may not hold from there.", cure), said)
    if judgement.passage is Passage.ALLOWED:
        return told("allows", said)
    to = endpoint_groups[:1] if same_vpc and endpoint_groups else addresses
    drawing = yield from path_lookup.drawn_path(facts)
    return told("blocks", said, *drawing, client_security_group=groups[0], destination_permission=permission(to))


def _of_the_client(facts: Facts, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses that the client can speak to: of its own family, or IPv4 where its family is not known."""
    families = {":" in address for address in several(facts, "client_addresses")} or {False}
    return tuple(address for address in addresses if (":" in address) in families) or addresses
