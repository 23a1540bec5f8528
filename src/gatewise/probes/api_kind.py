"""Which kind of API the id belongs to: `get_rest_api`, and `get_api` of HTTP and WebSocket APIs.

Only REST APIs can be private:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
"""

from dataclasses import replace
from types import MappingProxyType

from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, text, texts
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all
from gatewise.probes._custom_domain import behind_domain
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("private", "not_available", "public", "http_or_websocket", "not_found")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = {
    "private": (),
    "not_available": ("api_status",),
    "public": ("api_types",),
    "http_or_websocket": ("api_protocol",),
    "not_found": (),
}
CALLS = (
    "apigateway.get_base_path_mappings",
    "apigateway.get_domain_names",
    "apigateway.get_rest_api",
    "apigatewayv2.get_api",
    "sts.get_caller_identity",
)

_DOES_NOT_SERVE = frozenset({"PENDING", "FAILED"})
"""States in which a REST API can't be called; while it is UPDATING it can."""
_LEADS = "{domain_name} leads to API {api_id}, stage {stage}."
_OTHER_OWNER = "Use the profile and Region of the API's owner (--profile, --region), or ask the owner."


def probe(facts: Facts) -> Probing:
    """Look the id up among the REST APIs, then among the others; for a custom domain name, the id behind it first."""
    leads = yield from behind_domain(facts)
    if isinstance(leads, NotSeen):
        return untold(leads)
    if not one(facts, "api_id") and "api_id" not in leads:
        return untold(not_known("Not known yet: api_id.", "Say which API it is: --api-id."))
    reading = yield from _looked_up({**facts, **leads})
    shown = (evidence(_LEADS.format(**leads)), *reading.evidence) if leads else reading.evidence
    return replace(reading, evidence=shown, facts=MappingProxyType({**leads, **reading.facts}))


def _looked_up(facts: Facts) -> Asking[Reading]:
    api_id = one(facts, "api_id")
    rest, caller = yield from ask_all(
        (AwsCall.to("apigateway", "get_rest_api", restApiId=api_id), AwsCall.to("sts", "get_caller_identity"))
    )
    if isinstance(rest, NotSeen):
        return untold(rest)
    account = "" if isinstance(caller, NotSeen) else text(caller.data, "Account")
    if rest.meaning != NOT_FOUND:
        return _rest(api_id, rest.data, account)
    other = yield from ask(AwsCall.to("apigatewayv2", "get_api", ApiId=api_id))
    return _not_rest(facts, api_id, other, account)


def _rest(api_id: str, api: Record, account: str) -> Reading:
    configured = record(api, "endpointConfiguration")
    types = texts(configured, "types")
    status = text(api, "apiStatus")
    state = f", {status}" if status and status != "AVAILABLE" else ""
    shown = evidence(f"{api_id} is a REST API of type {', '.join(types)}{state}.", text(api, "apiStatusMessage"))
    if "PRIVATE" in types:
        return told(
            "not_available" if status in _DOES_NOT_SERVE else "private",
            shown,
            api_status=status,
            account_id=account,
            api_name=text(api, "name"),
            api_vpce_ids=texts(configured, "vpcEndpointIds"),
        )
    if types:
        return told("public", shown, api_types=types, account_id=account, api_name=text(api, "name"))
    return untold(ambiguous(f"AWS does not say of which type {api_id} is.", "Look at its endpoint type."), shown)


def _not_rest(facts: Facts, api_id: str, other: Seen, account: str) -> Reading:
    where = f"{f'account {account}' if account else 'this account'}, {one(facts, 'region') or 'this Region'}"
    gone = evidence(f"There is no REST API {api_id} in {where}.")
    if isinstance(other, NotSeen):
        return untold(other, gone)
    if other.meaning != NOT_FOUND:
        protocol = text(other.data, "ProtocolType") or "HTTP"
        shown = evidence(f"{api_id} is an API of the protocol {protocol}.")
        return told("http_or_websocket", gone, shown, api_protocol=protocol)
    if one(facts, "symptom") in SHOWN_BY_THE_API:
        why = f"API Gateway answered for {api_id}, so the API is there; {where} is not where it is."
        return untold(ambiguous(why, _OTHER_OWNER), gone)
    return told("not_found", gone, evidence(f"There is no HTTP or WebSocket API {api_id} in {where}."))
