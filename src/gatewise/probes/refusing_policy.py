"""Which policy the refusal names, told from the answer that was read. Asks nothing.

The end of the message names it: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from gatewise.analysis.known import one
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("resource_policy", "endpoint_policy", "domain_policy", "unnamed")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ("api_answer",))
CALLS: tuple[str, ...] = ()

_NAMED = {
    "resource_policy": ("resource_policy", "The message names a resource-based policy."),
    "endpoint_policy": ("endpoint_policy", "The message names a VPC endpoint policy."),
    "domain_policy": ("domain_policy", "The resource in the message is a domain name."),
    "not_authorized": ("unnamed", "The message names no policy."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `api_answer`."""
    yield from ()
    answered = one(facts, "api_answer")
    if answered not in _NAMED:
        return untold(not_known("What API Gateway answers is not known.", "Paste the whole answer: --error."))
    answer, said = _NAMED[answered]
    return told(answer, evidence(said, seen_from=CLIENT), api_answer=answered)
