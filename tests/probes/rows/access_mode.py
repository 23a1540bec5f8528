from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import ALIAS, API, ENDPOINT_NAME, HOST, URL, rest_api

REST = "aws apigateway get_rest_api"
FACTS: Facts = {"api_id": API, "invoke_url": URL}
OWN: Facts = {"api_id": API, "invoke_url": f"https://{ENDPOINT_NAME}/prod/orders", "headers": (f"Host: {HOST}",)}
STRICT = rest_api(endpointAccessMode="STRICT", securityPolicy="SecurityPolicy_TLS13_1_3_2025_09")
NAMED: Facts = {"security_policy": "SecurityPolicy_TLS13_1_3_2025_09"}

ROWS = (
    Row("not set", FACTS, "basic", {REST: rest_api()}),
    Row("basic", OWN, "basic", {REST: rest_api(endpointAccessMode="BASIC")}),
    Row("strict, and the call uses the API's own name", FACTS, "basic", {REST: STRICT}),
    Row(
        "strict, and a custom domain name",
        {"api_id": API, "invoke_url": "https://orders.example.com/v1"},
        "basic",
        {REST: STRICT},
    ),
    Row("strict, and the endpoint's own name", OWN, "strict", {REST: STRICT}, NAMED, shows=ENDPOINT_NAME),
    Row("strict, and the alias", {"api_id": API, "invoke_url": f"https://{ALIAS}/prod"}, "strict", {REST: STRICT}),
    Row("strict, and another Host", {**FACTS, "headers": ("Host: orders.example.com",)}, "strict", {REST: STRICT}),
    Row("strict, and nobody knows the URL", {"api_id": API}, None, {REST: STRICT}, because=Reason.MISSING_FACT),
    Row("the API is not there", FACTS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
