from gatewise.model import Facts, Reason, Reply
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import ALIAS, ENDPOINT_NAME, HOST, URL

BY_ALIAS: Facts = {"host": ALIAS, "invoke_url": f"https://{ALIAS}/prod", "dns": "no_name"}
BY_ENDPOINT: Facts = {"host": ENDPOINT_NAME, "invoke_url": f"https://{ENDPOINT_NAME}/prod", "dns": "no_name"}
AMAZON = "@169.254.169.253"
FOUND = Reply("dns.private", {"addresses": ["10.0.1.37"]})

ROWS = (
    Row("nobody knows the alias", BY_ALIAS, "propagating", {f"dns A {ALIAS} {AMAZON}": "dns.nxdomain"}),
    Row("the alias is dropped", BY_ALIAS, "filtered", {f"dns A {ALIAS} {AMAZON}": FOUND}),
    Row("the endpoint's name is dropped", BY_ENDPOINT, "filtered", {f"dns A {ENDPOINT_NAME} {AMAZON}": FOUND}),
    Row("nobody knows the endpoint's name", BY_ENDPOINT, "neither", {f"dns A {ENDPOINT_NAME} {AMAZON}": "dns.nodata"}),
    Row(
        "Amazon's is out of reach",
        BY_ALIAS,
        None,
        {f"dns A {ALIAS} {AMAZON}": "dns.timeout"},
        because=Reason.AMBIGUOUS,
    ),
    Row("not the client", BY_ALIAS, None, {f"dns A {ALIAS} {AMAZON}": NOT_THE_CLIENT}, because=Reason.WRONG_VANTAGE),
    Row("a private name", {"host": HOST, "invoke_url": URL, "dns": "no_name"}, None, because=Reason.AMBIGUOUS),
    Row("a wrong address", {**BY_ALIAS, "dns": "different"}, None, because=Reason.AMBIGUOUS),
)
