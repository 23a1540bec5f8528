"""What would settle an open part of a path, and what lies beyond every describe reply."""

import shlex

from gatewise.analysis.reachability.explanation import Unknown
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.space import networks_of
from gatewise.analysis.reachability.way import Kind

_READ: dict[str, tuple[str, ...]] = {
    "security-group": ("describe-security-groups", "--group-ids"),
    "network-interface": ("describe-network-interfaces", "--network-interface-ids"),
    "route-table": ("describe-route-tables", "--route-table-ids"),
    "vpc-endpoint": ("describe-vpc-endpoints", "--vpc-endpoint-ids"),
    "vpc-peering-connection": ("describe-vpc-peering-connections", "--vpc-peering-connection-ids"),
    "transit-gateway-attachment": (
        "describe-transit-gateway-vpc-attachments",
        "--transit-gateway-attachment-ids",
    ),
}
_BY_SUBNET = {"network-acl": "describe-network-acls", "route-table": "describe-route-tables"}
_GATEWAY_ROUTES = ("search-transit-gateway-routes", "--transit-gateway-route-table-id")


def command(unknown: Unknown) -> str:
    """The AWS CLI command that would tell, for an account that may read it; empty where none does."""
    named = [word for word in unknown.settle.split() if word.startswith("pl-")]
    if named:
        return shlex.join(("aws", "ec2", "get-managed-prefix-list-entries", "--prefix-list-id", named[0]))
    subnet = unknown.where.get("subnet_id", "")
    if subnet and unknown.component in _BY_SUBNET:
        chosen = ("--filters", f"Name=association.subnet-id,Values={subnet}")
        return shlex.join(("aws", "ec2", _BY_SUBNET[unknown.component], *chosen))
    if unknown.component == "transit-gateway-route-table" and unknown.identifiers:
        active = ("--filters", "Name=state,Values=active,blackhole")
        return shlex.join(("aws", "ec2", *_GATEWAY_ROUTES, unknown.identifiers[0], *active))
    if unknown.component == "transit-gateway":
        return "aws ec2 describe-transit-gateway-attachments"
    if unknown.component not in _READ or not unknown.identifiers:
        operation = _BY_SUBNET.get(unknown.component, "")
        return f"aws ec2 {operation}" if operation else ""
    return shlex.join(("aws", "ec2", *_READ[unknown.component], *unknown.identifiers))


def beyond(journey: Journey) -> tuple[str, ...]:
    """What no describe reply tells of a source outside the VPCs that can be seen, and the command that tests it."""
    outside = [leg for leg in journey.legs if not leg.part.end.vpc and leg.there.kind is not Kind.NONE]
    return tuple(
        f"the firewalls and routes of {', '.join(networks_of(leg.part.end.region))} itself; "
        f"from there: nc -vz {journey.address or 'ADDRESS'} 443"
        for leg in outside
    )
