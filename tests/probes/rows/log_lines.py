from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API

STREAMS, EVENTS = "aws logs describe_log_streams", "aws logs filter_log_events"
FACTS: Facts = {"api_id": API, "stage": "prod", "path": "/orders"}
GROUP: Facts = {"log_group": f"API-Gateway-Execution-Logs_{API}/prod"}
NOW = 1_795_372_800_000


def logged(*lines: str, at: int = NOW) -> list[JsonValue]:
    return [{"timestamp": at + number, "message": line} for number, line in enumerate(lines)]


def replies(*events: list[JsonValue]) -> Replies:
    return {
        STREAMS: {"logStreams": [{"logStreamName": "1", "lastEventTimestamp": NOW}]},
        EVENTS: {"events": [line for some in events for line in some]},
    }


STARTED = "(r1) HTTP Method: GET, Resource Path: /orders"
DENIED_LINE = "(r1) User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:x"
PERMISSION = "(r1) Execution failed due to configuration error: Invalid permissions on Lambda function"
OTHER_PATH = ("(r2) HTTP Method: GET, Resource Path: /pets", "(r2) Execution failed due to a timeout error")
DONE = ("(r1) Successfully completed execution", "(r1) Method completed with status: 200")

FAILURES = (
    ("the integration is slow", "Execution failed due to a timeout error", "timeout"),
    (
        "no proxy response",
        "Execution failed due to configuration error: Malformed Lambda proxy response",
        "malformed_proxy",
    ),
    ("no such address", "Execution failed due to configuration error: Invalid endpoint address", "invalid_endpoint"),
    (
        "no connection",
        "Execution failed due to configuration error: Network error communicating with endpoint",
        "network",
    ),
    (
        "another certificate",
        "Host name 'a.example.com' does not match the certificate subject provided by the peer (CN=b.example.com)",
        "tls_backend",
    ),
    ("something new", "Execution failed due to an unheard-of reason", "other"),
)

ROWS = (
    Row("no group", FACTS, "none", {STREAMS: NOT_FOUND}, GROUP),
    Row("a group without streams", FACTS, "none", {STREAMS: {"logStreams": []}}, GROUP),
    Row("no lines of this call", FACTS, "none", replies(logged(*OTHER_PATH)), GROUP),
    Row("denied", FACTS, "denied", replies(logged(STARTED, DENIED_LINE))),
    Row("completed", FACTS, "completed", replies(logged(STARTED, *DONE)), shows="Method completed with status: 200"),
    Row(
        "the function refuses",
        FACTS,
        "integration_failed",
        replies(logged(STARTED, PERMISSION)),
        {"log_failure": "lambda_permission"},
        absent=("backend_status",),
    ),
    Row(
        "the authorizer's function refuses",
        {**FACTS, "error_text": "x-amzn-ErrorType: AuthorizerConfigurationException"},
        "authorizer_failed",
        replies(logged(STARTED, PERMISSION)),
    ),
    Row(
        "the authorizer fails",
        FACTS,
        "authorizer_failed",
        replies(logged(STARTED, "(r1) Execution failed due to configuration error: Authorizer error")),
    ),
    *(
        Row(says, FACTS, "integration_failed", replies(logged(STARTED, f"(r1) {line}")), {"log_failure": failure})
        for says, line, failure in FAILURES
    ),
    Row(
        "the backend answers 500",
        FACTS,
        "integration_failed",
        replies(logged(STARTED, "(r1) Received response. Status: 500, Integration latency: 19 ms")),
        {"log_failure": "backend_status", "backend_status": "500"},
    ),
    Row(
        "the backend's own 403 is no policy's",
        FACTS,
        "integration_failed",
        replies(
            logged(STARTED, "(r1) Received response. Status: 403, Integration latency: 1 ms"),
            logged("(r1) Method completed with status: 403", at=NOW + 9),
        ),
    ),
    Row(
        "a backend's 404 that the integration turns into 200",
        FACTS,
        "completed",
        replies(logged(STARTED, "(r1) Received response. Status: 404, Integration latency: 1 ms", *DONE)),
    ),
    Row(
        "of several calls the one that failed decides",
        FACTS,
        "integration_failed",
        replies(logged(STARTED, PERMISSION), logged("(r3) Method completed with status: 200", at=NOW + 60_000)),
    ),
    Row(
        "the known request decides",
        {**FACTS, "request_id": "r3"},
        "completed",
        replies(logged(STARTED, PERMISSION), logged("(r3) Method completed with status: 200", at=NOW + 60_000)),
    ),
    Row(
        "a request id from before the log was turned on",
        {**FACTS, "request_id": "r9"},
        "integration_failed",
        replies(logged(STARTED, PERMISSION)),
    ),
    Row(
        "old lines do not count",
        FACTS,
        "completed",
        replies(logged(STARTED, PERMISSION, at=NOW - 3_600_000), logged("(r3) Method completed with status: 200")),
    ),
    Row(
        "refused by the gateway for another reason",
        FACTS,
        None,
        replies(logged(STARTED, "(r1) Method completed with status: 401")),
        GROUP,
        because=Reason.AMBIGUOUS,
    ),
    Row("data that was traced is not shown", FACTS, "none", replies(logged("(r1) Method request headers: {secret}"))),
    Row("a time of day that is none", FACTS, "completed", replies(logged(STARTED, *DONE, at=10**30))),
    Row("streams denied", FACTS, None, {STREAMS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("events denied", FACTS, None, {**replies(), EVENTS: DENIED}, because=Reason.ACCESS_DENIED),
)
