"""What the client sees: from the pasted error text, or by making the call where this machine is the client.

Reads no AWS API. The texts and their meaning:
https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.symptom import HTTP_ERRORS, ODDITIES, Told, read_symptom, told_by
from gatewise.model import CLIENT, Facts, NotSeen, Reading, VantagePoint
from gatewise.probes import Probing
from gatewise.probes._api_call import the_call
from gatewise.probes._asking import ask
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = (
    "works",
    "no_name",
    "timeout",
    "refused",
    "tls_error",
    "no_answer",
    "http_error",
    "not_gateway",
    "other",
)
NEEDS: tuple[str, ...] = ()
ESTABLISHES = dict.fromkeys(ANSWERS, ("symptom", "error_meaning"))
CALLS: tuple[str, ...] = ()

_CURE = "Paste everything that `curl -v` of the call prints (p in the wizard; else --error), or choose what it showed."


def probe(facts: Facts) -> Probing:
    """Read the error text; without one, make the call if this machine is the client."""
    pasted = one(facts, "error_text")
    if pasted.strip():
        return _reading(read_symptom(pasted), "The pasted error", pasted, CLIENT)
    if one(facts, "client_is_here") != "yes" or not one(facts, "invoke_url"):
        return untold(not_known("Nobody has said yet what the client sees.", _CURE))
    request = the_call(facts)
    if isinstance(request, NotSeen):
        return untold(request)
    seen = yield from ask(request)
    if isinstance(seen, NotSeen):
        return untold(seen)
    return _reading(told_by(seen), request.key, str(seen.data.get("body") or ""), seen.seen_from)


def _reading(found: Told, what: str, detail: str, seen_from: VantagePoint) -> Reading:
    shown = evidence(f"{what} means {found.meaning}.", detail, seen_from)
    if found.symptom is None:
        return untold(ambiguous(found.why, _CURE), shown, error_meaning=found.meaning)
    answer: str = found.symptom
    if answer in HTTP_ERRORS:
        answer = "http_error"
    elif answer in ODDITIES:
        answer = "other"
    return told(answer, shown, symptom=found.symptom, error_meaning=found.meaning, request_id=found.request_id)
