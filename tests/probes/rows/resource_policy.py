import json

from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, POLICY, rest_api

REST = "aws apigateway get_rest_api"
FACTS: Facts = {"api_id": API}
SHOWN = json.dumps(POLICY, indent=2)
ESCAPED = json.dumps(POLICY).replace('"', '\\"').replace("/", "\\/")

ROWS = (
    Row("none", FACTS, "absent", {REST: rest_api()}),
    Row("an empty one", FACTS, "absent", {REST: rest_api(policy="")}),
    Row(
        "as AWS escapes it",
        FACTS,
        None,
        {REST: rest_api(policy=ESCAPED)},
        {"resource_policy": SHOWN},
        because=Reason.NEEDS_JUDGEMENT,
        shows=SHOWN,
    ),
    Row("plain", FACTS, None, {REST: rest_api(policy=json.dumps(POLICY))}, {"resource_policy": SHOWN}),
    Row("no JSON", FACTS, None, {REST: rest_api(policy="{oops")}, {"resource_policy": "{oops"}),
    Row("gone", FACTS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
