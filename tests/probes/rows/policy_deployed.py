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


ROWS = (
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
