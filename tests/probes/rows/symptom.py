from gatewise.analysis.symptom import HTTP_ERRORS, ODDITIES
from gatewise.model import NotSeen, Reason
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import CALL, HOST, URL, answered

DENIED_BY_RESOURCE = (
    '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: '
    "arn:aws:execute-api:eu-west-3:********9012:a1b2c3d4e5/prod/GET/orders because no resource-based policy "
    'allows the execute-api:Invoke action"}'
)


def pasted(says: str, error: str, symptom: str | None, meaning: str) -> Row:
    facts = {"error_text": error, "invoke_url": URL}
    established = {"error_meaning": meaning} | ({"symptom": symptom} if symptom else {})
    answer = "http_error" if symptom in HTTP_ERRORS else "other" if symptom in ODDITIES else symptom
    return Row(says, facts, answer, established=established, because=None if answer else Reason.AMBIGUOUS)


ROWS = (
    pasted("curl cannot resolve the host", f"curl: (6) Could not resolve host: {HOST}", "no_name", "dns.no_answer"),
    pasted(
        "python cannot resolve it",
        "socket.gaierror: [Errno -2] Name or service not known",
        "no_name",
        "dns.no_answer",
    ),
    pasted(
        "curl times out",
        f"curl: (28) Failed to connect to {HOST} port 443 after 130 ms: Timeout was reached",
        "timeout",
        "tcp.timeout",
    ),
    pasted("python is refused", "ConnectionRefusedError: [Errno 111] Connection refused", "refused", "tcp.refused"),
    pasted(
        "the certificate is for another name",
        "curl: (60) SSL: no alternative certificate subject name matches target host name 'api.corp.local'",
        "tls_error",
        "tls.name_mismatch",
    ),
    pasted("forbidden", '{"message":"Forbidden"}', "forbidden", "http.403.forbidden"),
    pasted("the resource policy", DENIED_BY_RESOURCE, "not_authorized", "http.403.resource_policy_implicit_deny"),
    pasted(
        "the old wording, layer not named",
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:x",
        "not_authorized",
        "http.403.policy_implicit_deny",
    ),
    pasted(
        "no token",
        '{"message":"Missing Authentication Token"}',
        "missing_token",
        "http.403.missing_authentication_token",
    ),
    pasted(
        "the log shows a time-out of the integration",
        "(0f1e-2d) Execution failed due to a timeout error",
        "integration_error",
        "log.integration_timeout",
    ),
    pasted("a proxy refuses", "curl: (56) CONNECT tunnel failed, response 403", "not_gateway", "proxy.denied"),
    pasted(
        "another refusal",
        "HTTP/1.1 401 Unauthorized\nx-amzn-RequestId: 1\nx-amzn-ErrorType: UnauthorizedException\n"
        'x-amz-apigw-id: 2\n\n{"message":"Unauthorized"}',
        "caller",
        "http.401",
    ),
    pasted(
        "the name of the first try does not resolve, though a second name answers",
        "$ nslookup a\n** server can't find a: NXDOMAIN\n$ curl -i b\nHTTP/1.1 403 Forbidden\n\n"
        '{"message":"Forbidden"}',
        "no_name",
        "dns.nxdomain",
    ),
    pasted(
        "an answer that came after an IPv6 attempt failed",
        "* connect to 2600:1f14::1 port 443 failed: Network is unreachable\nHTTP/1.1 403 Forbidden\n"
        'x-amzn-RequestId: 1\nx-amz-apigw-id: 2\nx-amzn-ErrorType: ForbiddenException\n\n{"message":"Forbidden"}',
        "forbidden",
        "http.403.forbidden",
    ),
    pasted("a browser", "blocked by CORS policy: No 'Access-Control-Allow-Origin' header", "browser", "unrecognised"),
    pasted("an HTTP/2 client", "curl: (16) Error in the HTTP2 framing layer", "protocol", "unrecognised"),
    pasted(
        "a refused deployment",
        "An error occurred (BadRequestException) when calling the CreateDeployment operation: "
        "Private REST API doesn't have a resource policy attached to it",
        "change_refused",
        "aws.error",
    ),
    pasted("the headers are too large", "431 Client Error: Request Header Fields Too Large", "too_large", "http.431"),
    pasted(
        "connected, and no answer",
        "curl: (28) Operation timed out after 3001 milliseconds with 0 bytes received",
        "no_answer",
        "http.read_timeout",
    ),
    pasted("nothing known", "it does not work", None, "unrecognised"),
    pasted("a bare 403", "403 Client Error: Forbidden for url: https://x", None, "http.403"),
    Row(
        "the call works from here",
        {"client_is_here": "yes", "invoke_url": URL},
        "works",
        {CALL: answered("http.200", 200, "[]")},
        {"request_id": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"},
    ),
    Row(
        "the backend's own 404 is an answer of the API",
        {"client_is_here": "yes", "invoke_url": URL},
        "works",
        {CALL: answered("http.404", 404)},
    ),
    Row("nobody said", {}, None, because=Reason.MISSING_FACT),
    Row(
        "this machine is not the client",
        {"client_is_here": "yes", "invoke_url": URL},
        None,
        {CALL: NOT_THE_CLIENT},
        because=Reason.WRONG_VANTAGE,
    ),
    Row(
        "a method that may change something is not sent",
        {"client_is_here": "yes", "invoke_url": URL, "method": "POST"},
        None,
        {CALL: NotSeen(Reason.FAILED, "never asked")},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "headers that route are sent, others are not",
        {
            "client_is_here": "yes",
            "invoke_url": URL,
            "method": "HEAD",
            "headers": ("host: a.example", "Authorization: secret"),
        },
        "http_error",
        {f"https HEAD {URL} [Host: a.example]": answered("http.403.forbidden", 403)},
    ),
)
