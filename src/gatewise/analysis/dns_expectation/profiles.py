"""What Route 53 Profiles bring into a VPC: zones, rules, endpoints and rule groups.

A question that does not list Profiles at all is answered as if there were none; one whose list failed is not.
"""

from dataclasses import dataclass

from gatewise.analysis.dns_expectation.settings import reply_for
from gatewise.analysis.reachability.inventory import Inventory
from gatewise.analysis.shapes import records, text

PROFILES = "route53profiles.ListProfileAssociations"
RESOURCES = "route53profiles.ListProfileResourceAssociations"
_NOT_IN_FORCE = frozenset({"DELETED", "FAILED"})
_IN_FORCE = frozenset({"COMPLETE", "UPDATING", ""})


@dataclass(frozen=True, slots=True)
class Brought:
    """The ids of what a VPC's Profiles bring, sorted by kind."""

    zones: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    rule_groups: tuple[str, ...] = ()
    gap: str = ""
    """What can't be read of them; empty if nothing is missing."""


def brought(inventory: Inventory, vpc: str) -> Brought:
    """What the VPC's Profiles bring."""
    if PROFILES not in inventory.inputs:
        return Brought()
    if inventory.failed(PROFILES):
        return Brought(gap=PROFILES)
    gaps: list[str] = []
    found: set[tuple[str, str]] = set()
    for association in inventory.listed(PROFILES, "ProfileAssociations"):
        profile, state = text(association, "ProfileId"), text(association, "Status").upper()
        if text(association, "ResourceId") != vpc or state in _NOT_IN_FORCE:
            continue
        body = reply_for(inventory, RESOURCES, profile)
        if body is None or state not in _IN_FORCE:
            gaps.append(f"{RESOURCES} for {profile}")
            continue
        for resource in records(body, "ProfileResourceAssociations"):
            settled = text(resource, "Status").upper()
            kind, _, identifier = text(resource, "ResourceArn").rpartition(":")[2].rpartition("/")
            if settled in _IN_FORCE:
                found.add((kind, identifier))
            elif settled not in _NOT_IN_FORCE:
                gaps.append(f"the state of {identifier} in Profile {profile}")
    return Brought(
        _of_kind(found, "hostedzone"),
        _of_kind(found, "resolver-rule"),
        _of_kind(found, "vpc-endpoint"),
        _of_kind(found, "firewall-rule-group"),
        min(gaps, default=""),
    )


def _of_kind(found: set[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(sorted(identifier for kind, identifier in found if kind == wanted))
