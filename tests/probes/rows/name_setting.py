from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import ALIAS, API, ENDPOINT_NAME, OTHER_VPCE, URL, VPCE, endpoint, endpoints, rest_api

LIST, REST = "aws ec2 describe_vpc_endpoints", "aws apigateway get_rest_api"
OWN: Facts = {"invoke_url": URL, "api_id": API, "vpce_id": VPCE}
BY_ALIAS: Facts = {"invoke_url": f"https://{ALIAS}/prod", "api_id": API, "vpce_id": OTHER_VPCE}

ROWS = (
    Row("on", OWN, "private_dns_on", {LIST: endpoints(endpoint())}, {"private_dns": "on"}),
    Row("off", OWN, "private_dns_off", {LIST: endpoints(endpoint(PrivateDnsEnabled=False))}, {"private_dns": "off"}),
    Row(
        "by the form alone",
        {"url_form": "default_name", "vpce_id": VPCE},
        "private_dns_on",
        {LIST: endpoints(endpoint())},
    ),
    Row("associated", BY_ALIAS, "alias_associated", {REST: rest_api()}),
    Row(
        "not associated",
        BY_ALIAS,
        "alias_not_associated",
        {REST: rest_api(endpointConfiguration={"types": ["PRIVATE"]})},
        {"vpce_id": VPCE},
    ),
    Row("the endpoint's own name", {"invoke_url": f"https://{ENDPOINT_NAME}/prod"}, "public_record"),
    Row("a custom domain", {"invoke_url": "https://orders.example.com/"}, None, because=Reason.NEEDS_JUDGEMENT),
    Row("no form", {}, None, because=Reason.MISSING_FACT),
    Row("no endpoint", {"invoke_url": URL}, None, because=Reason.MISSING_FACT),
    Row("endpoint denied", OWN, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("API denied", BY_ALIAS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("API gone", BY_ALIAS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
)
