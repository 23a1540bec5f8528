from gatewise.model import Facts, Reason
from tests.probes.domain_world import INVOKED, NAME, NAME_ID
from tests.probes.domain_world import URL as BY_DOMAIN
from tests.probes.driver import Row
from tests.probes.world import ENDPOINT_NAME, URL

ALONE: Facts = {"invoke_url": BY_DOMAIN}
BY_HEADER: Facts = {"invoke_url": f"https://{ENDPOINT_NAME}/v1/orders", "headers": (f"Host: {NAME}",)}

ROWS = (
    Row("a custom domain in the URL", ALONE, "yes", {}, {"domain_name": NAME}),
    Row("a custom domain in the header", BY_HEADER, "yes", {}, {"domain_name": NAME}),
    Row("by the form alone", {"url_form": "custom_domain"}, "yes", absent=("domain_name",)),
    Row(
        "the refusal names its id",
        {**ALONE, "error_text": f"User: anonymous is not authorized to perform: execute-api:Invoke on {INVOKED}"},
        "yes",
        {},
        {"domain_name": NAME, "domain_name_id": NAME_ID},
    ),
    Row("the API's own name", {"invoke_url": URL}, "no", absent=("domain_name",)),
    Row("the API by its id", {**ALONE, "url_form": "custom_domain", "headers": ("x-apigw-api-id: a1b2c3d4e5",)}, "no"),
    Row("the API's own name, and a domain name is known", {"invoke_url": URL, "domain_name": NAME}, "no"),
    Row("by another form", {"url_form": "alias"}, "no"),
    Row("no URL", {}, None, because=Reason.MISSING_FACT),
)
