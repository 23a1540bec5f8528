"""What a private hosted zone's records answer: an alias to an endpoint, another name, addresses, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import ip_address

from gatewise.analysis.dns_expectation.domains import normal, within
from gatewise.analysis.dns_expectation.endpoints import endpoints
from gatewise.analysis.dns_expectation.expectation import Answer, Decider, Outcome, Reason, unreadable
from gatewise.analysis.dns_expectation.public import public_answer
from gatewise.analysis.dns_expectation.sources import CREATE_API, ZONES
from gatewise.analysis.dns_expectation.zones import RECORDS, Zone, look_up
from gatewise.analysis.host_name import read_host
from gatewise.analysis.reachability.inventory import Body, Inventory
from gatewise.analysis.shapes import record, records, text

_SHADOW = "dns-phz-shadow"


@dataclass(frozen=True, slots=True)
class Chase:
    """What a zone's records are read with."""

    inventory: Inventory
    family: int | None
    ask: Callable[[str], Answer]
    """Asks the VPC's resolver for another name."""


def of_zone(chase: Chase, zone: Zone, name: str) -> Answer:
    """What the zone answers for the name."""
    held = look_up(chase.inventory, zone, name, chase.family)
    if held is None:
        return unreadable(f"{RECORDS} for {zone.identifier}", ZONES, matters="its zone holds the name")
    if held.delegated:
        return unreadable(f"the servers that {zone.identifier} delegates to", ZONES, matters="they hold the name")
    if not held.found:
        sentence = f"Zone {zone.domain} ({zone.identifier}) holds the name and has no record for it."
        reason = Reason(Decider.PRIVATE_ZONE, zone.identifier, sentence, ZONES, _SHADOW)
        hint = f"Add a record for {name} that leads to the endpoint, or take the zone away from the VPC."
        return Answer(Outcome.NXDOMAIN, reason, hint)
    answers = [_of_record(chase, zone, body) for body in held.found]
    if len({(answer.outcome, answer.endpoint) for answer in answers}) > 1:
        what = f"which of the records in {zone.identifier} answers"
        return unreadable(what, ZONES, matters="they lead to different places")
    known = [answer.addresses for answer in answers if answer.addresses is not None]
    merged = tuple(sorted({address for each in known for address in each})) if len(known) == len(answers) else None
    return replace(answers[0], addresses=merged)


def _of_record(chase: Chase, zone: Zone, body: Body) -> Answer:
    target = normal(text(record(body, "AliasTarget"), "DNSName"))
    values = [text(each, "Value") for each in records(body, "ResourceRecords")]
    if target:
        return _led(chase, zone, target, alias=True)
    if text(body, "Type").upper() == "CNAME":
        return _led(chase, zone, normal(values[0]), alias=False) if values else _open(zone, "an empty record")
    return _of_addresses(chase, zone, values)


def _led(chase: Chase, zone: Zone, target: str, *, alias: bool) -> Answer:
    host = read_host(target)
    if host.form == "endpoint_name" and alias:
        answer = public_answer(chase.inventory, host, chase.family, "")
    elif alias and not within(target, zone.domain):
        return _open(zone, target)
    else:
        answer = chase.ask(target)
        if host.form == "custom_domain" and answer.reason.decider is Decider.PUBLIC_DNS:
            return _open(zone, target)
    if answer.outcome is Outcome.UNKNOWN:
        return answer
    sentence = f"Zone {zone.domain} ({zone.identifier}) leads the name to {target}."
    reason = Reason(Decider.PRIVATE_ZONE, zone.identifier, sentence, CREATE_API, "" if answer.reaches else _SHADOW)
    if answer.reaches:
        hint = f"The zone leads the name to endpoint {answer.endpoint}; nothing is wrong with DNS."
        return replace(answer, reason=reason, hint=hint)
    # An alias whose target has no record is answered without one; the name itself exists.
    outcome = Outcome.NXDOMAIN_OR_NONE if answer.outcome is Outcome.NXDOMAIN else answer.outcome
    return replace(answer, outcome=outcome, reason=reason, hint=f"Make the record lead to the endpoint: {answer.hint}")


def _of_addresses(chase: Chase, zone: Zone, values: list[str]) -> Answer:
    try:
        addresses = {str(ip_address(value)) for value in values}
    except ValueError:
        return _open(zone, "a value that is no address")
    sentence = f"Zone {zone.domain} ({zone.identifier}) answers the name with {', '.join(sorted(addresses))}."
    if any(ip_address(each).is_global for each in addresses):
        reason = Reason(Decider.PRIVATE_ZONE, zone.identifier, sentence, ZONES, _SHADOW)
        hint = "Make the record an alias to the endpoint; this address is a public one."
        return Answer(Outcome.PUBLIC_OR_NONE, reason, hint, tuple(sorted(addresses)))
    for endpoint in endpoints(chase.inventory):
        if endpoint.available and addresses and addresses <= set(endpoint.addresses(chase.inventory) or ()):
            reason = Reason(Decider.PRIVATE_ZONE, zone.identifier, sentence, ZONES)
            hint = f"The addresses are those of endpoint {endpoint.identifier}; an alias to it would follow changes."
            found = tuple(sorted(addresses))
            return Answer(Outcome.ENDPOINT_PRIVATE_IPS, reason, hint, found, endpoint.identifier, endpoint.region)
    return _open(zone, ", ".join(sorted(addresses)) or "an empty record")


def _open(zone: Zone, target: str) -> Answer:
    sentence = f"Zone {zone.domain} ({zone.identifier}) leads the name to {target}, which is no endpoint that is known."
    reason = Reason(Decider.PRIVATE_ZONE, zone.identifier, sentence, ZONES, _SHADOW)
    hint = f"Check what stands at {target}: the endpoint, a load balancer in front of it, or something that is gone."
    return Answer(Outcome.UNKNOWN, reason, hint)
