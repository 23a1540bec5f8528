"""Security groups and network ACLs: which part of a flow each lets through, stops, or leaves unknown.

Security groups: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
Network ACLs: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gatewise.analysis.reachability.explanation import Code
from gatewise.analysis.reachability.inventory import IPV6, Body, Inventory, as_network, nested, text, things
from gatewise.analysis.reachability.space import EVERY_PORT, Network, Ports, Region, difference, intersection, split

Direction: TypeAlias = Literal["ingress", "egress"]
"""As seen by the component."""

EVERY_PROTOCOL = "-1"
TCP = {"tcp", "6", EVERY_PROTOCOL}
"""How describe replies spell a protocol that includes TCP."""

IMPLICIT_DENY = {4: 32767, IPV6: 32768}
"""The number of the rule that ends every list, by address family; describe replies name it too."""

EVERYWHERE = {4: "0.0.0.0/0", IPV6: "::/0"}


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
    because: tuple[tuple[Code, str], ...] = ()
    """What would settle the unknown part, with its code."""
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
    foreign: Callable[[Body], bool]
    """Whether the reference names a group of another account."""


def security_groups(
    groups: Sequence[Body | None], direction: Direction, region: Region, references: References, inventory: Inventory
) -> Filtered:
    """The union of the groups' rules in one direction over a region of (peer address, port).

    A group that can't be read is None; it leaves unknown what the others do not allow.
    """
    rest = region
    allowed: Region = ()
    unknown: Region = ()
    because: list[tuple[Code, str]] = []
    allowed_by: list[Body] = []
    lost: list[str] = []
    for group in groups:
        if not readable(group, direction):
            unknown = region
            because.append(
                (Code.UNKNOWN_RESOURCE, f"the rules of security group {text(group or {}, 'GroupId')}".strip())
            )
            continue
        for permission in _permissions(group or {}, direction):
            ports = _permitted_ports(permission)
            for peer in _peers(permission, references, inventory, lost):
                if peer.networks is None:
                    could = tuple(cell for cell in region if cell.ports[0] <= ports[1] and ports[0] <= cell.ports[1])
                    unknown += difference(could, unknown)
                    if could:
                        because.append((peer.code, peer.settle))
                    continue
                for network in peer.networks:
                    inside, rest = split(rest, network, ports)
                    if inside:
                        allowed += inside
                        allowed_by.append({**peer.rule, "GroupId": text(group or {}, "GroupId")})
    unknown = intersection(rest, unknown)
    stopped = difference(rest, unknown)
    denied = (Denial(stopped, None),) if stopped else ()
    settle = tuple(dict.fromkeys(because)) if unknown else ()
    return Filtered(allowed, denied, unknown, settle, tuple(allowed_by), tuple(dict.fromkeys(lost)))


def readable(group: Body | None, direction: Direction) -> bool:
    """Whether the group's rules of that direction are known."""
    return group is not None and isinstance(group.get(_RULES[direction]), list)


def has_rules(groups: Iterable[Body | None], direction: Direction) -> bool:
    """Whether any of the groups has a rule in that direction, for any protocol; unknown groups count as having."""
    return any(not readable(group, direction) or bool((group or {}).get(_RULES[direction])) for group in groups)


_RULES: dict[Direction, str] = {"ingress": "IpPermissions", "egress": "IpPermissionsEgress"}


def access_list(body: Body | None, direction: Direction, region: Region) -> Filtered:
    """A network ACL over a region of (peer address, destination port): the first matching rule decides."""
    if body is None or not isinstance(body.get("Entries"), list):
        return Filtered((), (), region, ((Code.UNKNOWN_RESOURCE, "the network ACL of the subnet"),))
    rest = region
    allowed: Region = ()
    allowed_by: list[Body] = []
    denied: list[Denial] = []
    unknown: Region = ()
    for rule in entries(body, direction):
        network = as_network(rule.get("CidrBlock") or rule.get("Ipv6CidrBlock"))
        protocol = str(rule.get("Protocol", EVERY_PROTOCOL)).lower()
        if network is None or protocol not in TCP:
            continue
        inside, rest = split(rest, network, EVERY_PORT if protocol == EVERY_PROTOCOL else _entry_ports(rule))
        if not inside:
            continue
        match text(rule, "RuleAction").lower():
            case "allow":
                allowed += inside
                allowed_by.append(rule)
            case "deny":
                denied.append(Denial(inside, rule))
            case _:
                unknown += inside
    for version in sorted({cell.network.version for cell in rest}):
        part = tuple(cell for cell in rest if cell.network.version == version)
        denied.append(Denial(part, _implicit(version)))
    because = ((Code.UNKNOWN_RESOURCE, "a rule of the network ACL whose action can't be read"),) if unknown else ()
    return Filtered(allowed, tuple(denied), unknown, because, tuple(allowed_by))


def entries(body: Body, direction: Direction) -> list[Body]:
    """The list's rules of one direction in the order they are tried."""
    mine = [rule for rule in things(body, "Entries") if (rule.get("Egress") is True) == (direction == "egress")]
    numbered = [(number, rule) for rule in mine if (number := rule_number(rule)) is not None]
    return [rule for _, rule in sorted(numbered, key=lambda each: each[0])]


def rule_number(rule: Body) -> int | None:
    """The rule's number; None where it has none."""
    try:
        return int(rule.get("RuleNumber", ""))
    except (TypeError, ValueError, OverflowError):
        return None


def _implicit(version: int) -> Body:
    key = "CidrBlock" if version != IPV6 else "Ipv6CidrBlock"
    number = IMPLICIT_DENY[version]
    return {"RuleNumber": number, "RuleAction": "deny", "Protocol": EVERY_PROTOCOL, key: EVERYWHERE[version]}


def _permissions(group: Body, direction: Direction) -> Iterator[Body]:
    for permission in things(group, _RULES[direction]):
        if str(permission.get("IpProtocol", EVERY_PROTOCOL)).lower() in TCP:
            yield permission


def _permitted_ports(permission: Body) -> Ports:
    if str(permission.get("IpProtocol", EVERY_PROTOCOL)) == EVERY_PROTOCOL:
        return EVERY_PORT
    return _ports(permission.get("FromPort"), permission.get("ToPort"))


def _entry_ports(rule: Body) -> Ports:
    ports = nested(rule, "PortRange")
    return _ports(ports.get("From"), ports.get("To"))


@dataclass(frozen=True, slots=True)
class _Peer:
    """One peer that a permission names."""

    rule: Body
    """The permission with this peer alone."""
    networks: Resolved
    settle: str = ""
    """What would settle it where the networks are unknown."""
    code: Code = Code.UNKNOWN_RESOURCE


def _peers(permission: Body, references: References, inventory: Inventory, lost: list[str]) -> Iterator[_Peer]:
    plain = {key: permission[key] for key in ("IpProtocol", "FromPort", "ToPort") if key in permission}
    for kind, key in (("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")):
        for each in things(permission, kind):
            network = as_network(each.get(key))
            if network is not None:
                yield _Peer({**plain, kind: [{key: each[key]}]}, (network,))
    for each in things(permission, "PrefixListIds"):
        identifier = text(each, "PrefixListId")
        rule = {**plain, "PrefixListIds": [{"PrefixListId": identifier}]}
        yield _Peer(rule, inventory.prefix_list(identifier), f"the entries of prefix list {identifier}")
    for each in things(permission, "UserIdGroupPairs"):
        identifier = text(each, "GroupId")
        if references.lost(each):
            lost.append(identifier)
        code = Code.UNKNOWN_PEERED_SGS if references.foreign(each) else Code.UNKNOWN_RESOURCE
        settle = f"which interfaces carry security group {identifier}"
        rule = {**plain, "UserIdGroupPairs": [{"GroupId": identifier}]}
        yield _Peer(rule, references.resolve(each), settle, code)


def _ports(low: Any, high: Any) -> Ports:
    try:
        first, last = int(low), int(high)
    except (TypeError, ValueError, OverflowError):
        return EVERY_PORT
    return EVERY_PORT if first == -1 else (first, last)
