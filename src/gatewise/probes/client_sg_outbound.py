"""Whether the client's security groups let TCP 443 out to the endpoint: `describe_security_groups`, and the path.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from gatewise.analysis.reachability.way import Kind
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes import _path as path_lookup
from gatewise.probes._groups_judged import allowing, blocking, not_decided, rule_facts
from gatewise.probes._path import Path, judged_path
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("allows", "blocks")
NEEDS = ("client_addresses",)
ESTABLISHES = {"allows": (), "blocks": ("client_security_group",)}
CALLS = path_lookup.CALLS

_RULE = ("client_security_group", "destination_permission", "rule_destination")


def probe(facts: Facts) -> Probing:
    """Judge the outbound rules against the endpoint's addresses and groups."""
    path = yield from judged_path(facts)
    stops = path.stops("security-group", direction="egress")
    adds = rule_facts(path, stops[0], *_RULE) if stops else {}
    if adds:
        return told("blocks", *blocking(path, stops), path.drawing(stops[0][0]), **adds)
    if stops:
        what = "Something is closed on an interface that has no security group which this account can see."
        return untold(not_known(what, "Look at the interface's security groups."), path.drawing(stops[0][0]))
    why = not_decided(path, "egress")
    if why is not None:
        return untold(why, path.drawing())
    if path.passages("security-group", "egress"):
        return told("allows", allowing(path, "egress"), path.drawing())
    if _on_premises(path):
        said = "The client is in no VPC, so no security group stands at its side."
        return told("allows", evidence(said), path.drawing())
    cure = "Name the client by its network interface, instance or function: --client."
    return untold(not_known("The security groups of the client are not known.", cure), path.drawing())


def _on_premises(path: Path) -> bool:
    return bool(path.legs) and all(not leg.part.end.vpc and leg.there.kind is Kind.ON_PREMISES for leg in path.legs)
