from gatewise.model import Facts, Reason
from tests.probes.driver import Row
from tests.probes.world import ALIAS, API, ENDPOINT_NAME, HOST, REGION, URL

OWN: Facts = {"invoke_url": f"https://{ENDPOINT_NAME}/prod/orders", "region": REGION}
CN = f"{API}.execute-api.cn-north-1"

ROWS = (
    Row("the API's own name", {"invoke_url": URL, "region": REGION}, "default_name", {}, {"url_form": "default_name"}),
    Row("the alias", {"invoke_url": f"https://{ALIAS}/prod/orders"}, "alias"),
    Row("a custom domain", {"invoke_url": "https://orders.example.com/v1"}, "custom_domain"),
    Row("a custom domain on a port of its own", {"invoke_url": "https://orders.example.com:8443/v1"}, "custom_domain"),
    Row("the endpoint's name with Host", {**OWN, "headers": (f"Host: {HOST}",)}, "endpoint_name"),
    Row("the endpoint's name with the id", {**OWN, "headers": (f"X-Apigw-Api-Id: {API}",)}, "endpoint_name"),
    Row("the endpoint's name for a custom domain", {**OWN, "headers": ("Host: orders.example.com",)}, "endpoint_name"),
    Row("the API has answered, so a header was sent", {**OWN, "symptom": "not_authorized"}, "endpoint_name"),
    Row("without a header", OWN, "no_routing_header", {}, {"url_form": "no_routing_header"}),
    Row("with a header that chooses nothing", {**OWN, "headers": (f"Host: {ENDPOINT_NAME}",)}, "no_routing_header"),
    Row(
        "China without its suffix",
        {"invoke_url": f"https://{CN}.amazonaws.com/prod/orders", "region": "cn-north-1"},
        "wrong_name",
        {},
        {"expected_host": f"{CN}.amazonaws.com.cn", "right_url": f"https://{CN}.amazonaws.com.cn/prod/orders"},
    ),
    Row(
        "a Host header without China's suffix",
        {
            "invoke_url": f"https://{ENDPOINT_NAME}/prod/orders",
            "headers": (f"Host: {CN}.amazonaws.com",),
        },
        "wrong_name",
        {},
        {"expected_host": f"{CN}.amazonaws.com.cn"},
    ),
    Row(
        "the id header makes an unrelated Host harmless",
        {**OWN, "headers": (f"Host: {CN}.amazonaws.com", f"x-apigw-api-id: {API}")},
        "endpoint_name",
    ),
    Row(
        "another Region",
        {"invoke_url": URL, "region": "us-east-1"},
        "wrong_name",
        {},
        {"expected_host": f"{API}.execute-api.us-east-1.amazonaws.com"},
    ),
    Row(
        "no Region",
        {"invoke_url": f"https://{API}.execute-api.amazonaws.com/prod", "region": REGION},
        "wrong_name",
        {},
        {"expected_host": HOST, "right_url": f"https://{HOST}/prod"},
    ),
    Row(
        "no Region, and nobody knows it",
        {"invoke_url": f"https://{API}.execute-api.amazonaws.com/prod"},
        "wrong_name",
        absent=("expected_host", "right_url"),
    ),
    Row("plain http", {"invoke_url": URL.replace("https", "http")}, "plain_http", {}, {"right_url": URL}),
    Row("another port", {"invoke_url": f"https://{HOST}:8443/prod/orders"}, "plain_http", {}, {"right_url": URL}),
    Row(
        "two slashes",
        {"invoke_url": f"https://{HOST}/prod//orders"},
        "malformed",
        {},
        {"right_url": URL, "path": "/orders", "url_form": "malformed"},
        shows="it should be /prod/orders",
    ),
    Row("an encoded stage", {"invoke_url": f"https://{HOST}/prod%2Forders"}, "malformed", {}, {"right_url": URL}),
    Row(
        "two slashes behind a custom domain",
        {"invoke_url": "https://orders.example.com/v1//orders"},
        "malformed",
        {},
        {"right_url": "https://orders.example.com/v1/orders", "path": "/v1/orders"},
    ),
    Row("an encoded letter behind the stage", {"invoke_url": f"https://{HOST}/prod/a%20b"}, "default_name"),
    Row("no URL", {"invoke_url": "10.0.1.37/prod"}, None, because=Reason.UNREADABLE),
)
