"""How far the call got, told from what the client saw. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.analysis.symptom import GATEWAY_REFUSALS
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("stopped_before", "answered", "failed_behind")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_HOW_FAR = {
    "no_name": ("stopped_before", "The name did not resolve, so no request was sent."),
    "timeout": ("stopped_before", "The connection timed out, so no request was sent."),
    "refused": ("stopped_before", "The connection was refused, so no request was sent."),
    "tls_error": ("stopped_before", "The TLS handshake failed, so no request was sent."),
    **dict.fromkeys(GATEWAY_REFUSALS, ("answered", "API Gateway answered, and did not pass the call on.")),
    "no_answer": ("failed_behind", "The connection was made, and no answer came in time."),
    "integration_error": ("failed_behind", "API Gateway passed the call on, and the integration failed."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `symptom`."""
    yield from ()
    symptom = one(facts, "symptom")
    if symptom not in _HOW_FAR:
        return untold(not_known("What the client sees is not known.", "Paste its error: --error."))
    answer, why = _HOW_FAR[symptom]
    return told(answer, evidence(why))
