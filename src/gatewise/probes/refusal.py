"""What AWS says against a change that it refuses, read from the pasted message. Asks nothing."""

import re

from gatewise.analysis.known import one
from gatewise.analysis.refused_change import refused_in
from gatewise.model import PERSON, Facts
from gatewise.observation.foreign_text import as_printed
from gatewise.probes import Probing
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = (
    "no_policy",
    "invalid_policy",
    "caller_credentials",
    "dns_conflict",
    "dns_attributes",
    "log_role",
    "association",
    "other",
)
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_VPC = re.compile(r"\bvpc-[0-9a-f]{8,17}\b")
_NOT_ABOUT_THE_CHANGE = {
    "aws.access_denied": "The one who makes the change may not make it.",
    "aws.throttled": "AWS has taken too many calls of this account; the change itself was not looked at.",
    "aws.expired_credentials": "The credentials of the one who makes the change have expired.",
}
_CURES = {
    "aws.access_denied": "Give that user or role the action that the message names, and try again.",
    "aws.throttled": "Wait for a minute, and try again.",
    "aws.expired_credentials": "Get fresh credentials, and try again.",
}


def probe(facts: Facts) -> Probing:
    """Read the pasted text."""
    yield from ()
    pasted = one(facts, "error_text")
    refused = refused_in(as_printed(pasted))
    if refused is None:
        return untold(not_known("Nobody has said what AWS answers to the change.", "Paste the message with --error."))
    shown = evidence("AWS refuses the change.", pasted, PERSON)
    if refused.refusal:
        named = _VPC.search(pasted) if refused.refusal in {"dns_conflict", "dns_attributes"} else None
        return told(refused.refusal, shown, vpc_id=named[0] if named else "")
    if refused.meaning in _NOT_ABOUT_THE_CHANGE:
        return untold(ambiguous(_NOT_ABOUT_THE_CHANGE[refused.meaning], _CURES[refused.meaning]), shown)
    return told("other", shown)
