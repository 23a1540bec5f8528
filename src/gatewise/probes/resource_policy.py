"""Whether the API's resource policy, as it is saved, allows the call, and what every other layer says to it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from gatewise.analysis.policy import Result
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing, _call_layers
from gatewise.probes._readings import told, untold
from gatewise.probes._resource_policy import saved_policy

ANSWERS = ("absent", "allows", "denies", "no_statement")
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = _call_layers.CALLS

_BY_RESULT = {
    Result.ALLOWED: "allows",
    Result.EXPLICIT_DENY: "denies",
    Result.IMPLICIT_DENY: "no_statement",
}


def probe(facts: Facts) -> Probing:
    """Judge the call by the document, and say what is wrong with it."""
    saved = yield from saved_policy(facts)
    if isinstance(saved, NotSeen):
        return untold(saved)
    if saved.open is not None:
        return untold(saved.open, *saved.evidence, resource_policy=saved.shown)
    if saved.verdict is None:
        return told("absent", *saved.evidence)
    answer = _BY_RESULT[saved.verdict.evaluation.result]
    mending = {} if answer == "allows" else saved.verdict.mending("resource_policy")
    return told(answer, *saved.evidence, resource_policy=saved.shown, **saved.policies.found, **mending)
