"""What the security groups at one end do, as evidence, and the rule to add as facts."""

import json
from collections.abc import Sequence

from gatewise.analysis.reachability.change import GroupRule
from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.filters import Direction
from gatewise.analysis.reachability.inventory import things
from gatewise.analysis.reachability.judgement import Journey
from gatewise.analysis.reachability.repair import repairs
from gatewise.analysis.reachability.space import networks_of
from gatewise.analysis.reachability.words import rule
from gatewise.analysis.shapes import text
from gatewise.model import Evidence, Fact, NotSeen
from gatewise.probes._path import Path
from gatewise.probes._readings import evidence, not_known

Stop = tuple[Journey, Explanation]

_SIDE: dict[Direction, tuple[str, str]] = {"ingress": ("inbound", "from"), "egress": ("outbound", "to")}


def allowing(path: Path, direction: Direction) -> Evidence:
    """The rules that let the call through."""
    passages = path.passages("security-group", direction)
    named = ", ".join(dict.fromkeys(name for passage in passages for name in passage.identifiers))
    rules = dict.fromkeys(
        f"{text(each, 'GroupId')} {_SIDE[direction][0]}: {rule(each, direction)}"
        for passage in passages
        for each in passage.allowed_by
    )
    return evidence(f"{named} lets TCP 443 through.", "\n".join(rules))


def blocking(path: Path, stops: Sequence[Stop]) -> tuple[Evidence, ...]:
    """The groups that have no rule for the call, each once."""
    shown: dict[Evidence, None] = {}
    for groups, direction in dict.fromkeys((stop.identifiers, stop.direction) for _, stop in stops):
        side, way = _SIDE[direction or "ingress"]
        others = (
            networks_of(path.judgement.journeys[0].whole)
            if direction == "ingress"
            else tuple(journey.address for journey, stop in stops if stop.identifiers == groups)
        )
        whom = ", ".join(dict.fromkeys(other.removesuffix("/32").removesuffix("/128") for other in others))
        has = "has" if len(groups) == 1 else "have"
        said = f"{', '.join(groups)} {has} no {side} rule for TCP 443 {way} {whom}."
        shown[evidence(said, "\n".join(_rules(path, groups, direction or "ingress")))] = None
    return tuple(shown)


def _rules(path: Path, groups: Sequence[str], direction: Direction) -> Sequence[str]:
    """The rules that there are, and that do not admit it."""
    key = "IpPermissions" if direction == "ingress" else "IpPermissionsEgress"
    return tuple(
        f"{group} {_SIDE[direction][0]}: {rule(each, direction)}"
        for group in groups
        for each in things(dict(path.inventory.groups.get(group, {})), key)
    )


def not_decided(path: Path, direction: Direction) -> NotSeen | None:
    """Why the groups of that end can't be judged; None where they were, or where there are none."""
    ends = {"egress": ("security-group", "network-interface"), "ingress": ("security-group",)}
    for unknown in path.left_open:
        # Where the endpoint's interface can't be read, nobody knows which address a rule would have to name.
        if unknown.direction in {direction, None} and unknown.component in ends[direction]:
            return path.because(unknown)
    if not path.legs:
        for unknown in path.left_open:
            return path.because(unknown)
        return not_known("No path to the endpoint could be judged.", "Look at the groups yourself.")
    return path.uncertain("security-group", direction=direction)


def lost_references(path: Path, stop: Stop) -> str:
    """The client's groups that the endpoint's rules name, and that this path does not carry."""
    carried = {
        group
        for leg in stop[0].legs
        if leg.part.interface
        for group in path.inventory.groups_of(leg.part.interface) or ()
    }
    bodies = [path.inventory.groups.get(name, {}) for name in stop[1].identifiers]
    permissions = [each for body in bodies for each in things(dict(body), "IpPermissions")]
    named = [text(pair, "GroupId") for each in permissions for pair in things(each, "UserIdGroupPairs")]
    return ", ".join(dict.fromkeys(name for name in named if name in carried or not carried))


def rule_facts(path: Path, stop: Stop, group: str, permission: str, peer: str) -> dict[str, Fact]:
    """The narrowest rule, as the facts of these names; nothing where there is no group to change."""
    found = [
        change
        for repair in repairs(path.judgement, path.inventory)
        for change in repair.changes
        if isinstance(change, GroupRule) and change.direction == stop[1].direction
    ]
    if not found:
        return {}
    mine = [change for change in found if change.group == found[0].group]
    if path.client_is_anybody and stop[1].direction == "ingress":
        return {group: mine[0].group}
    rules = json.dumps([change.permission for change in mine])
    return {group: mine[0].group, permission: rules, peer: tuple(change.peer for change in mine)}
