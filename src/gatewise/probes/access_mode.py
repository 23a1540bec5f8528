"""Whether the API takes only calls whose TLS name is the name they are for: `get_rest_api`, endpointAccessMode.

With STRICT, a call by the endpoint's own name and a routing header is rejected:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
"""

from gatewise.analysis.invoke_url import InvokeUrl
from gatewise.analysis.known import one
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, ask, without_a_place
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("basic", "strict")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = {"basic": (), "strict": ("security_policy",)}
CALLS = ("apigateway.get_rest_api",)

_BY_ITS_OWN_NAME = frozenset({"default_name", "custom_domain"})


def probe(facts: Facts) -> Probing:
    """Read the mode, and compare the TLS name of the call with the name it is for."""
    api_id = one(facts, "api_id")
    seen = yield from ask(AwsCall.to("apigateway", "get_rest_api", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    mode = text(seen.data, "endpointAccessMode")
    policy = text(seen.data, "securityPolicy") or "not named"
    shown = evidence(f"The endpoint access mode of {api_id} is {mode or 'not set'}, its security policy {policy}.")
    if mode != "STRICT":
        return told("basic", shown)
    call = url_of(facts)
    if call is None:
        return untold(not_known("How the client names the API is not known.", "Give the invoke URL."), shown)
    if _is_accepted(call):
        return told("basic", shown, evidence(f"The call names {call.host} in TLS and in HTTP alike."))
    apart = evidence(f"In TLS the call names {call.host}; that is no private DNS name of the API.")
    return told("strict", shown, apart, security_policy=policy)


def _is_accepted(call: InvokeUrl) -> bool:
    return call.form in _BY_ITS_OWN_NAME and (call.routed is None or call.routed.name == call.host)
