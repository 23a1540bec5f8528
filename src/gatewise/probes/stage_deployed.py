"""Whether the API is deployed to the stage in the URL: `get_stages`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
"""

import difflib

from gatewise.analysis.invoke_url import InvokeUrl
from gatewise.analysis.known import one
from gatewise.analysis.shapes import records, text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import NOT_FOUND, ask, without_a_place
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("deployed", "none_deployed", "no_such_stage")
NEEDS = ("api_id",)
ESTABLISHES = {"deployed": ("stages",), "none_deployed": (), "no_such_stage": ("stages", "nearest_stage")}
CALLS = ("apigateway.get_stages",)


def probe(facts: Facts) -> Probing:
    """Compare the URL's stage with the stages there are; upper and lower case differ."""
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    seen = yield from ask(AwsCall.to("apigateway", "get_stages", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    found = [entry for entry in records(seen.data, "item") if text(entry, "stageName")]
    stages = tuple(text(entry, "stageName") for entry in found)
    if not stages:
        return told("none_deployed", evidence(f"{api_id} has no stage."))
    listed = f"{api_id} has the stages {', '.join(stages)}"
    if stage in stages:
        at = found[stages.index(stage)]
        deployment = text(at, "deploymentId")
        return told("deployed", evidence(f"{listed}; {stage} serves deployment {deployment}."), stages=stages)
    call = url_of(facts)
    if not stage and (call is None or _by_domain(call)):
        why = not_known("The URL does not say which stage it leads to.", "Say which stage it is: --stage.")
        return untold(why, evidence(f"{listed}."), stages=stages)
    said = f"not {stage}" if stage else "and the URL names none"
    nearest = next(iter(difflib.get_close_matches(stage, stages, 1, 0.0)), stages[0])
    return told("no_such_stage", evidence(f"{listed}, {said}."), stages=stages, nearest_stage=nearest)


def _by_domain(call: InvokeUrl) -> bool:
    """Whether the call goes through a custom domain, whose URLs have no stage."""
    name = call.target if call.routed is None else call.routed
    return name.form == "custom_domain"
