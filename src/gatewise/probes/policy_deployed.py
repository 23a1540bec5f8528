"""Whether the saved resource policy is the deployed one: `get_rest_api` against the stage's export.

Saving a policy changes nothing until the API is deployed:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
"""

from typing import NamedTuple

from gatewise.analysis.known import one
from gatewise.analysis.policy_documents import Owner, decoded, difference, same
from gatewise.analysis.shapes import record, records, text
from gatewise.model import Evidence, Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all, without_a_place
from gatewise.probes._call_layers import deployed_policy
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("same", "differs", "old_deployment")
NEEDS = ("api_id", "stage")
ESTABLISHES = {
    "same": (),
    "differs": ("policy_difference",),
    "old_deployment": ("policy_difference", "stage_deployment", "newest_deployment"),
}
CALLS = ("apigateway.get_rest_api", "apigateway.get_export", "apigateway.get_stage", "apigateway.get_deployments")


def probe(facts: Facts) -> Probing:
    """Compare both documents by what they say, not by their text."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    saved, export = yield from ask_all((AwsCall.to("apigateway", "get_rest_api", restApiId=api_id), export_call(facts)))
    for seen in (saved, export):
        if isinstance(seen, NotSeen):
            return untold(seen)
        if seen.meaning == NOT_FOUND:
            return untold(without_a_place(seen))
    if isinstance(saved, NotSeen) or isinstance(export, NotSeen):
        raise TypeError("both replies are there")
    draft, deployed = decoded(text(saved.data, "policy")), deployed_policy(record(export.data, "body"))
    if draft is not None and deployed is None:
        why = ambiguous(
            f"The export of stage {stage} shows no resource policy, so it does not tell which one is deployed.",
            "Compare the time of the policy's last change with that of the stage's deployment.",
        )
        return untold(why)
    owner = Owner(api_id, one(facts, "region"), one(facts, "account_id"))
    if same(draft, deployed, owner):
        return told("same", evidence(f"Stage {stage} of {api_id} has the resource policy that is saved."))
    shown = difference(draft, deployed, owner)
    said = f"The resource policy deployed to stage {stage} of {api_id} is not the one that is saved."
    shown_too = evidence(said, shown)
    newer = yield from _newer_deployment(api_id, stage)
    if newer is None:
        return told("differs", shown_too, policy_difference=shown)
    facts = {"stage_deployment": newer.served, "newest_deployment": newer.newest, "policy_difference": shown}
    return told("old_deployment", shown_too, newer.shown, **facts)


class _Newer(NamedTuple):
    """A newer deployment than the one that the stage serves."""

    served: str
    newest: str
    shown: Evidence


def _newer_deployment(api_id: str, stage: str) -> Asking[_Newer | None]:
    """The newest deployment of the API where the stage serves an older one, and both are known."""
    at, listed = yield from ask_all(
        (
            AwsCall.to("apigateway", "get_stage", restApiId=api_id, stageName=stage),
            AwsCall.to("apigateway", "get_deployments", restApiId=api_id),
        )
    )
    if not isinstance(at, Reply) or not isinstance(listed, Reply):
        return None
    served = text(at.data, "deploymentId")
    made = {text(entry, "id"): text(entry, "createdDate") for entry in records(listed.data, "items")}
    newest = max(made, key=lambda name: made[name], default="")
    if not made.get(served) or made[newest] <= made[served]:
        return None
    said = f"Stage {stage} serves deployment {served} of {made[served]}; the newest one is {newest} of {made[newest]}."
    return _Newer(served, newest, evidence(said))
