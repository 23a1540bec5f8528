from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API, REGION

FACTS: Facts = {"api_id": API, "stage": "prod", "region": REGION, "method": "GET", "path": "/orders"}
FORBIDDEN: Facts = {**FACTS, "symptom": "forbidden"}
NAMED: Facts = {**FACTS, "error_meaning": "http.403.waf"}
STAGE, RESPONSES = "aws apigateway get_stage", "aws apigateway get_gateway_responses"
ACL, SAMPLE = "aws wafv2 get_web_acl_for_resource", "aws wafv2 get_sampled_requests"
ARN = f"arn:aws:wafv2:{REGION}:123456789012:regional/webacl/orders/0a1b2c3d"
BLOCK: JsonValue = {
    "Name": "agents",
    "Priority": 0,
    "Action": {"Block": {}},
    "VisibilityConfig": {"SampledRequestsEnabled": True, "MetricName": "agents"},
}
COUNT: JsonValue = {"Name": "counted", "Priority": 1, "OverrideAction": {"Count": {}}}
GROUP: JsonValue = {"Name": "managed", "Priority": 2, "OverrideAction": {"None": {}}}
ALLOW: JsonValue = {"Name": "ours", "Priority": 0, "Action": {"Allow": {}}}


def world(*rules: JsonValue, default: str = "Allow", arn: str = ARN, **sampled: str) -> Replies:
    request: JsonValue = {"ClientIP": sampled.get("client", "10.0.10.20"), "URI": sampled.get("uri", "/prod/orders")}
    if isinstance(request, dict):
        request["Method"] = "GET"
    sample: JsonValue = {
        "Action": sampled.get("action", "BLOCK"),
        "Request": request,
        "Timestamp": "2026-11-22T20:00:00Z",
    }
    return {
        STAGE: {"stageName": "prod", "webAclArn": arn} if arn else {"stageName": "prod"},
        RESPONSES: {"items": [{"responseType": "THROTTLED", "defaultResponse": True, "statusCode": "429"}]},
        ACL: {"WebACL": {"Name": "orders", "DefaultAction": {default: {}}, "Rules": [*rules]}},
        SAMPLE: {"SampledRequests": [sample]},
    }


REWRITTEN: JsonValue = {"responseType": "ACCESS_DENIED", "defaultResponse": False, "statusCode": "403"}

ROWS = (
    Row("no web ACL", FACTS, "none", world(arn="")),
    Row(
        "no web ACL, and an answer in other words",
        FORBIDDEN,
        "none",
        {**world(arn=""), RESPONSES: {"items": [REWRITTEN]}},
        shows="ACCESS_DENIED 403",
    ),
    Row("rules that only count", FACTS, "none", world(COUNT), established={"web_acl_name": "orders"}),
    Row(
        "the call is in the sample",
        {**FORBIDDEN, "client_addresses": ("10.0.10.20",)},
        "blocks",
        world(BLOCK),
        established={"web_acl_rule": "agents", "blocked_uri": "/prod/orders", "client_cidr": "10.0.10.20/32"},
    ),
    Row("the path without a stage", FACTS, "blocks", world(BLOCK, uri="/orders")),
    Row("the answer names AWS WAF", NAMED, "blocks", world(GROUP), established={"web_acl_name": "orders"}),
    Row("it names AWS WAF, and the stage has none", NAMED, None, world(arn=""), because=Reason.AMBIGUOUS),
    Row("nothing passes", FACTS, "blocks", world(default="Block")),
    Row("another path", FACTS, None, world(BLOCK, uri="/prod/other"), because=Reason.MISSING_FACT),
    Row("a call that passed", FACTS, None, world(BLOCK, action="ALLOW"), because=Reason.MISSING_FACT),
    Row("another client", {**FACTS, "client_addresses": "10.0.0.1"}, None, world(BLOCK), because=Reason.MISSING_FACT),
    Row("a group that keeps no sample", FACTS, None, world(GROUP), because=Reason.MISSING_FACT),
    Row("some pass", FACTS, None, world(ALLOW, default="Block"), because=Reason.MISSING_FACT),
    Row("an older web ACL", FACTS, None, {**world(arn="arn:aws:waf-regional:x"), ACL: {}}, because=Reason.MISSING_FACT),
    Row("no sample for us", FACTS, None, {**world(BLOCK), SAMPLE: DENIED}, because=Reason.ACCESS_DENIED),
    Row("AWS WAF is closed to us", FACTS, None, {**world(BLOCK), ACL: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no such stage", FACTS, None, {**world(), STAGE: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {**world(), STAGE: DENIED}, because=Reason.ACCESS_DENIED),
)
