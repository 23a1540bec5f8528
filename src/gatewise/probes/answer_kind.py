"""Which HTTP error of API Gateway the client gets, told from its error. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.analysis.symptom import HTTP_ERRORS
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = HTTP_ERRORS
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Read the fact `symptom`."""
    yield from ()
    symptom = one(facts, "symptom")
    if symptom not in HTTP_ERRORS:
        return untold(not_known("Which HTTP error it is, is not known.", "Paste the whole answer: --error."))
    meaning = one(facts, "error_meaning")
    return told(symptom, evidence(f"The client's error means {meaning or symptom}.", seen_from=CLIENT))
