"""Whether what names the API arrives: the call once more, straight to the endpoint and with the API's id in a header.

The header decides over the host name:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
"""

from dataclasses import replace

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import HttpsRequest
from gatewise.probes import Probing
from gatewise.probes._api_call import the_call, url_of
from gatewise.probes._asking import ask
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("stripped", "arrives")
NEEDS = ("invoke_url", "api_id")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_BY_ID = "x-apigw-api-id"
_FORBIDDEN = "http.403.forbidden"


def probe(facts: Facts) -> Probing:
    """Compare the answer to the call as it is made with the answer to the direct call."""
    straight = _straight(facts)
    if isinstance(straight, NotSeen):
        return untold(straight)
    seen = yield from ask(straight)
    if isinstance(seen, NotSeen):
        return untold(seen)
    body = text(seen.data, "body")
    shown = evidence(f"Straight to {straight.address}, with {_BY_ID}: {seen.meaning}.", body, seen.seen_from)
    if seen.meaning == _FORBIDDEN:
        return told("arrives", shown)
    if seen.meaning.startswith("http.") and seen.meaning != "http.not_api_gateway":
        return told("stripped", shown)
    cure = "Run the command shown on the client, and read the whole answer."
    return untold(ambiguous(f"The direct call did not get an answer of API Gateway: {seen.meaning}.", cure), shown)


def _straight(facts: Facts) -> HttpsRequest | NotSeen:
    """The call with the API's id in a header and to an address of the endpoint, past everything in between."""
    request, call = the_call(facts), url_of(facts)
    if isinstance(request, NotSeen):
        return request
    if call is None or call.form == "custom_domain":
        return not_known("This URL is for no single API.", "Give one of the API's own URLs.")
    blocked = several(facts, "blocked_addresses")
    direct = next((address for address in several(facts, "endpoint_addresses") if address not in blocked), "")
    if not direct:
        return not_known("No address of the endpoint is known.", "Say which endpoint it is: --vpce-id.")
    headers = tuple((name, value) for name, value in request.headers if name.lower() != _BY_ID)
    return replace(request, headers=(*headers, (_BY_ID, one(facts, "api_id"))), address=direct)
