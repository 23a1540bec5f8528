from gatewise.model import Facts, JsonValue, Reason
from tests.probes.domain_world import (
    BEHIND,
    CALLED,
    DOMAIN,
    KNOWN,
    MAPPINGS,
    NAME,
    NONE,
    changed,
    domain,
    items,
    mapping,
)
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API, STAGE, Json

EXPORT = "aws apigateway get_export"
LEADS: Facts = {"api_id": API, "stage": STAGE, "path": "/orders"}


def mapped(*listed: Json, **changes: JsonValue) -> Replies:
    return {DOMAIN: changed(changes), MAPPINGS: items(*listed)}


def routes(*paths: str) -> Replies:
    operations: Json = {path: {"get": {}} for path in paths}
    return {EXPORT: {"body": {"paths": operations}}}


def to(path: str) -> Facts:
    return {**KNOWN, "invoke_url": f"https://{NAME}{path}"}


def right(path: str) -> Facts:
    return {"right_url": f"https://{NAME}{path}"}


ROWS = (
    Row("by its base path", KNOWN, "mapped", mapped(mapping()), LEADS, shows="/orders of API a1b2c3d4e5"),
    Row("by the one without a base path", to("/orders"), "mapped", mapped(mapping("(none)")), LEADS),
    Row("the longer one wins", KNOWN, "mapped", mapped(mapping("(none)", api="zzzzzzzzzz"), mapping()), LEADS),
    Row("the path names the stage", to("/v1/prod/orders"), "mapped", mapped(mapping(stage="(none)")), LEADS),
    Row("known already", BEHIND, "mapped", mapped(mapping(), routingMode="BASE_PATH_MAPPING_ONLY"), LEADS),
    Row("no mapping", KNOWN, "none", mapped(), {"base_path": "v1", "domain_name": NAME}),
    Row(
        "no mapping, and the API has the path without its first part",
        BEHIND,
        "none",
        {**mapped(), **routes("/orders")},
        {"base_path": "v1", "path": "/orders"},
    ),
    Row(
        "no mapping, and the API has the whole path",
        BEHIND,
        "none",
        {**mapped(), **routes("/v1/orders")},
        {"base_path": "(none)", "path": "/v1/orders"},
    ),
    Row("no base path", to("/orders"), "wrong_path", mapped(mapping()), right("/v1/orders")),
    Row("another base path", to("/v2/orders"), "wrong_path", mapped(mapping()), right("/v1/orders")),
    Row("the stage for a base path", to("/prod/orders"), "wrong_path", mapped(mapping()), right("/v1/orders")),
    Row(
        "the stage once more",
        to("/v1/prod/orders"),
        "wrong_path",
        {**mapped(mapping()), **routes("/orders")},
        {**LEADS, **right("/v1/orders")},
        shows="the path names it once more",
    ),
    Row(
        "a path called like the stage",
        to("/v1/prod/orders"),
        "mapped",
        {**mapped(mapping()), **routes("/prod/orders")},
        {"path": "/prod/orders"},
    ),
    Row(
        "neither path is deployed",
        to("/v1/prod/orders"),
        None,
        {**mapped(mapping()), **routes("/other")},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "the routes are denied",
        to("/v1/prod/orders"),
        None,
        {**mapped(mapping()), EXPORT: DENIED},
        because=Reason.ACCESS_DENIED,
    ),
    Row("another API", {**BEHIND, "api_id": "zzzzzzzzzz"}, None, mapped(mapping()), because=Reason.AMBIGUOUS),
    Row("no stage anywhere", to("/v1"), None, mapped(mapping(stage="(none)")), because=Reason.AMBIGUOUS),
    Row(
        "routing rules", KNOWN, None, mapped(mapping(), routingMode="ROUTING_RULE_ONLY"), because=Reason.NEEDS_JUDGEMENT
    ),
    Row("denied", KNOWN, None, {DOMAIN: domain(), MAPPINGS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("gone", KNOWN, None, {DOMAIN: NOT_FOUND, MAPPINGS: NONE}, because=Reason.FAILED),
    Row("no id", CALLED, None, because=Reason.MISSING_FACT),
)
