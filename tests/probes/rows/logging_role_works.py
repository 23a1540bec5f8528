from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row

ROLE, POLICIES = "aws iam get_role", "aws iam list_attached_role_policies"
FACTS: Facts = {"role_arn": "arn:aws:iam::123456789012:role/service-role/apigateway-logs"}


def trusting(service: str) -> dict[str, JsonValue]:
    statement: JsonValue = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Role": {"RoleName": "apigateway-logs", "AssumeRolePolicyDocument": {"Statement": [statement]}}}


def with_policy(name: str) -> dict[str, JsonValue]:
    return {"AttachedPolicies": [{"PolicyName": name}]}


GOOD = trusting("apigateway.amazonaws.com")
PUSH = with_policy("AmazonAPIGatewayPushToCloudWatchLogs")

ROWS = (
    Row("trust and policy", FACTS, "works", {ROLE: GOOD, POLICIES: PUSH}),
    Row("the role is gone", FACTS, "broken", {ROLE: NOT_FOUND, POLICIES: NOT_FOUND}),
    Row("it trusts another service", FACTS, "broken", {ROLE: trusting("lambda.amazonaws.com"), POLICIES: PUSH}),
    Row("policies of its own", FACTS, None, {ROLE: GOOD, POLICIES: with_policy("x")}, because=Reason.NEEDS_JUDGEMENT),
    Row("its trust can't be read", FACTS, None, {ROLE: {"Role": {}}, POLICIES: PUSH}, because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {ROLE: DENIED, POLICIES: DENIED}, because=Reason.ACCESS_DENIED),
    Row("its policies are denied", FACTS, None, {ROLE: GOOD, POLICIES: DENIED}, because=Reason.ACCESS_DENIED),
)
