import json

from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import ACCOUNT, API, POLICY, REGION, rest_api

REST, EXPORT = "aws apigateway get_rest_api", "aws apigateway get_export"
FACTS: Facts = {"api_id": API, "stage": "prod", "region": REGION, "account_id": ACCOUNT}
SHORT: JsonValue = {
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "any",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["execute-api:Invoke"],
        "Resource": ["execute-api:/*"],
    },
}
CLOSED: JsonValue = {"Version": "2012-10-17", "Statement": []}


def both(saved: JsonValue, deployed: JsonValue) -> Replies:
    body: dict[str, JsonValue] = {"openapi": "3.0.1"}
    if deployed is not None:
        body["x-amazon-apigateway-policy"] = deployed
    draft = rest_api() if saved is None else rest_api(policy=json.dumps(saved))
    return {REST: draft, EXPORT: {"body": body}}


def stage_and(*made: str) -> Replies:
    """A stage that serves the first of these deployments, each named by the day it was made on."""
    return {
        "aws apigateway get_stage": {"stageName": "prod", "deploymentId": made[0]},
        "aws apigateway get_deployments": {
            "items": [{"id": name, "createdDate": f"2026-11-{name}T09:00:00Z"} for name in made]
        },
    }


ROWS = (
    Row(
        "saved, deployed, and the stage serves an older deployment",
        FACTS,
        "old_deployment",
        {**both(POLICY, CLOSED), **stage_and("03", "17", "09")},
        {"stage_deployment": "03", "newest_deployment": "17"},
        shows="Stage prod serves deployment 03 of 2026-11-03T09:00:00Z; the newest one is 17",
    ),
    Row(
        "saved, and the stage serves the newest deployment",
        FACTS,
        "differs",
        {**both(POLICY, CLOSED), **stage_and("17", "03", "09")},
    ),
    Row(
        "the same, whatever other deployments there are",
        FACTS,
        "same",
        {**both(POLICY, POLICY), **stage_and("03", "17")},
    ),
    Row("the same text", FACTS, "same", both(POLICY, POLICY)),
    Row("the same said otherwise", FACTS, "same", both(SHORT, POLICY)),
    Row("deployed as a text", FACTS, "same", both(POLICY, json.dumps(POLICY))),
    Row("neither has one", FACTS, "same", both(None, None)),
    Row("saved, and not deployed", FACTS, "differs", both(POLICY, CLOSED), shows='+      "Effect": "Allow"'),
    Row("taken away, and still deployed", FACTS, "differs", both(None, POLICY)),
    Row("the export does not say", FACTS, None, both(POLICY, None), because=Reason.AMBIGUOUS),
    Row("no such stage", FACTS, None, {**both(POLICY, None), EXPORT: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {**both(POLICY, None), REST: DENIED}, because=Reason.ACCESS_DENIED),
)
