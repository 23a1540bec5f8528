"""Security groups and network ACLs: which part of a flow each lets through, stops, or leaves unknown.

Security groups: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
Network ACLs: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.space import EVERY_PORT, Network, Ports, Region, difference, intersection, split

Direction: TypeAlias = Literal["ingress", "egress"]
"""As seen by the component."""

TCP = {"tcp", "6", "-1"}
"""How describe replies spell a protocol that includes TCP."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A part of the flow that one rule, or the absence of one, stops."""

    region: Region
    rule: Body | None
    """The deciding rule; None where no rule lets it through."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What one filter does to a flow; the three parts make up the whole."""

    allowed: Region
    denied: tuple[Denial, ...] = ()
    unknown: Region = ()
    because: tuple[str, ...] = ()
    """What would settle the unknown part."""
    allowed_by: tuple[Body, ...] = ()
    """The rules that let the allowed part through."""
    lost_references: tuple[str, ...] = ()
    """Group references that would match, were they not lost on this path."""


Resolved: TypeAlias = tuple[Network, ...] | None
"""The addresses a group reference stands for; None where that can't be known."""


@dataclass(frozen=True, slots=True)
class References:
    """What a rule's reference to a security group means for this flow."""

    resolve: Callable[[Body], Resolved]
    lost: Callable[[Body], bool]
    """Whether the reference names the peer's group, and this path does not preserve it."""


def security_groups(
    groups: Sequence[Body | None], direction: Direction, region: Region, references: References, inventory: Inventory
) -> Filtered:
    """The union of the groups' rules in one direction over a region of (peer address, port).

    A group that can't be read is None; it leaves unknown what the others do not allow.
    """
    allowed: Region = ()
    unknown: Region = ()
    because: list[str] = []
    allowed_by: list[Body] = []
    lost: list[str] = []
    for group in groups:
        if group is None:
            unknown, because = region, [*because, "a security group that can't be read"]
            continue
        for permission in _permissions(group, direction):
            ports = _ports(permission.get("FromPort"), permission.get("ToPort"))
            for rule, networks, why in _peers(permission, references, inventory, lost):
                if networks is None:
                    could = tuple(cell for cell in region if cell.ports[0] <= ports[1] and ports[0] <= cell.ports[1])
                    unknown, because = unknown + difference(could, unknown), [*because, why]
                    continue
                for network in networks:
                    inside, _ = split(difference(region, allowed), network, ports)
                    if inside:
                        allowed += inside
                        allowed_by.append({**rule, "GroupId": group.get("GroupId")})
    unknown = difference(intersection(region, unknown), allowed)
    stopped = difference(difference(region, allowed), unknown)
    denied = (Denial(stopped, None),) if stopped else ()
    settle = tuple(dict.fromkeys(because)) if unknown else ()
    return Filtered(allowed, denied, unknown, settle, tuple(allowed_by), tuple(dict.fromkeys(lost)))


def has_rules(groups: Iterable[Body | None], direction: Direction) -> bool:
    """Whether any of the groups has a rule in that direction, for any protocol; unknown groups count as having."""
    key = "IpPermissions" if direction == "ingress" else "IpPermissionsEgress"
    return any(group is None or bool(group.get(key)) for group in groups)


def access_list(body: Body | None, direction: Direction, region: Region) -> Filtered:
    """A network ACL over a region of (peer address, destination port): the first matching rule decides."""
    if body is None:
        return Filtered((), (), region, ("the network ACL of the subnet",))
    entries = body.get("Entries")
    rules = [rule for rule in entries if isinstance(rule, dict)] if isinstance(entries, list) else []
    mine = [rule for rule in rules if bool(rule.get("Egress")) == (direction == "egress") and _number(rule) is not None]
    rest = region
    allowed: Region = ()
    allowed_by: list[Body] = []
    denied: list[Denial] = []
    for rule in sorted(mine, key=lambda rule: _number(rule) or 0):
        network = as_network(rule.get("CidrBlock") or rule.get("Ipv6CidrBlock"))
        if network is None or str(rule.get("Protocol", "-1")) not in TCP:
            continue
        range_ = rule.get("PortRange")
        ports = _ports(range_.get("From"), range_.get("To")) if isinstance(range_, dict) else EVERY_PORT
        inside, rest = split(rest, network, EVERY_PORT if str(rule.get("Protocol")) == "-1" else ports)
        if not inside:
            continue
        if str(rule.get("RuleAction", "")).lower() == "allow":
            allowed += inside
            allowed_by.append(rule)
        else:
            denied.append(Denial(inside, rule))
    if rest:
        denied.append(Denial(rest, {"RuleNumber": IMPLICIT_DENY, "RuleAction": "deny", "Protocol": "-1"}))
    return Filtered(allowed, tuple(denied), (), (), tuple(allowed_by))


IMPLICIT_DENY = 32767
"""The number of the rule that ends every IPv4 list; describe replies name it too."""


def _permissions(group: Body, direction: Direction) -> Iterator[Body]:
    listed = group.get("IpPermissions" if direction == "ingress" else "IpPermissionsEgress")
    for permission in listed if isinstance(listed, list) else ():
        if isinstance(permission, dict) and str(permission.get("IpProtocol", "-1")).lower() in TCP:
            yield permission


def _peers(
    permission: Body, references: References, inventory: Inventory, lost: list[str]
) -> Iterator[tuple[Body, Resolved, str]]:
    """Each peer that a permission names: the rule as one peer, its networks, and what would settle an unknown one."""
    plain = {key: permission[key] for key in ("IpProtocol", "FromPort", "ToPort") if key in permission}
    for kind, key in (("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")):
        for each in _listed(permission, kind):
            network = as_network(each.get(key))
            if network is not None:
                yield {**plain, kind: [{key: each[key]}]}, (network,), ""
    for each in _listed(permission, "PrefixListIds"):
        identifier = str(each.get("PrefixListId", ""))
        why = f"the entries of prefix list {identifier}"
        yield {**plain, "PrefixListIds": [{"PrefixListId": identifier}]}, inventory.prefix_list(identifier), why
    for each in _listed(permission, "UserIdGroupPairs"):
        identifier = str(each.get("GroupId", ""))
        if references.lost(each):
            lost.append(identifier)
        why = f"which interfaces carry security group {identifier}"
        yield {**plain, "UserIdGroupPairs": [{"GroupId": identifier}]}, references.resolve(each), why


def _listed(body: Body, key: str) -> Iterator[Body]:
    listed = body.get(key)
    return (each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else iter(())


def _ports(low: Any, high: Any) -> Ports:
    try:
        first, last = int(low), int(high)
    except (TypeError, ValueError):
        return EVERY_PORT
    return EVERY_PORT if first == -1 else (first, last)


def _number(rule: Body) -> int | None:
    try:
        return int(rule.get("RuleNumber", ""))
    except (TypeError, ValueError):
        return None
