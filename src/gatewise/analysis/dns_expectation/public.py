"""What public DNS answers: the names that a client gets when nothing private stands in the way."""

from gatewise.analysis.dns_expectation.apis import API, associated
from gatewise.analysis.dns_expectation.endpoints import ENDPOINTS, Endpoint, endpoints
from gatewise.analysis.dns_expectation.expectation import Answer, Decider, Outcome, Reason, unreadable
from gatewise.analysis.dns_expectation.sources import (
    CREATE_API,
    CUSTOM_DOMAINS,
    ENDPOINT,
    ENDPOINT_STATES,
    INVOKE,
    PEERING,
    VPC_DNS,
    ZONES,
)
from gatewise.analysis.host_name import HostName
from gatewise.analysis.reachability.inventory import Inventory


def public_answer(inventory: Inventory, host: HostName, family: int | None, vpc: str) -> Answer:
    """What public DNS answers to a client in the VPC, or outside every VPC."""
    match host.form:
        case "endpoint_name":
            return _of_endpoint(inventory, host, family)
        case "alias" if not host.mistake:
            return _of_alias(inventory, host, family)
        case "custom_domain":
            sentence = f"No private hosted zone that the client sees has {host.name}."
            reason = Reason(Decider.PUBLIC_DNS, host.name, sentence, CUSTOM_DOMAINS, "dom-dns-missing")
            hint = (
                f"Create a private hosted zone for {host.name} with an alias to the endpoint, and associate it "
                "with the client's VPC."
            )
            return Answer(Outcome.PUBLIC_OR_NONE, reason, hint)
        case _:
            return Answer(Outcome.PUBLIC_OR_NONE, *_why_not_private(inventory, host, vpc))


def reaching(inventory: Inventory, endpoint: Endpoint, reason: Reason, family: int | None, zone: str = "") -> Answer:
    """The endpoint's addresses, if it is in a state to have any."""
    if endpoint.available is None:
        what = f"the state of endpoint {endpoint.identifier}"
        return unreadable(what, ENDPOINT_STATES, matters="it may not answer yet, or no longer")
    if not endpoint.available or not endpoint.has_interfaces():
        sentence = f"Endpoint {endpoint.identifier} has no interface to answer with."
        gone = Reason(reason.decider, endpoint.identifier, sentence, ENDPOINT_STATES, "vpce-state-not-available")
        return Answer(Outcome.NXDOMAIN_OR_NONE, gone, f"Create endpoint {endpoint.identifier} anew.")
    if not endpoint.families(family):
        sentence = f"Endpoint {endpoint.identifier} has no records of this address family."
        other = Reason(reason.decider, endpoint.identifier, sentence, ENDPOINT)
        hint = "Ask for the other address family, or change the endpoint's DNS record type."
        return Answer(Outcome.NXDOMAIN_OR_NONE, other, hint)
    return Answer(
        Outcome.ENDPOINT_PRIVATE_IPS,
        reason,
        f"The name leads to endpoint {endpoint.identifier}; nothing is wrong with DNS.",
        endpoint.addresses(inventory, family, zone),
        endpoint.identifier,
        endpoint.region,
    )


def _of_endpoint(inventory: Inventory, host: HostName, family: int | None) -> Answer:
    if inventory.failed(ENDPOINTS):
        return unreadable(ENDPOINTS, ENDPOINT, matters="the name belongs to an endpoint")
    endpoint = next((each for each in endpoints(inventory) if each.identifier == host.vpce_id), None)
    if endpoint is None:
        what = f"endpoint {host.vpce_id or host.name}"
        return unreadable(what, ENDPOINT, matters="it may be in another account, Region or shared VPC")
    if endpoint.names and host.name not in endpoint.names:
        sentence = f"Endpoint {endpoint.identifier} has no name {host.name}."
        cause = "vpce-no-eni-or-single-az" if _zone(host, endpoint) else ""
        reason = Reason(Decider.PUBLIC_DNS, endpoint.identifier, sentence, ENDPOINT, cause)
        hint = f"Use a name that the endpoint has: {endpoint.names[0]}. A zone without a subnet has none."
        return Answer(Outcome.NXDOMAIN, reason, hint)
    if not endpoint.names:
        return unreadable(f"the names of endpoint {endpoint.identifier}", ENDPOINT, matters="this may be none of them")
    sentence = "An endpoint's own names are public records with its private addresses."
    reason = Reason(Decider.PUBLIC_DNS, endpoint.identifier, sentence, ENDPOINT)
    answer = reaching(inventory, endpoint, reason, family, _zone(host, endpoint))
    if answer.outcome is not Outcome.ENDPOINT_PRIVATE_IPS:
        return answer
    hint = (
        "Send the API's host name in the Host header, or its id in x-apigw-api-id; a resolver that filters private "
        "answers drops these records."
    )
    return Answer(answer.outcome, reason, hint, answer.addresses, answer.endpoint, answer.region)


def _zone(host: HostName, endpoint: Endpoint) -> str:
    """The Availability Zone in a zonal name: what follows the shorter, regional one."""
    label = host.name.partition(".")[0]
    regional = endpoint.names[0].partition(".")[0]
    return label.removeprefix(regional).removeprefix("-") if label.startswith(regional) else ""


def _of_alias(inventory: Inventory, host: HostName, family: int | None) -> Answer:
    has = associated(inventory, host.api_id, host.vpce_id)
    if has is None:
        return unreadable(f"{API} for {host.api_id}", CREATE_API, matters="only an associated endpoint has an alias")
    if not has:
        sentence = f"API {host.api_id} does not have endpoint {host.vpce_id} associated, so it has no alias for it."
        reason = Reason(Decider.PUBLIC_DNS, host.api_id, sentence, CREATE_API, "dns-alias-not-associated")
        hint = f"Associate {host.vpce_id} with the API, allow it in the resource policy, and deploy the API again."
        return Answer(Outcome.NXDOMAIN_OR_NONE, reason, hint)
    reason = Reason(Decider.PUBLIC_DNS, host.vpce_id, "The API's alias for this endpoint is a public record.", INVOKE)
    endpoint = next((each for each in endpoints(inventory) if each.identifier == host.vpce_id), None)
    if endpoint is not None:
        return reaching(inventory, endpoint, reason, family)
    if inventory.failed(ENDPOINTS):
        return unreadable(ENDPOINTS, ENDPOINT, matters="the alias leads to an endpoint whose state is not known")
    what = f"endpoint {host.vpce_id}"
    return unreadable(what, ENDPOINT, matters="it may be in another account, Region or shared VPC, or gone")


def _why_not_private(inventory: Inventory, host: HostName, vpc: str) -> tuple[Reason, str]:
    """Why nothing private answers the default name."""
    if host.mistake:
        hint = f"Use {host.expected}." if host.expected else "Correct the name."
        return Reason(Decider.PUBLIC_DNS, host.name, host.mistake, INVOKE, "url-wrong-suffix-or-region"), hint
    ways = (
        "Use the endpoint's own name with a Host header, the API's alias, or a private hosted zone for the name "
        "with an alias to the endpoint."
    )
    every = endpoints(inventory)
    here = [each for each in every if each.vpc == vpc and each.available is not False]
    right = [each for each in here if each.region == host.region]
    elsewhere = [each for each in every if each.region == host.region and each.available is not False]
    if right:
        sentence = f"Private DNS is off for endpoint {right[0].identifier}, so only public DNS has the name."
        slug, component = "dns-private-dns-off-default-url", right[0].identifier
        return Reason(Decider.PUBLIC_DNS, component, sentence, VPC_DNS, slug), f"Turn private DNS on. Or: {ways}"
    if here:
        sentence = (
            f"Endpoint {here[0].identifier} serves {here[0].region}; its zone does not hold names of {host.region}."
        )
        reason = Reason(Decider.PUBLIC_DNS, here[0].identifier, sentence, CREATE_API, "vpce-wrong-region")
        return reason, f"Reach an endpoint in {host.region}, by peering or a transit gateway, or call the API there."
    if elsewhere:
        sentence = (
            f"The private DNS of endpoint {elsewhere[0].identifier} holds only in its own VPC {elsewhere[0].vpc}."
        )
        slug, component = "dns-consumer-vpc-without-private-dns", elsewhere[0].identifier
        return Reason(Decider.PUBLIC_DNS, component, sentence, PEERING, slug), ways
    sentence = f"No endpoint for execute-api in {host.region} is known, and no private zone has the name."
    return Reason(Decider.PUBLIC_DNS, host.name, sentence, ZONES, "vpce-missing"), "Create an interface endpoint."
