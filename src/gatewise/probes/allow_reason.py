"""Why no Allow of the resource policy fits the call: the mistake that keeps the nearest one out.

A user pool's caller needs an Allow of the policy's own:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts
from gatewise.probes import Probing, _call_layers
from gatewise.probes._policy import comes_by_domain
from gatewise.probes._resource_policy import ENDPOINT_CAUSES, NETWORK_CAUSES, Saved, why_refused

ANSWERS = (
    "principal",
    "recreated",
    "authn_keys",
    "resource_arn",
    "cognito",
    "by_domain",
    "condition",
    "as_written",
)
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_BY_CAUSE = {
    **dict.fromkeys(NETWORK_CAUSES, "condition"),
    "pol-iam-principal-with-auth-none": "principal",
    "auth-iam-unsigned": "principal",
    "pol-principal-recreated": "recreated",
    "pol-authn-keys-without-iam": "authn_keys",
    "pol-resource-arn-mismatch": "resource_arn",
}


def probe(facts: Facts) -> Probing:
    """Name the mistake; without one nobody allowed the call."""

    def reason(saved: Saved) -> str:
        if comes_by_domain(facts) and saved.cause in ENDPOINT_CAUSES:
            return "by_domain"
        answer = _BY_CAUSE.get(saved.cause, "as_written")
        by_token = saved.policies.authorization == "COGNITO_USER_POOLS"
        return "cognito" if answer == "as_written" and by_token else answer

    return (yield from why_refused(facts, Result.IMPLICIT_DENY, reason))
