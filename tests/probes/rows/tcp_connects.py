from gatewise.model import Facts, Reason
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import ENDPOINT_NAME, resolved

A, B = "10.0.1.37", "10.0.2.41"
FACTS: Facts = {"endpoint_addresses": (A, B)}


def looks(first: str, second: str) -> dict[str, str]:
    return {f"tcp {A} 443": first, f"tcp {B} 443": second}


ROWS = (
    Row("both open", FACTS, "all", looks("tcp.open", "tcp.open"), {"tcp": "all"}, absent=("blocked_addresses",)),
    Row("one", FACTS, "some", looks("tcp.open", "tcp.timeout"), {"tcp": "some", "blocked_addresses": (B,)}),
    Row(
        "one, and where it is",
        {**FACTS, "endpoint_places": (f"{A}/eu-west-3a/subnet-a", f"{B}/eu-west-3b/subnet-b")},
        "some",
        looks("tcp.open", "tcp.timeout"),
        {"blocked_zones": ("eu-west-3b",), "blocked_subnets": ("subnet-b",)},
    ),
    Row("neither", FACTS, "none", looks("tcp.timeout", "tcp.no_route_to_host"), {"blocked_addresses": (A, B)}),
    Row(
        "a client without IPv6 needs none",
        {"endpoint_addresses": (A, "2600:1f13::7")},
        "all",
        {f"tcp {A} 443": "tcp.open", "tcp 2600:1f13::7 443": "tcp.network_unreachable"},
    ),
    Row("one refuses", FACTS, "refused", looks("tcp.open", "tcp.refused"), {"blocked_addresses": (B,)}),
    Row("the host forbids it", FACTS, "refused", looks("tcp.permission_denied", "tcp.timeout"), {"tcp": "refused"}),
    Row(
        "a denial by a policy came through an endpoint",
        {**FACTS, "symptom": "not_authorized"},
        "all",
        {},
        {"tcp": "all"},
    ),
    Row(
        "the addresses are those of its name",
        {"endpoint_dns_name": ENDPOINT_NAME},
        "all",
        {f"dns A {ENDPOINT_NAME}": resolved(A), f"tcp {A} 443": "tcp.open"},
    ),
    Row("forbidden may come from the public side", {**FACTS, "symptom": "forbidden"}, None, {}),
    Row("not the client", FACTS, None, {f"tcp {A} 443": NOT_THE_CLIENT}, because=Reason.WRONG_VANTAGE),
    Row(
        "one look is missing",
        FACTS,
        None,
        {f"tcp {A} 443": "tcp.timeout", f"tcp {B} 443": NOT_THE_CLIENT},
        {"blocked_addresses": (A,)},
    ),
    Row("no addresses", {}, None, {}, because=Reason.MISSING_FACT),
)
