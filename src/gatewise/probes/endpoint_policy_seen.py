"""Whether the endpoint's policy refuses the call although it allows it as configured, from what was seen.

Asks nothing.
"""

from gatewise.analysis.known import one
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("refused", "passed")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"refused": (), "passed": ()}
CALLS: tuple[str, ...] = ()

_REFUSED = frozenset({"http.403.vpce_policy_implicit_deny", "http.403.vpce_policy_explicit_deny"})
_BY_OTHERS = frozenset({"resource_policy", "domain_policy"})
"""Who refuses the call behind the endpoint's policy."""


def probe(facts: Facts) -> Probing:
    """Read what refused the call: the policy that its message names."""
    yield from ()
    answered = one(facts, "api_answer")
    if answered == "endpoint_policy" or (not answered and one(facts, "error_meaning") in _REFUSED):
        said = "The message names a VPC endpoint policy, and the policy that is configured allows the call."
        return told("refused", evidence(said, seen_from=CLIENT))
    if answered in _BY_OTHERS:
        said = "The message names another policy, which is asked behind the endpoint's."
        return told("passed", evidence(said, seen_from=CLIENT))
    why = "The answer does not name the policy that refuses the call."
    return untold(not_known(why, "Read the end of the message: does it name a VPC endpoint policy?"))
