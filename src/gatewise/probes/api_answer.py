"""What API Gateway answers to the call; without the client's vantage point, what the pasted error says it answered.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

import re

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import record, text
from gatewise.analysis.symptom import symptom_for, told_by
from gatewise.model import CLIENT, Facts, NotSeen, Reading, Reply
from gatewise.probes import Probing
from gatewise.probes._api_call import the_call
from gatewise.probes._asking import ask
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("works", "not_authorized", "missing_token", "forbidden", "signature", "caller", "other")
NEEDS = ("invoke_url",)
ESTABLISHES = dict.fromkeys(ANSWERS, ("api_answer",))
CALLS: tuple[str, ...] = ()

_NAMED_POLICY = {
    "http.403.resource_policy_implicit_deny": "resource_policy",
    "http.403.resource_policy_explicit_deny": "resource_policy",
    "http.403.vpce_policy_implicit_deny": "endpoint_policy",
    "http.403.vpce_policy_explicit_deny": "endpoint_policy",
}
_OF_A_DOMAIN = re.compile(r"execute-api:[^\s\"]*:/domainnames/")
"""The resource in a refusal by the policy of a custom domain name."""
_AS_SEEN = frozenset({"works", "not_authorized", "missing_token", "forbidden", "signature", "caller"})
_OTHER = frozenset({"integration_error", "too_large", "throttled", "invalid_request"})
_REFUSED_BY_GATEWAY = re.compile(r"http\.(4\d\d|5\d\d(\.integration)?)")


def probe(facts: Facts) -> Probing:
    """Make the call; where nobody can, read what the client was answered."""
    request = the_call(facts)
    seen = request if isinstance(request, NotSeen) else (yield from ask(request))
    if isinstance(seen, Reply):
        return _unless_masked(_judged(seen), facts)
    meaning, symptom = one(facts, "error_meaning"), one(facts, "symptom")
    shown = evidence(f"The client's error means {meaning or symptom}.", seen_from=CLIENT)
    # A log read on the way may have told more than the error at the beginning.
    answer = _answer(symptom) or _answer(symptom_for(meaning) or "")
    named = _named(answer, meaning, one(facts, "error_text"))
    return _unless_masked(told(answer, shown, api_answer=named), facts) if answer else untold(seen)


def _unless_masked(reading: Reading, facts: Facts) -> Reading:
    """What the call shows is the work of a fault that was found and is not mended; only that it works tells more."""
    faults = several(facts, "passed_faults")
    if reading.answer in {None, "works"} or not faults:
        return reading
    cure = "Mend what was found, and look again; until then the settings behind it are read."
    why = ambiguous("The fault that was found first explains the answer, and hides what comes behind it.", cure)
    return untold(why, *reading.evidence)


def _judged(seen: Reply) -> Reading:
    body = text(seen.data, "body")
    shown = evidence(f"The call is answered with {seen.meaning}.", body, seen.seen_from)
    # A backend's own 401 or 404 is passed through, and shows that the path to it works.
    answer = _answer(told_by(seen).symptom or "")
    by_gateway = _REFUSED_BY_GATEWAY.fullmatch(seen.meaning) and seen.meaning != "http.403"
    if not answer and by_gateway and record(seen.data, "headers"):
        answer = "other"
    if not answer:
        cure = "Run the command shown on the client, and read the whole answer."
        return untold(ambiguous(f"{seen.meaning} is no answer of the API that decides here.", cure), shown)
    return told(answer, shown, api_answer=_named(answer, seen.meaning, body))


def _answer(symptom: str) -> str:
    return symptom if symptom in _AS_SEEN else "other" if symptom in _OTHER else ""


def _named(answer: str, meaning: str, message: str) -> str:
    """The answer, and for a refusal by a policy which policy."""
    if answer != "not_authorized":
        return answer
    named = _NAMED_POLICY.get(meaning, answer)
    # An endpoint's policy is asked about the domain name, too.
    return "domain_policy" if named != "endpoint_policy" and _OF_A_DOMAIN.search(message) else named
