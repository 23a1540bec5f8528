"""What else it is than an error of the call, told from what the client's error meant. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = (
    "sometimes",
    "browser",
    "protocol",
    "certificate_wanted",
    "wrong_answer",
    "change_refused",
    "only_logs",
)
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_SAID = {
    "sometimes": "The call works sometimes, and sometimes not.",
    "browser": "A browser refused to show the answer to its page.",
    "protocol": "The client speaks HTTP/2, and was answered in HTTP/1.1.",
    "certificate_wanted": "The client wants to show a certificate of its own.",
    "wrong_answer": "Another API answers, or an old version.",
    "change_refused": "The text is the answer of AWS to a change that it refused.",
    "only_logs": "There are only logs to look at.",
}


def probe(facts: Facts) -> Probing:
    """Read the fact `symptom`."""
    yield from ()
    symptom = one(facts, "symptom")
    if symptom not in ANSWERS:
        return untold(not_known("What it is, is not known.", "Choose what fits best."))
    return told(symptom, evidence(_SAID[symptom], one(facts, "error_text"), CLIENT))
