"""Whether the endpoint's policy allows the call: `describe_vpc_endpoints`.

It is judged before the resource policy, by the identity in the Authorization header:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.policy import Result
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy_documents import decoded, is_full_access, readable
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes._endpoint import one_endpoint
from gatewise.probes._policy import judged
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = ("allows", "no_statement", "denies")
NEEDS = ("vpce_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("ec2.describe_vpc_endpoints",)

_BY_RESULT = {
    Result.ALLOWED: "allows",
    Result.EXPLICIT_DENY: "denies",
    Result.IMPLICIT_DENY: "no_statement",
}


def probe(facts: Facts) -> Probing:
    """Judge the call by the document; the default one needs no judging."""
    vpce_id = one(facts, "vpce_id")
    endpoint = yield from one_endpoint(vpce_id)
    if isinstance(endpoint, NotSeen):
        return untold(endpoint)
    policy = text(endpoint, "PolicyDocument")
    if not policy:
        return told("allows", evidence(f"{vpce_id} has no policy of its own, which is full access."))
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    if document is not None and is_full_access(document):
        return told("allows", evidence(f"{vpce_id} has the default policy, full access.", shown), endpoint_policy=shown)
    saved = evidence(f"The policy of {vpce_id}.", shown)
    around = Around("vpce", client_vpc=one(facts, "client_vpc_id"))
    verdict = judged(document, facts, around) if document is not None else None
    if verdict is None:
        cure = "Read the document: does a statement allow the call, and does none deny it?"
        why = for_a_person("What this document says to the call could not be worked out.", cure)
        return untold(why, saved, endpoint_policy=shown)
    if verdict.evaluation.result is Result.UNKNOWN:
        cure = "The evidence names the condition keys that are not known; judge the document by them."
        why = for_a_person("What is not known of the call decides what the policy says.", cure)
        return untold(why, *verdict.shown, saved, endpoint_policy=shown)
    return told(_BY_RESULT[verdict.evaluation.result], *verdict.shown, saved, endpoint_policy=shown)
