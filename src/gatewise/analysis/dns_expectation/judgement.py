"""What each form of an API's name should resolve to from a client, and whether that is of use."""

from dataclasses import replace

from gatewise.analysis.dns_expectation.apis import associated, domain_associated, private
from gatewise.analysis.dns_expectation.domains import normal
from gatewise.analysis.dns_expectation.endpoints import endpoints
from gatewise.analysis.dns_expectation.expectation import (
    Answer,
    Client,
    Decider,
    Expectation,
    Outcome,
    Reason,
    unreadable,
)
from gatewise.analysis.dns_expectation.inbound import ENDPOINTS, inbound_endpoints
from gatewise.analysis.dns_expectation.public import public_answer
from gatewise.analysis.dns_expectation.resolution import Resolvers
from gatewise.analysis.dns_expectation.sources import CREATE_API, CUSTOM_DOMAINS, INBOUND, INVOKE, PUBLIC_APIS, VPC_DNS
from gatewise.analysis.host_name import HostName, read_host
from gatewise.analysis.reachability.inventory import Inventory


def expected(name: str, client: Client, inventory: Inventory, family: int | None = None) -> Expectation:
    """What the name should resolve to from the client, for one address family (4, 6) or either."""
    host = read_host(normal(name))
    resolvers = Resolvers(inventory, family)
    if client.vpc:
        answer = resolvers.for_client(client.vpc, host.name)
    elif client.outside:
        answer = _on_premises(resolvers, host)
    else:
        answer = unreadable("the client's VPC", VPC_DNS, matters="each VPC has its own resolver")
    usable, spoiled = _usable(host, answer, inventory)
    hint = answer.hint
    reason = answer.reason
    if spoiled is not None:
        reason, hint = spoiled
    every = [each for each in endpoints(inventory) if host.region in ("", each.region)]
    known = {address for each in every for address in each.addresses(inventory) or ()}
    return Expectation(host, answer.outcome, usable, answer.addresses, tuple(sorted(known)), hint, reason)


def _on_premises(resolvers: Resolvers, host: HostName) -> Answer:
    anywhere = public_answer(resolvers.inventory, host, resolvers.family, "")
    # Whether an alias is public must be known before it matters who forwards it.
    if anywhere.reaches is not False or host.form == "endpoint_name":
        return anywhere
    inbound = inbound_endpoints(resolvers.inventory)
    if inbound is None:
        return unreadable(ENDPOINTS, INBOUND, matters="an on-premises resolver may forward the name to one")
    candidates = [(each, resolvers.of_vpc(each.vpc, host.name)) for each in inbound if each.operational is not False]
    for each, answer in candidates:
        if each.operational and answer.reaches:
            sentence = f"Inbound endpoint {each.identifier} asks the resolver of {each.vpc}, which has the name."
            reason = Reason(Decider.ON_PREMISES, each.identifier, sentence, INBOUND)
            domain = host.name.partition(".")[2]
            hint = f"Forward {domain} from the on-premises resolver to inbound endpoint {each.identifier}, port 53."
            outcome = Outcome.ENDPOINT_PRIVATE_IPS_IF_FORWARDED
            return replace(answer, outcome=outcome, reason=reason, hint=hint, leads_on=None)
    for each, answer in candidates:
        if answer.reaches is not False:
            what = f"what inbound endpoint {each.identifier} answers"
            return unreadable(what, INBOUND, matters=f"this is why: {answer.reason.sentence}")
    if anywhere.outcome is not Outcome.PUBLIC_OR_NONE or host.form != "default_name" or host.mistake:
        return anywhere
    sentence = "A VPC's resolver can't be asked from outside, and no inbound endpoint leads to one that has the name."
    reason = Reason(Decider.ON_PREMISES, host.name, sentence, INVOKE, "dns-onprem-no-inbound-endpoint")
    hint = (
        "Create an inbound Resolver endpoint in the endpoint's VPC and forward to it, or use the endpoint's own name."
    )
    return replace(anywhere, reason=reason, hint=hint)


def _usable(host: HostName, answer: Answer, inventory: Inventory) -> tuple[bool | None, tuple[Reason, str] | None]:
    """Whether the answer is of use for this form of name; and, where it is not, why and what would help."""
    if not answer.reaches:
        return answer.reaches, None
    match host.form:
        case "default_name":
            spoiled = _spoiled_default_name(host, answer, inventory)
            return spoiled is None, spoiled
        case "alias":
            return _alias_usable(host, answer, inventory)
        case "endpoint_name":
            return True, None
        case "custom_domain":
            return _custom_domain_usable(host, answer, inventory)


def _alias_usable(
    host: HostName, answer: Answer, inventory: Inventory
) -> tuple[bool | None, tuple[Reason, str] | None]:
    has = associated(inventory, host.api_id, host.vpce_id)
    if has is not False:
        return (None if has and answer.endpoint not in {"", host.vpce_id} else has), None
    sentence = f"API {host.api_id} does not have endpoint {host.vpce_id} associated, so the alias is refused."
    reason = Reason(answer.reason.decider, host.api_id, sentence, CREATE_API, "dns-alias-not-associated")
    return False, (reason, f"Associate {host.vpce_id} with the API and deploy the API again.")


def _custom_domain_usable(
    host: HostName, answer: Answer, inventory: Inventory
) -> tuple[bool | None, tuple[Reason, str] | None]:
    has = domain_associated(inventory, host.name, answer.endpoint)
    if has is not False:
        return has, None
    sentence = f"{host.name} has no access association with endpoint {answer.endpoint}."
    reason = Reason(answer.reason.decider, answer.endpoint, sentence, CUSTOM_DOMAINS, "dom-association-missing")
    return False, (reason, f"Create the association of {host.name} with {answer.endpoint}.")


def _spoiled_default_name(host: HostName, answer: Answer, inventory: Inventory) -> tuple[Reason, str] | None:
    """Why the endpoint's answer is of no use for this default name, and what would help; None if it is."""
    if host.name.startswith("d-"):
        slug, hint = (
            "dns-public-domain-cname-hijacked",
            "Publish the public custom domain as an alias record, not a CNAME.",
        )
        sentence = "The target of a public custom domain leads to the endpoint here, and no private API answers to it."
    elif host.mistake:
        slug, hint = "url-wrong-suffix-or-region", f"Use {host.expected or 'a name with an API id'}."
        sentence = host.mistake
    elif answer.region and host.region != answer.region:
        slug, hint = "vpce-wrong-region", f"Lead the name to an endpoint in {host.region}."
        sentence = f"Endpoint {answer.endpoint} serves {answer.region}, not {host.region}."
    elif private(inventory, host.api_id) is False:
        slug = "dns-public-api-hijacked"
        hint = "Give the public API a custom domain of its own for clients in this VPC."
        sentence = f"API {host.api_id} is public; here its name leads to endpoint {answer.endpoint}, which refuses it."
    else:
        return None
    return Reason(answer.reason.decider, host.name, sentence, PUBLIC_APIS, slug), hint
