"""The private hosted zones a VPC sees, and their records."""

from dataclasses import dataclass

from gatewise.analysis.dns_expectation.domains import normal, parents
from gatewise.analysis.dns_expectation.endpoints import IPV4
from gatewise.analysis.dns_expectation.settings import reply_for
from gatewise.analysis.reachability.inventory import IPV6, Body, Inventory
from gatewise.analysis.shapes import record, records, text

ZONES = "route53.ListHostedZonesByVPC"
RECORDS = "route53.ListResourceRecordSets"
_TYPES = {IPV4: {"A", "CNAME"}, IPV6: {"AAAA", "CNAME"}, None: {"A", "AAAA", "CNAME"}}


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone."""

    identifier: str
    domain: str
    managed: bool = False
    """Whether AWS keeps it for an endpoint; its records can't be read."""


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one VPC."""

    known: tuple[Zone, ...]
    gap: str = ""
    """What can't be read of them; empty if nothing is missing."""


@dataclass(frozen=True, slots=True)
class Records:
    """What a zone holds for a name."""

    found: tuple[Body, ...] = ()
    """The record sets that answer; none if the zone has none for it."""
    delegated: bool = False
    """Whether the zone hands the name's domain to other name servers."""


def zones_of(inventory: Inventory, vpc: str, from_profiles: tuple[str, ...]) -> Zones:
    """The zones associated with the VPC, itself or by its Profiles."""
    body = reply_for(inventory, ZONES, vpc)
    if body is None:
        return Zones((), f"{ZONES} for {vpc}")
    known = {
        Zone(
            _bare(text(each, "HostedZoneId")),
            normal(text(each, "Name")),
            "vpce" in text(record(each, "Owner"), "OwningService"),
        )
        for each in records(body, "HostedZoneSummaries")
        if text(each, "Name")
    }
    gap = f"{ZONES} for {vpc}, whose list is cut off" if body.get("NextToken") else ""
    for identifier in sorted(set(map(_bare, from_profiles)) - {zone.identifier for zone in known}):
        apex = _apex(inventory, identifier)
        if apex is None:
            gap = gap or f"hosted zone {identifier}"
        else:
            known.add(Zone(identifier, apex))
    return Zones(tuple(sorted(known, key=lambda zone: (zone.domain, zone.identifier))), gap)


def look_up(inventory: Inventory, zone: Zone, name: str, family: int | None) -> Records | None:
    """What the zone answers for the name; None where its records can't be read."""
    body = _records_of(inventory, zone.identifier)
    if body is None or body.get("IsTruncated") is True or body.get("NextRecordName"):
        return None
    by_name: dict[str, list[Body]] = {}
    for each in records(body, "ResourceRecordSets"):
        by_name.setdefault(normal(text(each, "Name")), []).append(each)
    above = list(parents(name, zone.domain))
    if any(_is(each, {"NS"}) for parent in (name, *above) if parent != zone.domain for each in by_name.get(parent, ())):
        return Records(delegated=True)
    return Records(tuple(each for each in _matching(by_name, name, above) if _is(each, _TYPES[family])))


def _matching(by_name: dict[str, list[Body]], name: str, above: list[str]) -> list[Body]:
    """The records of the name, else of the wildcard at the nearest domain above it that exists (RFC 4592)."""
    exists = {parent for owner in by_name for parent in (owner, *parents(owner, ""))}
    if name in exists:
        return by_name.get(name, [])
    nearest = next((parent for parent in above if parent in exists), above[-1] if above else "")
    return by_name.get(f"*.{nearest}", [])


def _is(body: Body, types: set[str]) -> bool:
    return text(body, "Type").upper() in types


def _bare(identifier: str) -> str:
    return identifier.rpartition("/")[2]


def _records_of(inventory: Inventory, identifier: str) -> Body | None:
    plain = reply_for(inventory, RECORDS, identifier)
    return plain if plain is not None else reply_for(inventory, RECORDS, f"/hostedzone/{identifier}")


def _apex(inventory: Inventory, identifier: str) -> str | None:
    """The zone's own name, by its SOA record."""
    body = _records_of(inventory, identifier)
    starts = [normal(text(each, "Name")) for each in records(body, "ResourceRecordSets") if _is(each, {"SOA"})]
    return next(iter(starts), None)
