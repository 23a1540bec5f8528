from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API

FACTS: Facts = {"api_id": API, "stage": "prod", "method": "GET", "path": "/orders"}
EXPORT, LISTED = "aws apigateway get_export", "aws apigateway get_authorizers"
URI = (
    "arn:aws:apigateway:eu-west-3:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-3:1:function:who/invocations"
)
POOL = "arn:aws:cognito-idp:eu-west-3:123456789012:userpool/eu-west-3_ABC"
FUNCTION: JsonValue = {"type": "token", "identitySource": "method.request.header.X-Token", "authorizerUri": URI}


def world(scheme: dict[str, JsonValue], listed: str = "own") -> Replies:
    route: JsonValue = {"get": {"security": [{"own": []}]}}
    body: JsonValue = {
        "openapi": "3.0.1",
        "paths": {"/orders": route},
        "components": {"securitySchemes": {"own": scheme}},
    }
    return {EXPORT: {"body": body}, LISTED: {"items": [{"id": "ab12cd", "name": listed, "type": "TOKEN"}]}}


LAMBDA = world({"type": "apiKey", "x-amazon-apigateway-authtype": "custom", "x-amazon-apigateway-authorizer": FUNCTION})
COGNITO = world(
    {
        "type": "apiKey",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": [POOL]},
    }
)

ROWS = (
    Row(
        "a function",
        FACTS,
        "lambda",
        LAMBDA,
        established={"authorizer_id": "ab12cd", "identity_header": "X-Token", "authorizer_function": "who"},
        shows="method.request.header.X-Token",
    ),
    Row("a user pool", FACTS, "cognito", COGNITO, shows=POOL),
    Row("the list can't be read", FACTS, "lambda", {**LAMBDA, LISTED: DENIED}, absent=("authorizer_id",)),
    Row("another kind", FACTS, None, world({"type": "oauth2"}), because=Reason.AMBIGUOUS),
    Row("only a key", FACTS, None, world({"type": "apiKey", "name": "x-api-key"}), because=Reason.AMBIGUOUS),
    Row("no such route", {**FACTS, "path": "/other"}, None, LAMBDA, because=Reason.AMBIGUOUS),
    Row("no such stage", FACTS, None, {**LAMBDA, EXPORT: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {**LAMBDA, EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
)
