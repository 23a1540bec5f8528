from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API

GET = "aws apigateway get_stage"
FACTS: Facts = {"api_id": API, "stage": "prod", "path": "/orders/7"}


def stage(**settings: JsonValue) -> dict[str, JsonValue]:
    return {"stageName": "prod", "methodSettings": {key.replace("ALL", "*/*"): held for key, held in settings.items()}}


FULL: dict[str, JsonValue] = {"loggingLevel": "INFO", "dataTraceEnabled": True}
INFO: dict[str, JsonValue] = {"loggingLevel": "INFO", "dataTraceEnabled": False}

ROWS = (
    Row("everything", FACTS, "full", {GET: stage(ALL=FULL)}),
    Row("info", FACTS, "info", {GET: stage(ALL=INFO)}),
    Row("errors", FACTS, "errors_only", {GET: stage(ALL={"loggingLevel": "ERROR"})}),
    Row("off", FACTS, "off", {GET: stage(ALL={"loggingLevel": "OFF"})}),
    Row("no setting at all", FACTS, "off", {GET: {"stageName": "prod"}}),
    Row("the method's own setting wins", FACTS, "off", {GET: stage(ALL=FULL, **{"~1orders~1{id}/GET": {}})}),
    Row("written with a slash too", FACTS, "off", {GET: stage(ALL=FULL, **{"orders/{id}/GET": {}})}),
    Row("another method's does not", FACTS, "full", {GET: stage(ALL=FULL, **{"~1orders~1{id}/POST": {}})}),
    Row("another path's does not", FACTS, "full", {GET: stage(ALL=FULL, **{"~1orders/GET": {}})}),
    Row("the stage is not there", FACTS, None, {GET: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {GET: DENIED}, because=Reason.ACCESS_DENIED),
)
