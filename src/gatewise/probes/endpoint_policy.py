"""Whether the endpoint's policy allows the call, and what every other layer says to it.

It is judged before the resource policy, by the identity in the Authorization header:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing, _call_layers
from gatewise.probes._endpoint_policy import endpoint_policy
from gatewise.probes._readings import told, untold

ANSWERS = ("allows", "no_statement", "denies")
NEEDS = ("vpce_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_BY_RESULT = {
    Result.ALLOWED: "allows",
    Result.EXPLICIT_DENY: "denies",
    Result.IMPLICIT_DENY: "no_statement",
}


def probe(facts: Facts) -> Probing:
    """Judge the call by the document, and say what is wrong with it."""
    found = yield from endpoint_policy(facts)
    if isinstance(found, NotSeen):
        return untold(found)
    if found.open is not None:
        return untold(found.open, *found.evidence, endpoint_policy=found.shown)
    answer = "allows" if found.verdict is None else _BY_RESULT[found.verdict.evaluation.result]
    mending = {} if found.verdict is None or answer == "allows" else found.verdict.mending("endpoint_policy")
    return told(answer, *found.evidence, endpoint_policy=found.shown, **found.known, **mending)
