"""Finds the private custom domain name that a call is for.

A private one has an id beside its name, because several may have one name. Its owner sees it among its own, and whoever
it is shared with among those of other accounts:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
"""

from dataclasses import dataclass

from gatewise.accounts import Side
from gatewise.analysis.custom_domain import DomainId, as_invoked, behind, domain_called, domain_in
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, records, text, texts
from gatewise.model import Fact, Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Seen
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all, without_a_place
from gatewise.probes._readings import ambiguous, not_known

LIST_OWN = AwsCall.to("apigateway", "get_domain_names", resourceOwner="SELF")
LIST_SHARED = AwsCall.to("apigateway", "get_domain_names", resourceOwner="OTHER_ACCOUNTS").of(Side.ENDPOINT)
"""Those that other accounts share with the endpoint's account."""
_ASSOCIATIONS = "get_domain_name_access_associations"
_MOST = 500
"""On one page; an account may have 100."""
OWN_ASSOCIATIONS = AwsCall.to("apigateway", _ASSOCIATIONS, limit=_MOST, resourceOwner="SELF").of(Side.ENDPOINT)
"""Those that the endpoint's account made."""
OTHERS_ASSOCIATIONS = AwsCall.to("apigateway", _ASSOCIATIONS, limit=_MOST, resourceOwner="OTHER_ACCOUNTS")
"""Those that other accounts made with the domain names of the API's account."""

CURE = "Say which domain name it is, with its id; `aws apigateway get-domain-names` lists both."


@dataclass(frozen=True, slots=True)
class Listed:
    """The custom domain names that have one name."""

    private: tuple[Record, ...]
    public: tuple[Record, ...]
    not_read: NotSeen | None = None
    """Why a list of them is missing; None where both were read."""


def domain_of(facts: Facts) -> DomainId:
    """The domain name of the call, by what is known, by the refusal or by the URL; its name is empty if it has none."""
    refused = domain_in(one(facts, "error_text"))
    called = domain_called(url_of(facts))
    name = (refused.name if refused else "") or called or one(facts, "domain_name")
    known = one(facts, "domain_name_id") if one(facts, "domain_name").lower() in {"", name.lower()} else ""
    return DomainId(name.lower(), (refused.identifier if refused else "") or known)


def listed(name: str, own: Seen, shared: Seen) -> Listed:
    """The domain names of this name, from the replies to `LIST_OWN` and `LIST_SHARED`."""
    by_arn: dict[str, Record] = {}
    for seen in (own, shared):
        for each in records(seen.data, "items") if isinstance(seen, Reply) else ():
            if text(each, "domainName").lower() == name.lower():
                by_arn.setdefault(text(each, "domainNameArn") or text(each, "domainNameId"), each)
    private = tuple(each for each in by_arn.values() if "PRIVATE" in types_of(each))
    public = tuple(each for each in by_arn.values() if types_of(each) and "PRIVATE" not in types_of(each))
    not_read = next((seen for seen in (own, shared) if isinstance(seen, NotSeen)), None)
    return Listed(private, public, not_read)


def types_of(domain: Record) -> tuple[str, ...]:
    """The endpoint types of a domain name."""
    return texts(record(domain, "endpointConfiguration"), "types")


def chosen(domains: Listed, wanted: DomainId) -> Record | NotSeen:
    """The private domain name meant, or why none can be taken."""
    by_id = [each for each in domains.private if text(each, "domainNameId") == wanted.identifier]
    fitting = by_id or domains.private
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(text(each, "domainNameId") for each in fitting)
        return ambiguous(f"Several private custom domain names are called {wanted.name}: {ids}.", CURE)
    if domains.not_read is not None:
        return domains.not_read
    return not_known(f"There is no private custom domain name {wanted.name} in sight.", CURE)


def domain_facts(domain: Record) -> dict[str, Fact]:
    """What a domain name establishes."""
    arn = text(domain, "domainNameArn")
    return {
        "domain_name": text(domain, "domainName"),
        **arn_facts(arn),
    }


def arn_facts(arn: str) -> dict[str, Fact]:
    """What a domain name's ARN establishes: how it is managed, how policies about calls know it, and whose it is."""
    return {
        "domain_name_id": arn.rpartition("+")[2] if "+" in arn else "",
        "domain_name_arn": arn,
        "domain_arn": as_invoked(arn),
        "domain_account": account_in(arn),
    }


def account_in(arn: str) -> str:
    """The account in a domain name's ARN; empty for a public one, whose ARN has none."""
    parts = arn.split(":")
    return parts[4] if len(parts) > 5 else ""  # noqa: PLR2004 - an ARN has six parts, the fifth is the account


def behind_domain(facts: Facts) -> Asking[dict[str, Fact] | NotSeen]:
    """The API, stage and path that a private custom domain name leads the call to; nothing for any other name.

    Nothing either where the API and its stage are known, or where the mappings lead to another API than the known one.
    """
    call, wanted, meant = url_of(facts), domain_of(facts), one(facts, "api_id")
    if call is None or not domain_called(call) or (meant and one(facts, "stage")):
        return {}
    own, shared = yield from ask_all((LIST_OWN, LIST_SHARED))
    domain = chosen(listed(wanted.name, own, shared), wanted)
    if isinstance(domain, NotSeen):
        return {} if meant else domain
    mappings = found((yield from ask(mappings_call(DomainId(wanted.name, text(domain, "domainNameId"))))))
    if isinstance(mappings, NotSeen):
        return {} if meant else mappings
    leads = behind(call.whole_path, records(mappings, "items"))
    if leads is None or not leads.stage:
        why = f"No mapping of {wanted.name} leads {call.whole_path} to a stage."
        return {} if meant else not_known(why, "Say which API it is: --api-id.")
    if meant not in {"", leads.api_id}:
        return {}
    return {**domain_facts(domain), "api_id": leads.api_id, "stage": leads.stage, "path": leads.path}


def domain_call(wanted: DomainId) -> AwsCall:
    """The call for one private domain name."""
    return AwsCall.to("apigateway", "get_domain_name", domainName=wanted.name, domainNameId=wanted.identifier)


def mappings_call(wanted: DomainId) -> AwsCall:
    """The call for its base path mappings."""
    return AwsCall.to("apigateway", "get_base_path_mappings", domainName=wanted.name, domainNameId=wanted.identifier)


def ask_domain(wanted: DomainId) -> Asking[Record | NotSeen]:
    """The private domain name itself, or why it is not known."""
    if not wanted.identifier:
        return not_known("The id of the custom domain name is not known.", CURE)
    return found((yield from ask(domain_call(wanted))))


def found(seen: Seen) -> Record | NotSeen:
    """What a reply holds; that AWS does not know it is no answer to the question."""
    if isinstance(seen, NotSeen):
        return seen
    return without_a_place(seen) if seen.meaning == NOT_FOUND else seen.data
