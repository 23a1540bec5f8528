"""Whether the call is still answered with a bare 403 "Forbidden", told from what API Gateway answered. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("forbidden", "other")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Read the fact `api_answer`."""
    yield from ()
    answer = one(facts, "api_answer")
    if not answer:
        return untold(not_known("What API Gateway answers is not known.", "Make the call on the client."))
    if answer == "forbidden":
        return told("forbidden", evidence('API Gateway answers "Forbidden", and nothing in its settings says why.'))
    return told("other", evidence(f"API Gateway did not answer with a bare Forbidden ({answer})."))
