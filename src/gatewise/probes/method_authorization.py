"""Whether the deployed route wants a signed call, and whether the client's call is one: the stage's export.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html
"""

from gatewise.analysis.deployed_routes import authorization_in
from gatewise.analysis.known import one
from gatewise.analysis.refused_caller import refused_caller
from gatewise.analysis.shapes import record
from gatewise.model import Evidence, Facts, Reading, Reply
from gatewise.probes import Probing, _call_layers
from gatewise.probes._asking import NOT_FOUND, without_a_place
from gatewise.probes._call_layers import layers_shown, policies_of
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("open", "unsigned", "other_scheme")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_NOTHING_SENT = "http.403.missing_authentication_token"
_NO_SIGNATURE = "http.403.incomplete_signature"


def probe(facts: Facts) -> Probing:
    """Compare what the route asks for with what is known of the call's credentials."""
    policies = yield from policies_of(facts)
    seen = policies.export
    if not isinstance(seen, Reply):
        return untold(seen or not_known("The stage is not known.", "Say which it is: --stage."))
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    method, path = one(facts, "method") or "GET", one(facts, "path") or "/"
    authorization = authorization_in(record(seen.data, "body"), method, path)
    if not authorization:
        cure = "Look at the method's authorization in the console."
        return untold(ambiguous(f"The export of the stage does not show {method} {path}.", cure))
    shown = evidence(f"The deployed route of {method} {path} has the authorization {authorization}.")
    layers = layers_shown(policies)
    if authorization == "NONE":
        return told("open", shown, *layers)
    if authorization != "AWS_IAM":
        cure = "Paste what the client's own call is answered with: an authorizer's refusal says so."
        return untold(not_known("The route has an authorizer, and what the client shows it is not known.", cure), shown)
    return _of_a_signed_route(facts, shown.summary, layers)


def _of_a_signed_route(facts: Facts, said: str, layers: tuple[Evidence, ...]) -> Reading:
    scheme, meaning = one(facts, "authorization_scheme"), one(facts, "error_meaning")
    if scheme in {"", "none"} and meaning == _NO_SIGNATURE:
        scheme = "other"
    if scheme in {"bearer", "other"}:
        return told("other_scheme", evidence(f"{said} The client's Authorization header holds no signature."), *layers)
    # A call that gatewise itself made carried no signature either, and says nothing of the client's.
    seen_by_client = meaning if one(facts, "error_text") else ""
    if scheme == "none" or (not scheme and seen_by_client == _NOTHING_SENT):
        return told("unsigned", evidence(f"{said} The client sends no signature."), *layers)
    if scheme == "sigv4" or refused_caller(one(facts, "error_text")):
        return told("open", evidence(f"{said} The client signs its call."), *layers)
    cure = "Give the client's whole curl line in place of the URL, or its headers with -H."
    return untold(not_known("The route wants a signed call, and whether it is signed is not known.", cure))
