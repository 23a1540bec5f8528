"""The endpoint's policy: `describe_vpc_endpoints`. Only the full access that AWS sets by default is judged here.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import decoded, is_full_access, readable
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing
from gatewise.probes._endpoint import one_endpoint
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = ("allows", "no_statement", "denies")
FOR_A_PERSON = tuple(answer for answer in ANSWERS if answer != "allows")
"""The answers that no probe gives: judging a document is a person's."""
NEEDS = ("vpce_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("ec2.describe_vpc_endpoints",)


def probe(facts: Facts) -> Probing:
    """Show the document, or say that it is the default."""
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
    cure = "Read the document: does a statement allow the call, and does none deny it?"
    why = for_a_person("Whether the endpoint's policy allows the call is for you to judge.", cure)
    return untold(why, evidence(f"The policy of {vpce_id}.", shown), endpoint_policy=shown)
