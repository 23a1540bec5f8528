"""Why no Allow of the endpoint's policy fits the call: the mistake that keeps the nearest one out.

Whom it takes the caller for: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts
from gatewise.probes import Probing, _call_layers
from gatewise.probes._endpoint_policy import why_refused

ANSWERS = ("anonymous", "domain_arn", "source_ip", "as_written")
NEEDS = ("vpce_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_BY_CAUSE = {
    "pol-vpce-principal-vs-anonymous": "anonymous",
    "pol-vpce-domain-arn": "domain_arn",
    "pol-sourceip-instead-of-vpcsourceip": "source_ip",
}


def probe(facts: Facts) -> Probing:
    """Name the mistake; without one the policy says what it means."""
    return (yield from why_refused(facts, Result.IMPLICIT_DENY, lambda cause: _BY_CAUSE.get(cause, "as_written")))
