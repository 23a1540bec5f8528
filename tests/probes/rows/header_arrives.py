from gatewise.model import Facts, Reason
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import API, ENDPOINT_NAME, HOST, URL, answered

A = "10.0.1.37"
FACTS: Facts = {"invoke_url": URL, "api_id": API, "endpoint_addresses": (A, "10.0.2.41")}
STRAIGHT = f"https GET {URL} [x-apigw-api-id: {API}] via {A}"
OWN = f"https://{ENDPOINT_NAME}/prod/orders"

ROWS = (
    Row("the direct call is refused alike", FACTS, "arrives", {STRAIGHT: answered("http.403.forbidden", 403)}),
    Row("the direct call works", FACTS, "stripped", {STRAIGHT: answered("http.200", 200)}),
    Row(
        "the direct call gets as far as the policy",
        {**FACTS, "invoke_url": OWN, "headers": (f"Host: {HOST}",)},
        "stripped",
        {
            f"https GET {OWN} [Host: {HOST}] [x-apigw-api-id: {API}] via {A}": answered(
                "http.403.resource_policy_implicit_deny", 403
            )
        },
    ),
    Row(
        "by another address where one is blocked",
        {**FACTS, "blocked_addresses": (A,)},
        "arrives",
        {STRAIGHT.replace(A, "10.0.2.41"): answered("http.403.forbidden", 403)},
    ),
    Row("the direct call does not get through", FACTS, None, {STRAIGHT: "tcp.timeout"}, because=Reason.AMBIGUOUS),
    Row("not the client", FACTS, None, {STRAIGHT: NOT_THE_CLIENT}, because=Reason.WRONG_VANTAGE),
    Row("no address", {"invoke_url": URL, "api_id": API}, None, because=Reason.MISSING_FACT),
    Row(
        "a custom domain is for no single API",
        {**FACTS, "invoke_url": "https://orders.example.com/v1"},
        None,
        because=Reason.MISSING_FACT,
    ),
    Row("a POST is not sent", {**FACTS, "method": "POST"}, None, because=Reason.NEEDS_JUDGEMENT),
)
