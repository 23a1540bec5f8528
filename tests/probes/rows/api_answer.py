from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, NOT_THE_CLIENT, Row
from tests.probes.world import API, CALL, URL, answered

EXPORT = "aws apigateway get_export"
FACTS: Facts = {"invoke_url": URL, "api_id": API, "stage": "prod", "path": "/orders"}
NO_TOKEN = answered("http.403.missing_authentication_token", 403)
SIGNED: JsonValue = {"security": [{"sigv4": []}]}
SCHEMES: JsonValue = {"securitySchemes": {"sigv4": {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"}}}

LITERAL_AND_VARIABLE: dict[str, JsonValue] = {"{name}": {"get": {}}, "orders": {"get": SIGNED}}


def export(**paths: JsonValue) -> dict[str, JsonValue]:
    return {"body": {"paths": {f"/{name}": held for name, held in paths.items()}, "components": SCHEMES}}


def live(says: str, meaning: str, status: int, answer: str | None) -> Row:
    return Row(says, FACTS, answer, {CALL: answered(meaning, status)}, {"api_answer": answer} if answer else {})


def said(says: str, answer: str | None, **facts: str) -> Row:
    return Row(says, {**FACTS, **facts}, answer, {CALL: NOT_THE_CLIENT})


ROWS = (
    live("it works", "http.200", 200, "works"),
    live("the backend's own 404", "http.404", 404, "works"),
    live("the backend's own 401", "http.401", 401, "works"),
    Row(
        "the gateway's 401",
        FACTS,
        "identity",
        {CALL: answered("http.401", 401, **{"x-amzn-errortype": "UnauthorizedException"})},
    ),
    live("the resource policy", "http.403.resource_policy_explicit_deny", 403, "resource_policy"),
    live("the endpoint's policy", "http.403.vpce_policy_implicit_deny", 403, "endpoint_policy"),
    live("some policy", "http.403.policy_implicit_deny", 403, "not_authorized"),
    live("forbidden", "http.403.forbidden", 403, "forbidden"),
    live("the caller's policy", "http.403.identity_policy_implicit_deny", 403, "identity"),
    live("the backend fails", "http.504.integration", 504, "other"),
    live("the backend's own 500", "http.500", 500, "other"),
    live("a 403 that says nothing", "http.403", 403, None),
    live("something else answered", "http.not_api_gateway", 403, None),
    live("it does not get that far", "tcp.timeout", 0, None),
    Row(
        "API Gateway refuses the request itself",
        FACTS,
        "other",
        {CALL: answered("http.413", 413, **{"x-amzn-errortype": "RequestEntityTooLargeException"})},
    ),
    Row(
        "no such route",
        FACTS,
        "missing_token",
        {CALL: NO_TOKEN, EXPORT: export(pets={"get": {}})},
        {"api_answer": "missing_token"},
        shows="GET /orders is not among the deployed routes.",
    ),
    Row("no such method", FACTS, "missing_token", {CALL: NO_TOKEN, EXPORT: export(orders={"post": {}})}),
    Row(
        "no such route, and a bearer token",
        FACTS,
        "missing_token",
        {CALL: answered("http.403.incomplete_signature", 403), EXPORT: export(pets={"get": {}})},
    ),
    Row(
        "a route that wants a signature",
        FACTS,
        "identity",
        {CALL: NO_TOKEN, EXPORT: export(**{"{proxy+}": {"x-amazon-apigateway-any-method": SIGNED}})},
    ),
    Row(
        "a route that is there, and a bearer token",
        FACTS,
        "identity",
        {CALL: answered("http.403.incomplete_signature", 403), EXPORT: export(orders={"get": {}})},
    ),
    Row(
        "the literal route before the one with a variable",
        FACTS,
        "identity",
        {CALL: NO_TOKEN, EXPORT: export(**LITERAL_AND_VARIABLE)},
    ),
    Row(
        "a route that is there and open",
        FACTS,
        None,
        {CALL: NO_TOKEN, EXPORT: export(orders={"get": {}})},
        because=Reason.AMBIGUOUS,
    ),
    Row("an export without routes", FACTS, None, {CALL: NO_TOKEN, EXPORT: {"body": {}}}, because=Reason.AMBIGUOUS),
    Row("the export is not there", FACTS, None, {CALL: NO_TOKEN, EXPORT: NOT_FOUND}, because=Reason.AMBIGUOUS),
    Row("the export is denied", FACTS, None, {CALL: NO_TOKEN, EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no stage to read", {"invoke_url": URL}, None, {CALL: NO_TOKEN}, because=Reason.MISSING_FACT),
    said(
        "the pasted error names the policy",
        "endpoint_policy",
        error_meaning="http.403.vpce_policy_explicit_deny",
        symptom="not_authorized",
    ),
    said("a person chose forbidden", "forbidden", symptom="forbidden"),
    said("the log showed the denial", "not_authorized", error_meaning="tcp.timeout", symptom="not_authorized"),
    said("nothing was said", None),
    said("the error is older than the answer", None, error_meaning="tcp.timeout", symptom="timeout"),
    Row(
        "the pasted answer is judged by the routes too",
        {**FACTS, "symptom": "missing_token"},
        "missing_token",
        {CALL: NOT_THE_CLIENT, EXPORT: export(pets={"get": {}})},
    ),
    Row("a POST is not repeated", {**FACTS, "method": "POST"}, None, because=Reason.NEEDS_JUDGEMENT),
)
