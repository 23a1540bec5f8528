from gatewise.model import Facts, Reason
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import API, CALL, URL, answered

FACTS: Facts = {"invoke_url": URL, "api_id": API, "stage": "prod", "path": "/orders"}

DENIED_BY_DOMAIN = (
    '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: '
    "arn:aws:execute-api:eu-west-3:********9012:/domainnames/orders.example.com+f1e2d3c4b5 "
    'with an explicit deny in a resource-based policy"}'
)


def live(says: str, meaning: str, status: int, answer: str | None, policy: str = "") -> Row:
    established = {"api_answer": policy or answer} if answer else {}
    return Row(says, FACTS, answer, {CALL: answered(meaning, status)}, established)


def said(says: str, answer: str | None, **facts: str) -> Row:
    return Row(says, {**FACTS, **facts}, answer, {CALL: NOT_THE_CLIENT})


ROWS = (
    Row(
        "a fault that was found first explains the answer",
        {"invoke_url": URL, "symptom": "forbidden", "passed_faults": ("dep_not_deployed",)},
        None,
        because=Reason.AMBIGUOUS,
    ),
    live("it works", "http.200", 200, "works"),
    live("the backend's own 404", "http.404", 404, "works"),
    live("the backend's own 401", "http.401", 401, "works"),
    Row(
        "the gateway's 401",
        FACTS,
        "caller",
        {CALL: answered("http.401", 401, **{"x-amzn-errortype": "UnauthorizedException"})},
    ),
    live("the resource policy", "http.403.resource_policy_explicit_deny", 403, "not_authorized", "resource_policy"),
    live("the endpoint's policy", "http.403.vpce_policy_implicit_deny", 403, "not_authorized", "endpoint_policy"),
    live("some policy", "http.403.policy_implicit_deny", 403, "not_authorized"),
    live("forbidden", "http.403.forbidden", 403, "forbidden"),
    live("the caller's policy", "http.403.identity_policy_implicit_deny", 403, "caller"),
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
    live("no token", "http.403.missing_authentication_token", 403, "missing_token"),
    live("a bearer token on no route", "http.403.incomplete_signature", 403, "missing_token"),
    live("a signature that does not fit", "http.403.invalid_signature", 403, "signature"),
    live("an expired token", "http.403.expired_token", 403, "signature"),
    live("too large for API Gateway", "http.431", 431, "other"),
    Row(
        "the policy of a domain name",
        FACTS,
        "not_authorized",
        {CALL: answered("http.403.resource_policy_explicit_deny", 403, DENIED_BY_DOMAIN)},
        {"api_answer": "domain_policy"},
    ),
    said(
        "the pasted error names the policy",
        "not_authorized",
        error_meaning="http.403.vpce_policy_explicit_deny",
        symptom="not_authorized",
    ),
    said("a person chose forbidden", "forbidden", symptom="forbidden"),
    said("the log showed the denial", "not_authorized", error_meaning="tcp.timeout", symptom="not_authorized"),
    said("nothing was said", None),
    said("the error is older than the answer", None, error_meaning="tcp.timeout", symptom="timeout"),
    said("a person chose the signature", "signature", symptom="signature"),
    Row("a POST is not repeated", {**FACTS, "method": "POST"}, None, because=Reason.NEEDS_JUDGEMENT),
)
