from gatewise.model import Reason
from tests.probes.driver import Row
from tests.probes.world import HOST

ROWS = (
    Row("a custom domain", {"url_form": "custom_domain", "host": "orders.example.com"}, "custom_domain"),
    Row("the API's own name", {"url_form": "default_name", "host": HOST}, "other", shows=HOST),
    Row("the endpoint's name", {"url_form": "endpoint_name"}, "other"),
    Row("no URL", {}, None, because=Reason.MISSING_FACT),
)
