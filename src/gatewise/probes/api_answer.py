"""What API Gateway answers to the call; without the client's vantage point, what the pasted error says it answered.

A "Missing Authentication Token" is told apart by the deployed routes (`get_export`): a route that wants signed calls
answers so to an unsigned one, and so does a route that does not exist.
https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

import re

from gatewise.analysis.deployed_routes import route_in
from gatewise.analysis.known import one
from gatewise.analysis.shapes import record, text
from gatewise.analysis.symptom import told_by
from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading, Reply
from gatewise.probes import Probing
from gatewise.probes._api_call import the_call
from gatewise.probes._asking import Asking, ask
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = (
    "works",
    "resource_policy",
    "endpoint_policy",
    "not_authorized",
    "missing_token",
    "forbidden",
    "identity",
    "other",
)
NEEDS = ("invoke_url",)
ESTABLISHES = dict.fromkeys(ANSWERS, ("api_answer",))
CALLS = ("apigateway.get_export",)

_ANSWERS = {
    "http.403.resource_policy_implicit_deny": "resource_policy",
    "http.403.resource_policy_explicit_deny": "resource_policy",
    "http.403.vpce_policy_implicit_deny": "endpoint_policy",
    "http.403.vpce_policy_explicit_deny": "endpoint_policy",
    "http.403.policy_implicit_deny": "not_authorized",
    "http.403.policy_explicit_deny": "not_authorized",
    "log.policy_denied": "not_authorized",
    "http.403.forbidden": "forbidden",
    "http.403.identity_policy_implicit_deny": "identity",
    "http.403.identity_policy_explicit_deny": "identity",
    "http.403.organization_deny": "identity",
    "http.403.invalid_signature": "identity",
    "http.403.expired_token": "identity",
    "http.403.invalid_token": "identity",
    "http.403.authorizer_deny": "identity",
    "http.403.api_key": "identity",
    "http.403.waf": "identity",
    "http.401": "identity",
    "http.429": "identity",
    "log.integration_error": "other",
    "log.integration_timeout": "other",
}
_BY_SYMPTOM = {
    "works": "works",
    "not_authorized": "not_authorized",
    "forbidden": "forbidden",
    "integration_error": "other",
}
_ROUTE = frozenset({"http.403.missing_authentication_token", "http.403.incomplete_signature"})
_REFUSED_BY_GATEWAY = re.compile(r"http\.(4\d\d|5\d\d(\.integration)?)")


def probe(facts: Facts) -> Probing:
    """Make the call; where nobody can, read what the client was answered."""
    request = the_call(facts)
    seen = request if isinstance(request, NotSeen) else (yield from ask(request))
    if isinstance(seen, Reply):
        shown = evidence(f"The call is answered with {seen.meaning}.", text(seen.data, "body"), seen.seen_from)
        return (yield from _judged(facts, seen, shown))
    meaning, symptom = one(facts, "error_meaning"), one(facts, "symptom")
    shown = evidence(f"The client's error means {meaning or symptom}.", seen_from=CLIENT)
    if meaning in _ROUTE or (symptom == "missing_token" and not meaning):
        return (yield from _route(facts, meaning, shown))
    answer = _ANSWERS.get(meaning) or _BY_SYMPTOM.get(symptom)
    return told(answer, shown, api_answer=answer) if answer else untold(seen)


def _judged(facts: Facts, seen: Reply, shown: Evidence) -> Asking[Reading]:
    if seen.meaning in _ROUTE:
        return (yield from _route(facts, seen.meaning, shown))
    # A backend's own 401 or 404 is passed through, and shows that the path to it works.
    answer = "works" if told_by(seen).symptom == "works" else _ANSWERS.get(seen.meaning)
    by_gateway = _REFUSED_BY_GATEWAY.fullmatch(seen.meaning) and seen.meaning != "http.403"
    if answer is None and by_gateway and record(seen.data, "headers"):
        answer = "other"
    if answer is None:
        cure = "Run the command shown on the client, and read the whole answer."
        return untold(ambiguous(f"{seen.meaning} is no answer of the API that decides here.", cure), shown)
    return told(answer, shown, api_answer=answer)


def _route(facts: Facts, meaning: str, shown: Evidence) -> Asking[Reading]:
    """Whether the route is missing, or is there and wants a signature."""
    if not one(facts, "api_id") or not one(facts, "stage"):
        why = not_known("The API or its stage is not known, so its routes can't be read.", "Give --api-id and --stage.")
        return untold(why, shown)
    seen = yield from ask(export_call(facts))
    if isinstance(seen, NotSeen):
        return untold(seen, shown)
    method, path = one(facts, "method") or "GET", one(facts, "path") or "/"
    route = route_in(record(seen.data, "body"), method, path)
    if route == "absent":
        gone = evidence(f"{method} {path} is not among the deployed routes.")
        return told("missing_token", shown, gone, api_answer="missing_token")
    if route == "signed" or (route == "unsigned" and meaning == "http.403.incomplete_signature"):
        there = evidence(f"{method} {path} is deployed, and it is the caller's authorization that is refused.")
        return told("identity", shown, there, api_answer="identity")
    cure = "Look whether the path and method are deployed, and how the method is authorized."
    return untold(ambiguous("The deployed routes do not explain the answer.", cure), shown)
