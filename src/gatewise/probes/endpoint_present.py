"""Which interface VPC endpoint for execute-api the call goes through: `describe_vpc_endpoints`.

An empty list is not proof: endpoints of another account, or in shared subnets, can't be described.
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import Record, records, text
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import Fact, Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall, DnsQuery
from gatewise.probes import Probing, Seen
from gatewise.probes import _client as client_lookup
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import Asking, ask, ask_all, together, without_a_place
from gatewise.probes._client import Client, find_client
from gatewise.probes._endpoint import (
    SERVICE,
    endpoint_call,
    endpoint_facts,
    in_two_zones,
    service_name,
    service_region,
    subnets_call,
)
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("present", "missing", "wrong_service", "wrong_region", "not_visible")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = {
    "present": ("vpce_id", "vpc_id"),
    "missing": (),
    "wrong_service": ("endpoint_service",),
    "wrong_region": ("endpoint_region",),
    "not_visible": (),
}
CALLS = ("ec2.describe_vpc_endpoints", "ec2.describe_vpc_endpoint_services", *client_lookup.CALLS)

_WELL_FORMED = re.compile(r"vpce-([0-9a-f]{17}|[0-9a-f]{8})")
_TO_BE_MADE = frozenset({"missing", "wrong_service", "wrong_region"})
_GONE = frozenset({"deleted", "deleting"})


def probe(facts: Facts) -> Probing:
    """Take the endpoint that was named, else choose among those there are.

    Where one has to be made, and its service's name does not follow from the Region, the name is looked up.
    """
    reading = yield from _read(facts)
    if reading.answer in _TO_BE_MADE:
        named = yield from service_name(facts)
        return replace(reading, facts=MappingProxyType({**reading.facts, **named}))
    return reading


def _read(facts: Facts) -> Asking[Reading]:
    call = url_of(facts)
    if call and call.form == "endpoint_name" and call.routed and call.routed.region not in {"", call.target.region}:
        shown = evidence(f"{call.host} is an endpoint in {call.target.region}; the API is in {call.routed.region}.")
        return told("wrong_region", shown, endpoint_region=call.target.region)
    vpce_id = one(facts, "vpce_id")
    if vpce_id:
        seen = yield from ask(endpoint_call(vpce_id))
        return _named(facts, vpce_id, seen)
    client, seen = yield from together(find_client(facts), ask(AwsCall.to("ec2", "describe_vpc_endpoints")))
    if isinstance(seen, NotSeen):
        return untold(seen, **client.facts())
    listed = [entry for entry in records(seen.data, "VpcEndpoints") if text(entry, "State").lower() not in _GONE]
    fitting = [entry for entry in listed if text(entry, "ServiceName").endswith(SERVICE)]
    if not fitting:
        return (yield from _none(facts, listed, client))
    chosen = _chosen(fitting, facts, client)
    if chosen is None:
        ids = ", ".join(f"{text(entry, 'VpcEndpointId')} in {text(entry, 'VpcId')}" for entry in fitting)
        why = ambiguous("Several endpoints fit, and nothing says which one is meant.", "Say which: --vpce-id.")
        return untold(why, evidence(f"Endpoints for execute-api: {ids}."), **client.facts())
    return _found(facts, chosen, client)


def _named(facts: Facts, vpce_id: str, seen: Seen) -> Reading:
    if isinstance(seen, NotSeen):
        return untold(seen)
    found = next(
        (entry for entry in records(seen.data, "VpcEndpoints") if text(entry, "VpcEndpointId") == vpce_id), None
    )
    if found is not None:
        return _found(facts, found, Client())
    if _WELL_FORMED.fullmatch(vpce_id):
        shown = evidence(f"{vpce_id} is not an endpoint that this account can see in this Region.")
        return told("not_visible", shown)
    return untold(without_a_place(seen))


def _found(facts: Facts, endpoint: Record, client: Client) -> Reading:
    vpce_id, service = text(endpoint, "VpcEndpointId"), text(endpoint, "ServiceName")
    if not service.endswith(SERVICE):
        shown = evidence(f"{vpce_id} is an endpoint for {service}, not for execute-api.")
        return told("wrong_service", shown, **_as_the_other(endpoint, service))
    region, wanted = service_region(endpoint), one(facts, "region")
    if region and wanted and region != wanted:
        shown = evidence(f"{vpce_id} is an endpoint for {service} in {region}; the API is in {wanted}.")
        return told("wrong_region", shown, endpoint_region=region, vpc_id=text(endpoint, "VpcId"))
    shown = evidence(f"{vpce_id} for {service} is in {text(endpoint, 'VpcId')}.")
    return told("present", shown, **{**client.facts(), **endpoint_facts(endpoint)})


def _chosen(fitting: Sequence[Record], facts: Facts, client: Client) -> Record | None:
    """The one in the client's VPC, else the one the API is associated with, else the only one.

    Of several in one place, it is the only one that is available.
    """
    associated = several(facts, "api_vpce_ids")
    vpc_id = client.vpc_id or one(facts, "vpc_id")
    for narrowed in (
        [entry for entry in fitting if vpc_id and text(entry, "VpcId") == vpc_id],
        [entry for entry in fitting if text(entry, "VpcEndpointId") in associated],
        fitting,
    ):
        available = [entry for entry in narrowed if text(entry, "State").lower() == "available"]
        left = narrowed if len(narrowed) == 1 else available
        if len(left) == 1:
            return left[0]
    return None


def _none(facts: Facts, listed: Sequence[Record], client: Client) -> Asking[Reading]:
    empty = evidence("This account has no endpoint for execute-api in this Region.")
    if one(facts, "symptom") in SHOWN_BY_THE_API:
        answered = evidence("API Gateway answered for this API, so an endpoint is there; another account owns it.")
        return told("not_visible", empty, answered, **client.facts())
    if one(facts, "host"):
        looked = yield from ask(DnsQuery(one(facts, "host")))
        if isinstance(looked, Reply) and looked.meaning == "dns.private":
            addresses = looked.data.get("addresses")
            named = ", ".join(str(address) for address in addresses) if isinstance(addresses, list) else ""
            resolved = evidence(f"{one(facts, 'host')} resolves to {named}.", seen_from=looked.seen_from)
            return told("not_visible", empty, resolved, **client.facts())
    taken_for_it = [entry for entry in listed if text(entry, "ServiceName").endswith(".apigateway")]
    own = [entry for entry in taken_for_it if text(entry, "VpcId") == client.vpc_id] or taken_for_it
    if own and (not client.vpc_id or text(own[0], "VpcId") == client.vpc_id):
        service = text(own[0], "ServiceName")
        shown = evidence(f"{text(own[0], 'VpcEndpointId')} is an endpoint for {service}, which manages APIs.")
        return told("wrong_service", empty, shown, **{**client.facts(), **_as_the_other(own[0], service)})
    seen = yield from ask_all([subnets_call(client.vpc_id)] if client.vpc_id else [])
    subnets = [entry for reply in seen if isinstance(reply, Reply) for entry in records(reply.data, "Subnets")]
    place: dict[str, Fact] = {
        "vpc_id": client.vpc_id,
        "new_endpoint_subnets": in_two_zones(subnets, client.vpc_id, client.subnet),
        "client_security_group": "".join(client.groups[:1]),
    }
    return told("missing", empty, **{**client.facts(), **place})


def _as_the_other(endpoint: Record, service: str) -> dict[str, Fact]:
    """Where an endpoint for another service stands: the right one may stand beside it."""
    known = endpoint_facts(endpoint)
    kept = ("vpc_id", "endpoint_subnets", "endpoint_security_groups")
    return {**{name: known[name] for name in kept}, "endpoint_service": service}
