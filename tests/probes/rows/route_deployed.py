from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, URL, Json

EXPORT, DRAFT = "aws apigateway get_export", "aws apigateway get_resources"
STAGE, MADE = "aws apigateway get_stage", "aws apigateway get_deployments"
SUMMARY = "aws apigateway get_deployment"
FACTS: Facts = {"invoke_url": URL, "api_id": API, "stage": "prod", "path": "/orders"}
REFUSED: Facts = {**FACTS, "api_answer": "missing_token", "error_meaning": "http.403.missing_authentication_token"}
BEARER: Facts = {**FACTS, "symptom": "missing_token", "error_meaning": "http.403.incomplete_signature"}
SIGNED: JsonValue = {"security": [{"sigv4": []}]}
SCHEMES: JsonValue = {"securitySchemes": {"sigv4": {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"}}}
LITERAL_AND_VARIABLE: dict[str, JsonValue] = {"{name}": {"get": {}}, "orders": {"get": SIGNED}}


def export(**paths: JsonValue) -> Json:
    return {"body": {"paths": {f"/{name}": held for name, held in paths.items()}, "components": SCHEMES}}


def draft(path: str, *verbs: str) -> Json:
    return {"items": [{"id": "a1", "path": path, "resourceMethods": {verb: {} for verb in verbs}}]}


def deployed(at: str, *made: str) -> dict[str, Json]:
    items: list[JsonValue] = [{"id": name, "createdDate": f"2026-11-2{n}T16:02:11Z"} for n, name in enumerate(made)]
    return {STAGE: {"stageName": "prod", "deploymentId": at}, MADE: {"items": items}}


GONE = {EXPORT: export(pets={"get": {}})}

ROWS = (
    Row("there", FACTS, "deployed", {EXPORT: export(orders={"get": {}})}, shows="asks for no signature"),
    Row("there, and signed calls pass", FACTS, "deployed", {EXPORT: export(orders={"get": SIGNED})}),
    Row(
        "there, and it wants a signature",
        REFUSED,
        "wants_signature",
        {EXPORT: export(**{"{proxy+}": {"x-amazon-apigateway-any-method": SIGNED}})},
    ),
    Row(
        "the literal route before the one with a variable",
        REFUSED,
        "wants_signature",
        {EXPORT: export(**LITERAL_AND_VARIABLE)},
    ),
    Row("there, and the call had a bearer token", BEARER, "wants_signature", {EXPORT: export(orders={"get": {}})}),
    Row(
        "only in the draft",
        REFUSED,
        "absent",
        {**GONE, DRAFT: draft("/orders", "GET"), **deployed("d1", "d1")},
        shows="is in the draft: deploy it",
    ),
    Row(
        "nowhere",
        BEARER,
        "absent",
        {**GONE, DRAFT: draft("/orders", "POST"), **deployed("d1", "d1")},
        shows="not in the draft either",
    ),
    Row("the draft is denied", REFUSED, "absent", {**GONE, DRAFT: DENIED}, shows="could not be read"),
    Row(
        "in a newer deployment",
        REFUSED,
        "old_deployment",
        {
            **GONE,
            DRAFT: draft("/orders", "ANY"),
            **deployed("d1", "d1", "d2"),
            SUMMARY: {"id": "d2", "apiSummary": {"/orders": {"GET": {"authorizationType": "NONE"}}}},
        },
        {"stage_deployment": "d1", "newest_deployment": "d2"},
    ),
    Row(
        "not in the newer deployment either",
        REFUSED,
        "absent",
        {
            **GONE,
            DRAFT: draft("/orders", "ANY"),
            **deployed("d1", "d1", "d2"),
            SUMMARY: {"id": "d2", "apiSummary": {"/pets": {"GET": {}}}},
        },
    ),
    Row(
        "a route that is there and open",
        REFUSED,
        None,
        {EXPORT: export(orders={"get": {}})},
        because=Reason.AMBIGUOUS,
    ),
    Row("an export without routes", FACTS, None, {EXPORT: {"body": {}}}, because=Reason.AMBIGUOUS),
    Row("the export is not there", FACTS, None, {EXPORT: NOT_FOUND}, because=Reason.FAILED),
    Row("the export is denied", FACTS, None, {EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
)
