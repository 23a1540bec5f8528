"""Why a Deny of the resource policy fits the call: the mistake whose correction lets the call in.

The mistakes follow from how conditions are matched:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts
from gatewise.probes import Probing, _call_layers
from gatewise.probes._policy import comes_by_domain
from gatewise.probes._resource_policy import ENDPOINT_CAUSES, NETWORK_CAUSES, Saved, why_refused

ANSWERS = (*NETWORK_CAUSES.values(), "authn_keys", "principal", "by_domain", "as_written")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_BY_CAUSE = {
    **NETWORK_CAUSES,
    "pol-authn-keys-without-iam": "authn_keys",
    "pol-iam-principal-with-auth-none": "principal",
}


def probe(facts: Facts) -> Probing:
    """Name the mistake; a Deny without one says what it means."""

    def reason(saved: Saved) -> str:
        if comes_by_domain(facts) and saved.cause in ENDPOINT_CAUSES:
            return "by_domain"
        return _BY_CAUSE.get(saved.cause, "as_written")

    return (yield from why_refused(facts, Result.EXPLICIT_DENY, reason))
