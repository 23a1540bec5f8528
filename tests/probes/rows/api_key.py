from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import API

FACTS: Facts = {"api_id": API, "stage": "prod", "method": "GET", "path": "/orders"}
EXPORT, PLANS, KEYS = (f"aws apigateway {name}" for name in ("get_export", "get_usage_plans", "get_usage_plan_keys"))


def export(*, required: bool = True, source: str = "HEADER") -> Replies:
    route: dict[str, JsonValue] = {"security": [{"api_key": []}]} if required else {}
    schemes: JsonValue = {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}
    body: JsonValue = {
        "paths": {"/orders": {"get": route}},
        "components": {"securitySchemes": schemes},
        "x-amazon-apigateway-api-key-source": source,
    }
    return {EXPORT: {"body": body}}


def plans(stage: str = "prod", count: int = 1) -> dict[str, JsonValue]:
    return {
        "items": [{"id": f"p{n}", "name": "daily", "apiStages": [{"apiId": API, "stage": stage}]} for n in range(count)]
    }


KEY: JsonValue = {"id": "k1l2m3n4o5", "type": "API_KEY", "name": "orders-client"}
WITH_KEYS: Replies = {**export(), PLANS: plans(), KEYS: {"items": [KEY]}}
WITHOUT: Replies = {**WITH_KEYS, KEYS: {"items": []}}
OWN: Facts = {**FACTS, "api_key_id": "k1l2m3n4o5"}
NAMED: Facts = {**FACTS, "error_meaning": "http.403.api_key"}
OF_A_KEY = "aws apigateway get_api_key"

ROWS = (
    Row("no key is asked for", FACTS, "not_required", export(required=False)),
    Row(
        "the answer names a key",
        NAMED,
        "refused",
        WITH_KEYS,
        established={"usage_plan_id": "p0"},
        shows="names the key",
    ),
    Row("it names one, and none is asked for", NAMED, None, export(required=False), because=Reason.AMBIGUOUS),
    Row("no plan has the stage", FACTS, "refused", {**WITH_KEYS, PLANS: plans("test")}),
    Row("the plan has no key", FACTS, "refused", WITHOUT, established={"usage_plan_id": "p0"}),
    Row("the client sends none", {**FACTS, "api_key_sent": "no"}, "refused", WITH_KEYS, shows="sends none"),
    Row(
        "it sends none, and the plans can't be read",
        {**FACTS, "api_key_sent": "no"},
        "refused",
        {**export(), PLANS: DENIED},
    ),
    Row("the client's key", OWN, "not_required", {**WITH_KEYS, OF_A_KEY: {"id": "k1l2m3n4o5", "enabled": True}}),
    Row("a disabled key", OWN, "refused", {**WITH_KEYS, OF_A_KEY: {"id": "k1l2m3n4o5", "enabled": False}}),
    Row("a key of no plan", {**OWN, "api_key_id": "x9"}, "refused", WITH_KEYS, shows="None of them has the key x9"),
    Row("the key can't be read", OWN, None, {**WITH_KEYS, OF_A_KEY: DENIED}, because=Reason.ACCESS_DENIED),
    Row("some key", FACTS, None, WITH_KEYS, because=Reason.MISSING_FACT, shows="key k1l2m3n4o5 (orders-client)"),
    Row("more plans than are asked for", FACTS, None, {**WITHOUT, PLANS: plans(count=6)}, because=Reason.MISSING_FACT),
    Row("the keys can't be read", FACTS, None, {**WITH_KEYS, KEYS: DENIED}, because=Reason.MISSING_FACT),
    Row("the authorizer gives the key", FACTS, None, export(source="AUTHORIZER"), because=Reason.NEEDS_JUDGEMENT),
    Row("the plans can't be read", FACTS, None, {**export(), PLANS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no such route", {**FACTS, "path": "/other"}, None, export(), because=Reason.AMBIGUOUS),
    Row("no such stage", FACTS, None, {EXPORT: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
)
