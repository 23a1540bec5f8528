"""Whether the API is deployed to the stage in the URL: `get_stages`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
"""

import difflib
from collections.abc import Sequence

from gatewise.analysis.invoke_url import InvokeUrl, tidied
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, records, text
from gatewise.model import Facts, NotSeen, Reading
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
    api_id = one(facts, "api_id")
    seen = yield from ask(AwsCall.to("apigateway", "get_stages", restApiId=api_id))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    return _compared(facts, records(seen.data, "item"))


def _compared(facts: Facts, listed: Sequence[Record]) -> Reading:
    api_id, stage = one(facts, "api_id"), one(facts, "stage")
    found = [entry for entry in listed if text(entry, "stageName")]
    stages = tuple(text(entry, "stageName") for entry in found)
    if not stages:
        return told("none_deployed", evidence(f"{api_id} has no stage."))
    there = f"{api_id} has the stages {', '.join(stages)}"
    if stage in stages:
        deployment = text(found[stages.index(stage)], "deploymentId")
        return told("deployed", evidence(f"{there}; {stage} serves deployment {deployment}."), stages=stages)
    call = url_of(facts)
    meant, rest = _meant(call)
    if meant in stages:
        shown = evidence(f"{there}; the URL means {meant}, though it does not write it so.")
        return told("deployed", shown, stages=stages, stage=meant, path=rest)
    if not stage and (call is None or _by_domain(call)):
        why = not_known("The URL does not say which stage it leads to.", "Say which stage it is: --stage.")
        return untold(why, evidence(f"{there}."), stages=stages)
    said = f"not {stage}" if stage else "and the URL names none"
    nearest = next(iter(difflib.get_close_matches(stage, stages, 1, 0.0)), stages[0])
    return told("no_such_stage", evidence(f"{there}, {said}."), stages=stages, nearest_stage=nearest)


def _meant(call: InvokeUrl | None) -> tuple[str, str]:
    """The stage and the path of a URL that has a slash too many or an encoded stage; how it is written counts later."""
    tidy = "" if call is None or _by_domain(call) else tidied(call.whole_path)
    if call is None or tidy in {"", call.whole_path}:
        return "", ""
    stage, _, rest = tidy.removeprefix("/").partition("/")
    return stage, f"/{rest}"


def _by_domain(call: InvokeUrl) -> bool:
    """Whether the call goes through a custom domain, whose URLs have no stage."""
    name = call.target if call.routed is None else call.routed
    return name.form == "custom_domain"
