"""The API's resource policy as it is saved: `get_rest_api`. Whether it allows the call is for a person to judge.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask, without_a_place
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = (
    "absent",
    "allows",
    "denies",
    "no_statement",
    "other_endpoint",
    "source_ip",
    "principal",
)
FOR_A_PERSON = tuple(answer for answer in ANSWERS if answer != "absent")
"""The answers that no probe gives: judging a document is a person's."""
NEEDS = ("api_id",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_rest_api",)


def probe(facts: Facts) -> Probing:
    """Show the document."""
    api_id = one(facts, "api_id")
    seen = yield from ask(AwsCall.to("apigateway", "get_rest_api", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    policy = text(seen.data, "policy")
    if not policy:
        return told("absent", evidence(f"{api_id} has no resource policy."))
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    cure = "Read the document: does a statement allow the call, and does none deny it?"
    why = for_a_person("Whether the resource policy allows the call is for you to judge.", cure)
    return untold(why, evidence(f"The resource policy of {api_id}, as saved.", shown), resource_policy=shown)
