"""Whether the URL's name resolves, on the client, to the endpoint's addresses; compared as sets.

The endpoint's own name is asked too: its record is public and answers with the private addresses from everywhere.
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
"""

import ipaddress

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import records, text, texts
from gatewise.analysis.symptom import SHOWN_BY_THE_API, symptom_for
from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading, Reply
from gatewise.observation import DnsQuery
from gatewise.probes import Probing, Seen
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._client import interface_addresses, interfaces_at, is_public
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("match", "public", "no_name", "different")
NEEDS = ("host",)
ESTABLISHES = {
    "match": ("dns",),
    "public": ("dns", "resolved_addresses"),
    "no_name": ("dns",),
    "different": ("dns", "resolved_addresses"),
}
CALLS = ("ec2.describe_network_interfaces",)


def probe(facts: Facts) -> Probing:
    """Look the name up, and the endpoint's beside it."""
    pinned = one(facts, "connect_address")
    if pinned:
        shown = evidence(f"The client is told to connect to {pinned}, whatever the name resolves to.", seen_from=CLIENT)
        return (yield from _compared(facts, (pinned,), several(facts, "endpoint_addresses"), (shown,)))
    host, endpoint_name = one(facts, "host"), one(facts, "endpoint_dns_name")
    known = several(facts, "endpoint_addresses")
    record_types = ("A", "AAAA") if any(":" in address for address in known) else ("A",)
    queries = [DnsQuery(host, "AAAA" if kind == "AAAA" else "A") for kind in record_types]
    beside = [DnsQuery(endpoint_name)] if endpoint_name and endpoint_name != host else []
    seen = yield from ask_all([*queries, *beside])
    own, other = seen[: len(queries)], seen[len(queries) :]
    asked = zip([*queries, *beside], seen, strict=True)
    looks = tuple(_look(query.name, reply) for query, reply in asked if isinstance(reply, Reply))
    missing = next((reply for reply in own if isinstance(reply, NotSeen)), None)
    if missing is not None:
        return _as_the_client_said(facts, missing, looks)
    found = _addresses(own)
    if not found:
        failed = [reply.meaning for reply in own if isinstance(reply, Reply)]
        if any(symptom_for(meaning) == "no_name" for meaning in failed):
            return told("no_name", *looks, dns="no_name")
        cure = "Run `dig` as shown, and paste everything it prints."
        return untold(ambiguous("The lookup shows no addresses to compare.", cure), *looks)
    return (yield from _compared(facts, found, known or _addresses(other), looks))


def _compared(
    facts: Facts, found: tuple[str, ...], known: tuple[str, ...], looks: tuple[Evidence, ...]
) -> Asking[Reading]:
    wanted = {_canonical(address) for address in known}
    listed = evidence(f"The endpoint has {', '.join(known) or 'addresses that are not known'}.")
    if wanted and {_canonical(address) for address in found} <= wanted:
        return told("match", *looks, listed, dns="match", resolved_addresses=found)
    if all(is_public(address) for address in found):
        return told("public", *looks, listed, dns="public", resolved_addresses=found)
    if not wanted:
        why = not_known("The endpoint's addresses are not known.", "Say which endpoint it is: --vpce-id.")
        return untold(why, *looks, resolved_addresses=found)
    call = url_of(facts)
    if call is not None and call.form == "custom_domain":
        cure = "Look whether a load balancer has these addresses."
        why = ambiguous(f"{call.host} may lead to a load balancer in front of the endpoint.", cure)
        return untold(why, *looks, listed, resolved_addresses=found)
    elsewhere = yield from _other_endpoint(found, several(facts, "endpoint_interfaces"))
    if elsewhere:
        why = ambiguous(f"The name leads to another endpoint: {elsewhere}.", "Diagnose that one: --vpce-id.")
        return untold(why, *looks, listed, resolved_addresses=found)
    return told("different", *looks, listed, dns="different", resolved_addresses=found)


def _other_endpoint(found: tuple[str, ...], own: tuple[str, ...]) -> Asking[str]:
    """What AWS says of another endpoint's interface that has one of these addresses; empty if there is none."""
    seen = yield from ask(interfaces_at(found))
    for entry in records(seen.data, "NetworkInterfaces") if isinstance(seen, Reply) else ():
        of_endpoint = text(entry, "InterfaceType") == "vpc_endpoint" and text(entry, "NetworkInterfaceId") not in own
        if of_endpoint and set(interface_addresses(entry)) & set(found):
            return f"{text(entry, 'Description')} ({text(entry, 'NetworkInterfaceId')})"
    return ""


def _as_the_client_said(facts: Facts, missing: NotSeen, looks: tuple[Evidence, ...]) -> Reading:
    """Nobody can look now; the client's own error may have told."""
    symptom = one(facts, "symptom")
    if symptom == "no_name":
        shown = evidence(f"The client's error says that {one(facts, 'host')} does not resolve.", seen_from=CLIENT)
        return told("no_name", shown, dns="no_name")
    if symptom in SHOWN_BY_THE_API:
        shown = evidence("API Gateway answered for this API, so the name leads to an endpoint.", seen_from=CLIENT)
        return told("match", shown, dns="match")
    return untold(missing, *looks)


def _look(name: str, reply: Reply) -> Evidence:
    found = ", ".join(_addresses((reply,)))
    return evidence(f"{name}: {reply.meaning}{f' {found}' if found else ''}.", seen_from=reply.seen_from)


def _addresses(seen: tuple[Seen, ...]) -> tuple[str, ...]:
    listed = [address for reply in seen if isinstance(reply, Reply) for address in texts(reply.data, "addresses")]
    return tuple(dict.fromkeys(listed))


def _canonical(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return address
