"""Whether API Gateway can use the role it writes its logs with: the role's trust and its managed policies.

What the role needs: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import record, records, text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask_all
from gatewise.probes._readings import evidence, for_a_person, told, untold

ANSWERS = ("works", "broken")
NEEDS = ("role_arn",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("iam.get_role", "iam.list_attached_role_policies")

_SERVICE = "apigateway.amazonaws.com"
_POLICY = "AmazonAPIGatewayPushToCloudWatchLogs"


def probe(facts: Facts) -> Probing:
    """Read who may assume the role, and which managed policies it has."""
    name = one(facts, "role_arn").rpartition("/")[2]
    role, attached = yield from ask_all(
        (
            AwsCall.to("iam", "get_role", RoleName=name),
            AwsCall.to("iam", "list_attached_role_policies", RoleName=name),
        )
    )
    if isinstance(role, NotSeen):
        return untold(role)
    if role.meaning == NOT_FOUND:
        return told("broken", evidence(f"The role {name} does not exist any more."))
    trust = record(role.data, "Role").get("AssumeRolePolicyDocument")
    document = decoded(trust) if isinstance(trust, str) else trust if isinstance(trust, dict) else None
    shown = readable(document) if document is not None else ""
    if document is not None and _SERVICE not in shown:
        return told("broken", evidence(f"The role {name} does not trust {_SERVICE}.", shown))
    if isinstance(attached, NotSeen):
        return untold(attached)
    policies = [text(policy, "PolicyName") for policy in records(attached.data, "AttachedPolicies")]
    listed = evidence(f"The role {name} has the managed policies {', '.join(policies) or 'none'}.", shown)
    if document is not None and _POLICY in policies:
        return told("works", listed)
    cure = f"See that the role may write logs; the managed policy {_POLICY} says all it needs."
    return untold(for_a_person("The role's own policies decide, and they are not read.", cure), listed)
