from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, Json

STAGE, MADE = "aws apigateway get_stage", "aws apigateway get_deployments"
FACTS: Facts = {"api_id": API, "stage": "prod"}


def at(deployment: str, **canary: JsonValue) -> Json:
    return {"stageName": "prod", "deploymentId": deployment, **({"canarySettings": canary} if canary else {})}


def made(**times: str) -> Json:
    return {"items": [{"id": name, "createdDate": time} for name, time in times.items()]}


TWO = made(d1="2026-03-02T09:20:41Z", d2="2026-11-20T16:02:11Z")

ROWS = (
    Row("the newest", FACTS, "current", {STAGE: at("d2"), MADE: TWO}, shows="d2, which is the newest"),
    Row(
        "an older one",
        FACTS,
        "old_deployment",
        {STAGE: at("d1"), MADE: TWO},
        {"stage_deployment": "d1", "newest_deployment": "d2"},
    ),
    Row(
        "a canary",
        FACTS,
        "canary",
        {STAGE: at("d1", percentTraffic=10.0, deploymentId="d2"), MADE: TWO},
        {"canary_percent": "10", "newest_deployment": "d2"},
    ),
    Row(
        "a canary that gets nothing",
        FACTS,
        "current",
        {STAGE: at("d2", percentTraffic=0, deploymentId="d1"), MADE: TWO},
    ),
    Row(
        "two of the same second",
        FACTS,
        None,
        {STAGE: at("d1"), MADE: made(d1="2026-11-20T16:02:11Z", d2="2026-11-20T16:02:11Z")},
        because=Reason.AMBIGUOUS,
    ),
    Row("no such stage", FACTS, None, {STAGE: NOT_FOUND, MADE: TWO}, because=Reason.FAILED),
    Row("denied", FACTS, None, {STAGE: at("d1"), MADE: DENIED}, because=Reason.ACCESS_DENIED),
)
