from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import ACCOUNT, API, VPCE, rest_api

FACTS: Facts = {"api_id": API, "region": "eu-west-3"}
REST, OTHER, CALLER = "aws apigateway get_rest_api", "aws apigatewayv2 get_api", "aws sts get_caller_identity"

ROWS = (
    Row(
        "a private API",
        FACTS,
        "private",
        {REST: rest_api(), CALLER: {"Account": ACCOUNT}},
        {"account_id": ACCOUNT, "api_vpce_ids": (VPCE,), "api_name": "orders"},
        shows=f"{API} is a REST API of type PRIVATE.",
    ),
    Row("nobody knows the account", FACTS, "private", {REST: rest_api()}, absent=("account_id",)),
    Row(
        "an API that is being changed",
        FACTS,
        "private",
        {REST: rest_api(apiStatus="UPDATING", apiStatusMessage="soon")},
        shows="UPDATING",
    ),
    Row(
        "a Regional API",
        FACTS,
        "public",
        {REST: rest_api(endpointConfiguration={"types": ["REGIONAL"]})},
        {"api_types": ("REGIONAL",)},
    ),
    Row(
        "an HTTP API",
        FACTS,
        "http_or_websocket",
        {REST: NOT_FOUND, OTHER: {"ApiId": API, "ProtocolType": "HTTP"}},
        {"api_protocol": "HTTP"},
    ),
    Row(
        "no such API",
        FACTS,
        "not_found",
        {REST: NOT_FOUND, OTHER: NOT_FOUND, CALLER: {"Account": ACCOUNT}},
        shows=f"account {ACCOUNT}, eu-west-3",
    ),
    Row(
        "an API that answers is in another account",
        {**FACTS, "symptom": "not_authorized"},
        None,
        {REST: NOT_FOUND, OTHER: NOT_FOUND},
        because=Reason.AMBIGUOUS,
    ),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("denied for the other kind", FACTS, None, {REST: NOT_FOUND, OTHER: DENIED}, because=Reason.ACCESS_DENIED),
    Row("AWS says no type", FACTS, None, {REST: {"id": API}}, because=Reason.AMBIGUOUS),
)
