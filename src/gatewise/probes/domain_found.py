"""Which custom domain name the call is for: `get_domain_names`, and the CNAME record of its name.

A public one whose name is a CNAME of its target is taken over by an endpoint's private DNS, because the target's name
ends like those of APIs: https://repost.aws/knowledge-center/api-gateway-vpc-connections,
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
"""

from gatewise.accounts import Side
from gatewise.analysis.custom_domain import DomainId, is_public_target, of_domain
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, records, text, texts
from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall, DnsQuery
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._custom_domain import (
    CURE,
    LIST_OWN,
    LIST_SHARED,
    OTHERS_ASSOCIATIONS,
    OWN_ASSOCIATIONS,
    Listed,
    account_in,
    chosen,
    domain_facts,
    domain_of,
    listed,
    types_of,
)
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("private", "public", "public_by_cname", "not_there")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "private": ("domain_name", "domain_name_id", "domain_name_arn", "domain_arn"),
    "public": ("domain_name",),
    "public_by_cname": ("domain_name",),
    "not_there": ("domain_name",),
}
CALLS = (
    "apigateway.get_domain_name_access_associations",
    "apigateway.get_domain_names",
    "sts.get_caller_identity",
)


def probe(facts: Facts) -> Probing:
    """Look the name up among this account's domain names, those shared with it, and in DNS."""
    wanted = domain_of(facts)
    if not wanted.name:
        return untold(not_known("The custom domain name is not known.", CURE))
    own, shared, alias = yield from ask_all((LIST_OWN, LIST_SHARED, DnsQuery(wanted.name, "CNAME")))
    found = listed(wanted.name, own, shared)
    if len(found.private) > 1 and not wanted.identifier and one(facts, "vpce_id"):
        wanted = yield from _associated(wanted, one(facts, "vpce_id"))
    if found.private:
        return (yield from _private(found, wanted, shared))
    targets = texts(alias.data, "aliases") if isinstance(alias, Reply) else ()
    leads = tuple(evidence(f"{wanted.name} is a CNAME of {target}.", seen_from=CLIENT) for target in targets)
    if any(map(is_public_target, targets)):
        return told("public_by_cname", *map(_as_public, found.public), *leads, domain_name=wanted.name)
    if found.public:
        return _public(found.public, facts, wanted.name, alias, leads)
    if found.not_read is not None:
        return untold(found.not_read, *leads, domain_name=wanted.name)
    none = f"Neither this account nor one that shares with it has a custom domain name {wanted.name}."
    return told("not_there", evidence(none), *leads, domain_name=wanted.name)


def _associated(wanted: DomainId, vpce_id: str) -> Asking[DomainId]:
    """Of several of one name, the one that the endpoint is associated with."""
    seen = yield from ask_all((OWN_ASSOCIATIONS, OTHERS_ASSOCIATIONS))
    arns = {
        text(each, "domainNameArn")
        for reply in seen
        if isinstance(reply, Reply)
        for each in of_domain(reply.data, wanted.name, vpce_id)
    }
    return DomainId(wanted.name, next(iter(arns)).rpartition("+")[2]) if len(arns) == 1 else wanted


def _private(found: Listed, wanted: DomainId, shared: Seen) -> Asking[Reading]:
    domain = chosen(found, wanted)
    if isinstance(domain, NotSeen):
        return untold(domain, domain_name=wanted.name)
    arn = text(domain, "domainNameArn")
    shown = evidence(f"{wanted.name} is a private custom domain name, {arn}.")
    if not arn or not text(domain, "domainNameId"):
        return untold(ambiguous(f"AWS does not say the id of {wanted.name}.", CURE), shown, domain_name=wanted.name)
    if isinstance(shared, Reply) and all(text(each, "domainNameArn") != arn for each in records(shared.data, "items")):
        # Not shared with the endpoint's account; that matters where the account is another one.
        caller = yield from ask(AwsCall.to("sts", "get_caller_identity").of(Side.ENDPOINT))
        account = text(caller.data, "Account") if isinstance(caller, Reply) else ""
        if account and account != account_in(arn):
            unseen = evidence(f"Account {account}, which has the endpoint, does not see it.")
            return told("not_there", shown, unseen, **domain_facts(domain))
    return told("private", shown, **domain_facts(domain))


def _public(public: tuple[Record, ...], facts: Facts, name: str, alias: Seen, leads: tuple[Evidence, ...]) -> Reading:
    shown = (*map(_as_public, public), *leads)
    if isinstance(alias, NotSeen):
        return untold(alias, *shown, domain_name=name)
    if one(facts, "dns") != "match":
        cure = f"Run `dig {name}` on the client: do the addresses belong to the endpoint?"
        why = ambiguous(f"{name} is public, and nobody has seen that the call goes through the endpoint.", cure)
        return untold(why, *shown, domain_name=name)
    through = evidence(f"On the client, {name} leads to the endpoint.", seen_from=CLIENT)
    return told("public", *shown, through, domain_name=name)


def _as_public(domain: Record) -> Evidence:
    target = text(domain, "regionalDomainName") or text(domain, "distributionDomainName")
    return evidence(
        f"{text(domain, 'domainName')} is a custom domain name of type {', '.join(types_of(domain))}.", target
    )
