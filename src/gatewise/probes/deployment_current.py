"""Whether a stage serves the newest deployment, and to every caller: `get_stage` and `get_deployments`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
"""

from gatewise.analysis.deployments import newest, share_of_canary
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, records, text
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask_all, without_a_place
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("current", "old_deployment", "canary")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "current": (),
    "old_deployment": ("stage_deployment", "newest_deployment"),
    "canary": ("stage_deployment", "newest_deployment", "canary_percent"),
}
CALLS = ("apigateway.get_stage", "apigateway.get_deployments")


def probe(facts: Facts) -> Probing:
    """Compare the stage's deployment with the newest one, and look for a canary."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    at, made = yield from ask_all(
        (
            AwsCall.to("apigateway", "get_stage", restApiId=api_id, stageName=stage),
            AwsCall.to("apigateway", "get_deployments", restApiId=api_id),
        )
    )
    if isinstance(at, NotSeen):
        return untold(at)
    if isinstance(made, NotSeen):
        return untold(made)
    gone = next((seen for seen in (at, made) if seen.meaning == NOT_FOUND), None)
    return untold(without_a_place(gone)) if gone else _compared(stage, at.data, made.data)


def _compared(stage: str, at: Record, made: Record) -> Reading:
    served, latest = text(at, "deploymentId"), newest(records(made, "items"))
    canary = record(at, "canarySettings")
    share = share_of_canary(canary)
    if share:
        shown = evidence(f"{stage} serves {served}, and a canary {text(canary, 'deploymentId')} to {share} percent.")
        new = text(canary, "deploymentId") or latest
        return told("canary", shown, stage_deployment=served, newest_deployment=new, canary_percent=share)
    if not served or not latest:
        why = ambiguous("AWS does not say which deployment is the newest.", "Read the stage's deployment history.")
        return untold(why)
    if served == latest:
        return told("current", evidence(f"{stage} serves {served}, which is the newest deployment."))
    shown = evidence(f"{stage} serves {served}; the newest deployment is {latest}.")
    return told("old_deployment", shown, stage_deployment=served, newest_deployment=latest)
