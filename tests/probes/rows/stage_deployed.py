from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import API, ENDPOINT_NAME, HOST, URL, Json

STAGES = "aws apigateway get_stages"
FACTS: Facts = {"api_id": API, "stage": "prod", "invoke_url": URL}
TWO: Json = {"item": [{"stageName": "dev", "deploymentId": "d1"}, {"stageName": "prod", "deploymentId": "d2"}]}

ROWS = (
    Row("deployed", FACTS, "deployed", {STAGES: TWO}, {"stages": ("dev", "prod")}, shows="deployment d2"),
    Row("never deployed", FACTS, "none_deployed", {STAGES: {"item": []}}),
    Row(
        "another stage",
        {**FACTS, "stage": "pord"},
        "no_such_stage",
        {STAGES: TWO},
        {"stages": ("dev", "prod"), "nearest_stage": "prod"},
    ),
    Row("case counts", {**FACTS, "stage": "Prod"}, "no_such_stage", {STAGES: TWO}, {"nearest_stage": "prod"}),
    Row(
        "the URL names no stage",
        {"api_id": API, "invoke_url": f"https://{HOST}"},
        "no_such_stage",
        {STAGES: TWO},
        shows="the URL names none",
    ),
    Row(
        "a slash too many in front of the stage",
        {"api_id": API, "path": "//prod/orders", "invoke_url": f"https://{HOST}//prod/orders"},
        "deployed",
        {STAGES: TWO},
        {"stage": "prod", "path": "/orders"},
        shows="does not write it so",
    ),
    Row(
        "an encoded stage",
        {"api_id": API, "stage": "prod%2Forders", "invoke_url": f"https://{HOST}/prod%2Forders"},
        "deployed",
        {STAGES: TWO},
        {"stage": "prod", "path": "/orders"},
    ),
    Row(
        "a custom domain has no stage in its URL",
        {"api_id": API, "invoke_url": "https://orders.example.com/v1"},
        None,
        {STAGES: TWO},
        {"stages": ("dev", "prod")},
        because=Reason.MISSING_FACT,
    ),
    Row(
        "a custom domain in the Host header has none either",
        {"api_id": API, "invoke_url": f"https://{ENDPOINT_NAME}/v1", "headers": ("Host: orders.example.com",)},
        None,
        {STAGES: TWO},
        because=Reason.MISSING_FACT,
    ),
    Row("the API is not there", FACTS, None, {STAGES: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {STAGES: DENIED}, because=Reason.ACCESS_DENIED),
)
