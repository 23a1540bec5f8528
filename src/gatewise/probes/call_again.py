"""The call once more, with a fresh look: does it work, fail as before, or fail otherwise?

A pasted error is only what it is compared with.
https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.symptom import told_by
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes._api_call import the_call
from gatewise.probes._asking import ask
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("works", "same", "changed")
NEEDS = ("invoke_url",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Make the call, and compare its meaning with that of the error at the beginning."""
    request = the_call(facts)
    if isinstance(request, NotSeen):
        return untold(request)
    seen = yield from ask(request)
    if isinstance(seen, NotSeen):
        return untold(seen)
    now = told_by(seen)
    shown = evidence(f"The call is now answered with {seen.meaning}.", str(seen.data.get("body") or ""), seen.seen_from)
    if now.symptom == "works":
        return told("works", shown)
    meaning, symptom = one(facts, "error_meaning"), one(facts, "symptom")
    if not meaning and symptom in {"", "unknown"}:
        why = not_known("What the call showed at the beginning is not known.", "Compare it with the client's error.")
        return untold(why, shown)
    # curl says only that a name does not resolve, a look says why: two words for one symptom.
    unchanged = now.meaning == meaning or (now.symptom == symptom and (not meaning or symptom == "no_name"))
    before = evidence(f"At the beginning it was {meaning or symptom}.")
    return told("same" if unchanged else "changed", shown, before)
