"""Whether the client gave up before the answer came: the log shows an end, and the client saw none. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.model import CLIENT, UNKNOWN, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("waited", "not_waited")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Read the fact `symptom`."""
    yield from ()
    symptom = one(facts, "symptom")
    if symptom in {"", UNKNOWN}:
        return untold(not_known("What the client sees is not known.", "Paste its error: --error."))
    if symptom == "no_answer":
        said = "The log shows a call that ended, and the client waited for no answer any more."
        return told("waited", evidence(said, seen_from=CLIENT))
    return told("not_waited", evidence("What the client sees is no time-out of its own.", seen_from=CLIENT))
