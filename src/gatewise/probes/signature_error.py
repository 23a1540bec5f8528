"""What the message says about the signature, read from the client's error. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.analysis.signature_message import said_of_it, signature_fault
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("mismatch", "expired", "token")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_CURE = "Read the whole message on the client, and paste it with --error."
_SAID = {
    "mismatch": "The signature is not the one that API Gateway calculates, or it is made for another place.",
    "expired": "The signature or the credentials are out of date.",
    "token": "The credentials are not known to AWS.",
}


def probe(facts: Facts) -> Probing:
    """Read the pasted error."""
    yield from ()
    message = one(facts, "error_text")
    fault = signature_fault(message, one(facts, "error_meaning"))
    if fault:
        closer = said_of_it(message)
        return told(fault, evidence(" ".join((_SAID[fault], *closer)), message, CLIENT))
    if not message:
        return untold(not_known("The message about the signature is not known.", _CURE))
    shown = evidence("The client's error.", message, CLIENT)
    return untold(ambiguous("The error does not say what is wrong with the signature.", _CURE), shown)
