from gatewise.analysis.sentinel import NO_SUCH_STAGE
from gatewise.model import Facts, Reason
from tests.probes.driver import NOT_THE_CLIENT, Replies, Row
from tests.probes.world import API, ENDPOINT_NAME, HOST, REGION, STAGE, URL

PATH = "/__nothing_here"
FACTS: Facts = {"invoke_url": URL, "host": HOST, "region": REGION, "stage": STAGE, "path": "/orders", "api_id": API}
AGREED: Facts = {**FACTS, "sentinel_path": PATH}
NO_ROUTE, FORBIDDEN = "http.403.missing_authentication_token", "http.403.forbidden"
DENIED = "http.403.resource_policy_implicit_deny"


def world(path: str, stage: str = FORBIDDEN, host: str = HOST, *, more: str = "", method: str = "GET") -> Replies:
    """The answers to the path that does not exist, and to the stage."""
    call = f"https {method} https://{host}"
    return {f"{call}/{STAGE}{PATH}{more}": path, f"{call}/{NO_SUCH_STAGE}{PATH}{more}": stage}


ROWS = (
    Row("no route", AGREED, "reached", world(NO_ROUTE), shows="not documented"),
    Row("a greedy route", AGREED, "reached", world("http.200"), shows="both policies let it pass"),
    Row("host and stage are not matched", AGREED, "host_not_matched", world(FORBIDDEN)),
    Row("the resource policy refuses", AGREED, "policy_denies", world(DENIED), shows="the resource policy"),
    Row(
        "the endpoint's policy refuses both",
        AGREED,
        "policy_denies",
        world("http.403.vpce_policy_explicit_deny", "http.403.vpce_policy_explicit_deny"),
        shows="the endpoint's policy",
    ),
    Row(
        "as the client routes its call",
        {
            **AGREED,
            "invoke_url": f"https://{ENDPOINT_NAME}/{STAGE}/orders",
            "headers": (f"x-apigw-api-id: {API}",),
            "connect_address": "10.0.1.37",
        },
        "reached",
        world(NO_ROUTE, host=ENDPOINT_NAME, more=f" [x-apigw-api-id: {API}] via 10.0.1.37"),
    ),
    Row(
        "as HEAD, where the client sends that", {**AGREED, "method": "HEAD"}, "reached", world(NO_ROUTE, method="HEAD")
    ),
    Row("as GET, where the client sends POST", {**AGREED, "method": "POST"}, "reached", world(NO_ROUTE)),
    Row("both without a route", AGREED, None, world(NO_ROUTE, NO_ROUTE), because=Reason.AMBIGUOUS),
    Row(
        "behind a web ACL",
        {**AGREED, "web_acl_name": "orders"},
        None,
        world(FORBIDDEN),
        because=Reason.AMBIGUOUS,
        shows=FORBIDDEN,
    ),
    Row(
        "a policy, and the client sends credentials",
        {**AGREED, "authorization_scheme": "sigv4"},
        None,
        world(DENIED),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("no connection", AGREED, None, world("tcp.timeout", "tcp.timeout"), because=Reason.AMBIGUOUS),
    Row("nobody agreed", FACTS, None, world(NO_ROUTE), because=Reason.MISSING_FACT),
    Row(
        "a custom domain name",
        {**AGREED, "invoke_url": "https://orders.example/orders", "stage": ""},
        None,
        because=Reason.MISSING_FACT,
    ),
    Row(
        "not on the client",
        AGREED,
        None,
        {f"https GET https://{HOST}/{STAGE}{PATH}": NOT_THE_CLIENT},
        because=Reason.WRONG_VANTAGE,
    ),
)
