from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, URL, rest_api

REST = "aws apigateway get_rest_api"
FACTS: Facts = {"api_id": API, "invoke_url": URL}
OFF = {REST: rest_api(disableExecuteApiEndpoint=True)}

ROWS = (
    Row("on", FACTS, "enabled", {REST: rest_api()}),
    Row("off", FACTS, "disabled", OFF),
    Row("off, and the URL unknown", {"api_id": API}, "disabled", OFF),
    Row(
        "off, and not used by a custom domain",
        {"api_id": API, "invoke_url": "https://orders.example.com/"},
        "enabled",
        OFF,
        shows="custom domain",
    ),
    Row("the API is not there", FACTS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
