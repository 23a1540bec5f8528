from gatewise.model import Facts, Reason
from tests.probes.domain_world import (
    CALLED,
    MAPPINGS,
    NAME,
    NAME_ID,
    OWN,
    SHARED,
    domain,
    in_sight,
    items,
    mapping,
)
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import ACCOUNT, API, HOST, STAGE, VPCE, rest_api

FACTS: Facts = {"api_id": API, "region": "eu-west-3"}
LED: Replies = {**in_sight(domain()), MAPPINGS: items(mapping())}
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
        "an API that can't be called",
        FACTS,
        "not_available",
        {REST: rest_api(apiStatus="FAILED", apiStatusMessage="the certificate is gone")},
        {"api_status": "FAILED"},
        shows="the certificate is gone",
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
    Row(
        "by a private custom domain name",
        CALLED,
        "private",
        {**LED, REST: rest_api()},
        {"api_id": API, "stage": STAGE, "path": "/orders", "domain_name_id": NAME_ID},
        shows=f"{NAME} leads to API {API}, stage {STAGE}.",
    ),
    Row(
        "by a domain name, and the API is known",
        {**CALLED, "api_id": API},
        "private",
        {**LED, REST: rest_api()},
        {"stage": STAGE},
    ),
    Row(
        "by a domain name that leads to another API",
        {**CALLED, "api_id": API},
        "private",
        {**LED, MAPPINGS: items(mapping(api="zzzzzzzzzz")), REST: rest_api()},
        absent=("stage",),
    ),
    Row(
        "the API's own name without a stage", {**FACTS, "invoke_url": f"https://{HOST}/"}, "private", {REST: rest_api()}
    ),
    Row("by a domain name that nobody knows", CALLED, None, in_sight(), because=Reason.MISSING_FACT),
    Row("by a domain name without a mapping", CALLED, None, {**LED, MAPPINGS: items()}, because=Reason.MISSING_FACT),
    Row("its mappings are denied", CALLED, None, {**LED, MAPPINGS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("domain names are denied", CALLED, None, {OWN: DENIED, SHARED: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no id", {}, None, because=Reason.MISSING_FACT),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("denied for the other kind", FACTS, None, {REST: NOT_FOUND, OTHER: DENIED}, because=Reason.ACCESS_DENIED),
    Row("AWS says no type", FACTS, None, {REST: {"id": API}}, because=Reason.AMBIGUOUS),
)
