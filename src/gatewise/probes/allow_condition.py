"""Which condition on the network keeps the nearest Allow of the resource policy from fitting the call.

What the keys hold on a private API's call:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts
from gatewise.probes import Probing, _call_layers
from gatewise.probes._resource_policy import NETWORK_CAUSES, Saved, why_refused

ANSWERS = (*NETWORK_CAUSES.values(), "as_written")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS


def probe(facts: Facts) -> Probing:
    """Name the mistake in the condition; without one it says what it means."""

    def reason(saved: Saved) -> str:
        return NETWORK_CAUSES.get(saved.cause, "as_written")

    return (yield from why_refused(facts, Result.IMPLICIT_DENY, reason))
