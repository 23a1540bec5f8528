from gatewise.model import Facts, JsonValue, Reason
from tests.probes import policy_world as w
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API

FACTS: Facts = {"api_id": API, "stage": "prod", "method": "GET", "path": "/orders"}
EXPORT = "aws apigateway get_export"
CALLER = "User: arn:aws:sts::123456789012:assumed-role/orders-client/x is not authorized to perform: execute-api:Invoke"


def world(authtype: str = "") -> Replies:
    route: dict[str, JsonValue] = {"security": [{"own": []}]} if authtype else {}
    schemes: JsonValue = {"own": {"type": "apiKey", "x-amazon-apigateway-authtype": authtype}}
    body: JsonValue = {"paths": {"/orders": {"get": route}}, "components": {"securitySchemes": schemes}}
    return {EXPORT: {"body": body}}


SIGNED = world("awsSigv4")
OWN_CALL: Facts = {**FACTS, "error_meaning": "http.403.missing_authentication_token"}
NOTHING: Facts = {**OWN_CALL, "error_text": '{"message":"Missing Authentication Token"}'}

ROWS = (
    Row("no authorization", FACTS, "open", world()),
    Row("a signed call", {**FACTS, "authorization_scheme": "sigv4"}, "open", SIGNED),
    Row("a call whose signer the refusal names", {**FACTS, "error_text": CALLER}, "open", SIGNED),
    Row("nothing sent, by the curl line", {**FACTS, "authorization_scheme": "none"}, "unsigned", SIGNED),
    Row("nothing sent, by the answer", NOTHING, "unsigned", SIGNED),
    Row("nothing sent by gatewise itself", OWN_CALL, None, SIGNED, because=Reason.MISSING_FACT),
    Row("a bearer token", {**FACTS, "authorization_scheme": "bearer"}, "other_scheme", SIGNED),
    Row("a header, by the answer", {**FACTS, "error_meaning": "http.403.incomplete_signature"}, "other_scheme", SIGNED),
    Row(
        "nothing sent, though both policies allow the call",
        {**w.FACTS, "authorization_scheme": "none"},
        "unsigned",
        w.api(w.allow(), body=w.SIGNED),
        shows="endpoint policy ALLOWED, signature EXPLICIT_DENY (decides), resource policy ALLOWED",
    ),
    Row(
        "every layer behind a domain name",
        w.DOMAIN_FACTS,
        "open",
        w.behind_domain(w.api(w.allow())),
        shows="domain name's policy ALLOWED, resource policy ALLOWED.",
    ),
    Row("nobody knows what is sent", FACTS, None, SIGNED, because=Reason.MISSING_FACT),
    Row("an authorizer", FACTS, None, world("custom"), because=Reason.MISSING_FACT),
    Row("no such route", {**FACTS, "path": "/other"}, None, SIGNED, because=Reason.AMBIGUOUS),
    Row("no such stage", FACTS, None, {EXPORT: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
)
