"""Whether the endpoint is associated with the domain name: `get_domain_name_access_associations`.

Whoever owns the endpoint makes the association, and the owner of the domain name may reject it, which CloudTrail keeps:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-associations.html
"""

from gatewise.analysis.custom_domain import DomainId, domain_in, of_domain
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, records, text
from gatewise.model import Evidence, Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._custom_domain import CURE, OTHERS_ASSOCIATIONS, OWN_ASSOCIATIONS, domain_of
from gatewise.probes._endpoint import endpoint_call, endpoint_in
from gatewise.probes._readings import evidence, for_a_person, not_known, told, untold

ANSWERS = ("associated", "missing", "rejected")
NEEDS = ("vpce_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = (
    "apigateway.get_domain_name_access_associations",
    "cloudtrail.lookup_events",
    "ec2.describe_vpc_endpoints",
)

_REJECTED = "RejectDomainNameAccessAssociation"
_REJECTIONS = AwsCall.to(
    "cloudtrail", "lookup_events", LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": _REJECTED}]
)


def probe(facts: Facts) -> Probing:
    """Look for the association among those of both accounts."""
    wanted, vpce_id = domain_of(facts), one(facts, "vpce_id")
    if not wanted.name:
        return untold(not_known("The custom domain name is not known.", CURE))
    own, others, endpoint = yield from ask_all((OWN_ASSOCIATIONS, OTHERS_ASSOCIATIONS, endpoint_call(vpce_id)))
    fitting = [*_fitting(own, wanted, vpce_id), *_fitting(others, wanted, vpce_id)]
    if fitting:
        arn = text(fitting[0], "domainNameAccessAssociationArn")
        return told("associated", evidence(f"{vpce_id} is associated with {wanted.name}.", arn))
    if isinstance(own, NotSeen):
        return untold(own)
    if not wanted.identifier:
        return untold(not_known("Which domain name it is, with its id, is not known.", CURE))
    none = evidence(f"{vpce_id} is associated with no domain name {_said(wanted)}.")
    if isinstance(endpoint_in(endpoint, vpce_id), NotSeen) and (isinstance(others, NotSeen) or not _is_ours(facts)):
        cure = f"Ask the owner of {vpce_id} to run the command."
        return untold(for_a_person("The endpoint is another account's, and only its owner sees this.", cure), none)
    return (yield from _gone(wanted, vpce_id, none))


def _is_ours(facts: Facts) -> bool:
    """Whether the domain name belongs to the API's account, which then sees the associations of others."""
    account = one(facts, "domain_account")
    return bool(account) and account == one(facts, "account_id")


def _fitting(seen: Seen, wanted: DomainId, vpce_id: str) -> tuple[Record, ...]:
    found = of_domain(seen.data, wanted.name, vpce_id) if isinstance(seen, Reply) else ()
    return tuple(each for each in found if _is(text(each, "domainNameArn"), wanted))


def _is(arn: str, wanted: DomainId) -> bool:
    found = domain_in(arn)
    return found is not None and wanted.identifier in {"", found.identifier}


def _gone(wanted: DomainId, vpce_id: str, none: Evidence) -> Asking[Reading]:
    """There is none: CloudTrail may hold that it was rejected."""
    seen = yield from ask(_REJECTIONS)
    if isinstance(seen, NotSeen):
        not_read = evidence("Whether one was rejected could not be read in CloudTrail.", seen.detail)
        return told("missing", none, not_read)
    for event in records(seen.data, "Events"):
        said = text(event, "CloudTrailEvent").replace("\\", "")
        domain = domain_in(said)
        if vpce_id in said and domain is not None and domain.name == wanted.name:
            at = f"{text(event, 'Username') or 'Somebody'} rejected it on {text(event, 'EventTime')}."
            return told("rejected", none, evidence(at))
    return told("missing", none, evidence("CloudTrail holds no rejection of it in the last 90 days."))


def _said(wanted: DomainId) -> str:
    return f"{wanted.name}+{wanted.identifier}" if wanted.identifier else wanted.name
