"""Whether a set of security groups lets TCP 443 through to, or from, the other side.

Rules only allow; those of all groups of an interface count together; replies need no rule. Sources:
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html and, for references between groups,
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
"""

import ipaddress
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from gatewise.analysis.shapes import Record, integer, records, text

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Direction = Literal["inbound", "outbound"]
PrefixLists: TypeAlias = Mapping[str, tuple[str, ...] | None]
"""The CIDRs of each prefix list; None, or absence, for a list that can't be read."""

PORT = 443
_TCP = frozenset({"tcp", "6", "-1"})


class Passage(StrEnum):
    """Whether the groups let the connection through."""

    ALLOWED = "allowed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Peer:
    """The other side of the connection."""

    addresses: tuple[str, ...]
    """Its addresses, or CIDRs that it may have any address of; empty where nobody knows."""
    groups: tuple[str, ...] | None = None
    """Its security groups; None where nobody knows, empty where it has none."""
    references_hold: bool | None = True
    """Whether a rule that names a group admits its members from there; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a group that is about TCP 443."""

    group_id: str
    direction: Direction
    kind: Literal["cidr", "prefix_list", "group"]
    other: str
    """A CIDR, a prefix list's id, or a group's id."""
    ports: str

    def __str__(self) -> str:
        side = "from" if self.direction == "inbound" else "to"
        return f"{self.group_id} {self.direction}: {self.ports} {side} {self.other}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the groups do, and what decided it."""

    passage: Passage
    rules: tuple[Rule, ...] = ()
    """The rules that decided: those that admit, or those that might."""
    blocked: tuple[str, ...] = ()
    """The addresses that no rule admits."""
    unread_lists: tuple[str, ...] = ()
    """The prefix lists whose content would decide."""


def rules_for_https(groups: Iterable[Record], direction: Direction) -> tuple[Rule, ...]:
    """The entries of `describe_security_groups` groups that are about TCP 443 in one direction."""
    permissions = "IpPermissions" if direction == "inbound" else "IpPermissionsEgress"
    return tuple(
        Rule(text(group, "GroupId"), direction, kind, other, _ports(permission))
        for group in groups
        for permission in records(group, permissions)
        if _is_for_https(permission)
        for kind, other in _others(permission)
    )


def prefix_lists_in(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The prefix lists that the rules name, each once."""
    return tuple(dict.fromkeys(rule.other for rule in rules if rule.kind == "prefix_list"))


def judge(rules: Sequence[Rule], peer: Peer, prefix_lists: PrefixLists) -> Judgement:
    """Whether the rules admit the peer: all of its addresses must be, and one that surely is not blocks."""
    if not rules:
        return Judgement(Passage.BLOCKED, blocked=peer.addresses)
    by_group = [rule for rule in rules if rule.kind == "group" and _admits_group(rule, peer) is True]
    if by_group:
        return Judgement(Passage.ALLOWED, tuple(by_group))
    might = tuple(rule for rule in rules if _might_admit(rule, peer, prefix_lists))
    unread = tuple(rule.other for rule in might if rule.kind == "prefix_list")
    wanted = [network for address in peer.addresses if (network := as_network(address)) is not None]
    if not wanted:
        return _without_addresses(rules, might, unread, prefix_lists)
    open_to = [(network, rule) for rule in rules for network in _networks(rule, prefix_lists)]
    used: dict[Rule, None] = {}
    blocked: list[str] = []
    in_part = False
    for address in wanted:
        touching = [(network, rule) for network, rule in open_to if _overlap(network, address)]
        used.update(dict.fromkeys(rule for _, rule in touching))
        left = uncovered(address, (network for network, _ in touching))
        if left:
            in_part = in_part or bool(touching)
            blocked += [] if touching else [_spelled(address)]
    if blocked and not might:
        return Judgement(Passage.BLOCKED, tuple(used), tuple(blocked))
    if blocked or in_part:
        return Judgement(Passage.UNKNOWN, (*used, *might), tuple(blocked), unread)
    return Judgement(Passage.ALLOWED, tuple(used))


def _without_addresses(
    rules: Sequence[Rule], might: tuple[Rule, ...], unread: tuple[str, ...], prefix_lists: PrefixLists
) -> Judgement:
    """Nobody knows the peer's address: only a rule for every address, or no rule that could admit it, decides."""
    everywhere = tuple(rule for rule in rules for network in _networks(rule, prefix_lists) if network.prefixlen == 0)
    if everywhere:
        return Judgement(Passage.ALLOWED, everywhere)
    could = tuple(rule for rule in rules if rule in might or any(True for _ in _networks(rule, prefix_lists)))
    return Judgement(Passage.UNKNOWN, could, (), unread) if could else Judgement(Passage.BLOCKED)


def uncovered(wanted: Network, by: Iterable[Network]) -> tuple[Network, ...]:
    """What is left of a network once these are taken away from it; several may cover it together."""
    left: list[Network] = [wanted]
    for network in by:
        left = [rest for part in left for rest in _without(part, network)]
    return tuple(left)


def as_network(address: str) -> Network | None:
    """An address or CIDR as a network; None if it is neither."""
    try:
        return ipaddress.ip_network(address.strip(), strict=False)
    except ValueError:
        return None


def _without(part: Network, taken: Network) -> Iterator[Network]:
    if not _overlap(part, taken):
        yield part
    elif _inside(taken, part) and taken != part:
        yield from part.address_exclude(taken)  # type: ignore[arg-type]  # both are of one family here


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _inside(inner: Network, outer: Network) -> bool:
    return inner.version == outer.version and inner.prefixlen >= outer.prefixlen and inner.overlaps(outer)


def _spelled(network: Network) -> str:
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def _is_for_https(permission: Record) -> bool:
    protocol = text(permission, "IpProtocol").lower()
    if protocol == "-1":
        return True
    first, last = integer(permission, "FromPort"), integer(permission, "ToPort")
    return protocol in _TCP and first is not None and last is not None and first <= PORT <= last


def _ports(permission: Record) -> str:
    if text(permission, "IpProtocol") == "-1":
        return "all traffic"
    first, last = integer(permission, "FromPort"), integer(permission, "ToPort")
    return f"TCP {first}" if first == last else f"TCP {first}-{last}"


def _others(permission: Record) -> Iterator[tuple[Literal["cidr", "prefix_list", "group"], str]]:
    yield from (("cidr", text(entry, "CidrIp")) for entry in records(permission, "IpRanges"))
    yield from (("cidr", text(entry, "CidrIpv6")) for entry in records(permission, "Ipv6Ranges"))
    yield from (("prefix_list", text(entry, "PrefixListId")) for entry in records(permission, "PrefixListIds"))
    yield from (("group", text(entry, "GroupId")) for entry in records(permission, "UserIdGroupPairs"))


def _admits_group(rule: Rule, peer: Peer) -> bool | None:
    """Whether a rule that names a group admits the peer; None where nobody knows."""
    if peer.references_hold is False:
        return False
    if peer.groups is None:
        return None
    if rule.other not in peer.groups:
        return False
    return peer.references_hold


def _might_admit(rule: Rule, peer: Peer, prefix_lists: PrefixLists) -> bool:
    match rule.kind:
        case "group":
            return _admits_group(rule, peer) is None
        case "prefix_list":
            return prefix_lists.get(rule.other) is None
        case "cidr":
            return False


def _networks(rule: Rule, prefix_lists: PrefixLists) -> Iterator[Network]:
    match rule.kind:
        case "cidr":
            listed: tuple[str, ...] = (rule.other,)
        case "prefix_list":
            listed = prefix_lists.get(rule.other) or ()
        case "group":
            listed = ()
    yield from (network for cidr in listed if (network := as_network(cidr)) is not None)
