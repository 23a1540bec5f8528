from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API

STAGE = "aws apigateway get_stage"
FACTS: Facts = {"api_id": API, "stage": "prod", "path": "/orders"}


def logging(level: str, *, traced: bool = False) -> dict[str, JsonValue]:
    return {"stageName": "prod", "methodSettings": {"*/*": {"loggingLevel": level, "dataTraceEnabled": traced}}}


ROWS = (
    Row("every call", FACTS, "on", {STAGE: logging("INFO")}),
    Row("every call, with its data", FACTS, "on", {STAGE: logging("INFO", traced=True)}),
    Row("errors only", FACTS, "off", {STAGE: logging("ERROR")}),
    Row("nothing", FACTS, "off", {STAGE: {"stageName": "prod"}}),
    Row("no such stage", FACTS, None, {STAGE: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {STAGE: DENIED}, because=Reason.ACCESS_DENIED),
)
