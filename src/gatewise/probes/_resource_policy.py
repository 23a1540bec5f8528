"""The saved resource policy judged for the call, with every layer beside it: what the probes about it share.

Callers are judged by the deployed policy, and an edit is made to the saved one; whether both are the same is a question
of its own: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
"""

from collections.abc import Callable
from dataclasses import dataclass

from gatewise.analysis.known import one
from gatewise.analysis.policy import Result
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy_documents import decoded, readable
from gatewise.analysis.shapes import text
from gatewise.model import Evidence, Facts, NotSeen, Reading, Reply
from gatewise.probes._asking import NOT_FOUND, Asking, without_a_place
from gatewise.probes._call_layers import Policies, differ, layers_shown, policies_of, refuses_alone
from gatewise.probes._policy import Judged, caller_of, judged, readable_policy
from gatewise.probes._readings import evidence, for_a_person, told, untold

_READ_IT = "Read the document: does a statement allow the call, and does none deny it?"


@dataclass(frozen=True, slots=True)
class Saved:
    """The saved resource policy, and what it says to the call."""

    policies: Policies
    shown: str
    """The document as people read it; empty where there is none."""
    evidence: tuple[Evidence, ...]
    verdict: Judged | None
    """None where there is no document."""
    open: NotSeen | None
    """Why the policy's verdict does not settle whether the call is allowed."""

    @property
    def cause(self) -> str:
        """The cause that its telling mistake names; empty where there is none."""
        mistake = None if self.verdict is None else self.verdict.telling
        return "" if mistake is None else mistake.cause


def saved_policy(facts: Facts) -> Asking[Saved | NotSeen]:
    """The saved resource policy judged, or why it can't be."""
    policies = yield from policies_of(facts)
    seen = policies.api
    if not isinstance(seen, Reply):
        return seen or for_a_person("The API is not known.", "Say which it is: --api-id.")
    if seen.meaning == NOT_FOUND:
        return without_a_place(seen)
    policy = text(seen.data, "policy")
    if not policy:
        return Saved(policies, "", (evidence(f"{one(facts, 'api_id')} has no resource policy."),), None, None)
    document = decoded(policy)
    shown = readable(document) if document is not None else policy
    as_saved = evidence(f"The resource policy of {one(facts, 'api_id')}, as saved.", shown)
    verdict = judged(document, policies.facts, around(policies)) if document is not None else None
    if verdict is None:
        why = for_a_person("What this document says to the call could not be worked out.", _READ_IT)
        return Saved(policies, shown, (as_saved,), None, why)
    layers = layers_shown(policies)
    said = (*verdict.shown[:1], *layers, *verdict.shown[1:], *_deployed(policies), as_saved)
    return Saved(policies, shown, said, verdict, _left_open(verdict, policies))


NETWORK_CAUSES = {
    "pol-wrong-vpce-id": "other_endpoint",
    "pol-wrong-vpc-id": "other_vpc",
    "pol-source-vpc-is-endpoint-vpc": "client_vpc",
    "pol-operator-mistake": "operator",
    "pol-sourceip-instead-of-vpcsourceip": "source_ip",
}
"""The answer for each cause that lies in a condition on where the call comes from."""
ENDPOINT_CAUSES = frozenset({"pol-wrong-vpce-id", "pol-wrong-vpc-id", "pol-source-vpc-is-endpoint-vpc"})
"""Those by which another endpoint, or another one's VPC, is named."""


def why_refused(facts: Facts, result: Result, reason: Callable[[Saved], str]) -> Asking[Reading]:
    """Why the saved policy refuses the call in this way, in the words of `reason`."""
    saved = yield from saved_policy(facts)
    if isinstance(saved, NotSeen):
        return untold(saved)
    if saved.open is not None:
        return untold(saved.open, *saved.evidence)
    verdict = saved.verdict
    if verdict is None or verdict.evaluation.result is not result:
        said = "The resource policy that can be read here does not refuse the call in this way."
        return untold(for_a_person(said, _READ_IT), *saved.evidence)
    shown = verdict.explained(layers_shown(saved.policies))
    return told(reason(saved), *shown, **saved.policies.found, **verdict.mending("resource_policy"))


def around(policies: Policies) -> Around:
    """What is known around the call besides what the policy is asked."""
    return Around("resource", policies.authorization, one(policies.facts, "client_vpc_id"))


def _deployed(policies: Policies) -> tuple[Evidence, ...]:
    """What the deployed policy says, where it is another one than the saved."""
    deployed = policies.deployed
    if deployed is None or not differ(policies):
        return ()
    verdict = judged(deployed, policies.facts, around(policies))
    if verdict is None:
        return ()
    result = verdict.evaluation.result
    said = "The deployed policy is not the saved one, and callers are judged by the deployed one. It says"
    return (evidence(f"{said} {result}.", verdict.shown[0].detail),)


def _left_open(verdict: Judged, policies: Policies) -> NotSeen | None:
    result = verdict.evaluation.result
    if result is Result.UNKNOWN:
        cure = "The evidence names the condition keys that are not known; judge the document by them."
        return for_a_person("What is not known of the call decides what the policy says.", cure)
    facts, authorization = policies.facts, policies.authorization
    if result is Result.EXPLICIT_DENY or authorization == "NONE" or one(facts, "api_answer") == "resource_policy":
        return None
    if authorization == "AWS_IAM" and caller_of(facts) is None:
        cure = "Judge the document for the identity that signs the call."
        return for_a_person("The route wants signed calls, and who signs this one is not known.", cure)
    saved = policies.saved
    policy = None if saved is None else readable_policy(saved)
    if result is Result.ALLOWED or (policy is not None and refuses_alone(policies, policy)):
        return None
    cure = "Without authorization it is denied. With an authorizer or IAM, that side may allow it in the same account."
    return for_a_person("No statement allows the call, and how its route is authorized is not settled.", cure)
