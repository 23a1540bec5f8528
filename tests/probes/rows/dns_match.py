from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_THE_CLIENT, Row
from tests.probes.world import ENDPOINT_NAME, ENI_A, ENI_B, HOST, URL, Json, interface, resolved

A, B = "10.0.1.37", "10.0.2.41"
ASK, BESIDE, ENIS = f"dns A {HOST}", f"dns A {ENDPOINT_NAME}", "aws ec2 describe_network_interfaces"
FACTS: Facts = {
    "host": HOST,
    "invoke_url": URL,
    "endpoint_addresses": (A, B),
    "endpoint_dns_name": ENDPOINT_NAME,
    "endpoint_interfaces": (ENI_A, ENI_B),
}
CUSTOM: Facts = {**FACTS, "host": "orders.example.com", "invoke_url": "https://orders.example.com/"}
OTHER: Json = {
    "NetworkInterfaces": [
        interface("eni-9", "10.0.9.9", InterfaceType="vpc_endpoint", Description="VPC Endpoint Interface vpce-9")
    ]
}

ROWS = (
    Row("in another order", FACTS, "match", {ASK: resolved(B, A), BESIDE: resolved(A, B)}, {"dns": "match"}),
    Row("one of them", FACTS, "match", {ASK: resolved(B), BESIDE: NOT_THE_CLIENT}, {"resolved_addresses": (B,)}),
    Row(
        "the same as the endpoint's name",
        {"host": HOST, "endpoint_dns_name": ENDPOINT_NAME},
        "match",
        {ASK: resolved(A), BESIDE: resolved(A, B)},
    ),
    Row(
        "IPv6, written otherwise",
        {**FACTS, "endpoint_addresses": (A, "2600:1f13::7")},
        "match",
        {ASK: resolved(A), f"dns AAAA {HOST}": resolved("2600:1f13:0:0::7", meaning="dns.public"), BESIDE: resolved(A)},
    ),
    Row("the client is told where to connect", {**FACTS, "connect_address": A}, "match", {}),
    Row(
        "the client is told to connect elsewhere", {**FACTS, "connect_address": "10.0.9.9"}, "different", {ENIS: DENIED}
    ),
    Row(
        "public",
        FACTS,
        "public",
        {ASK: resolved("52.47.1.1", meaning="dns.public"), BESIDE: resolved(A)},
        {"resolved_addresses": ("52.47.1.1",)},
    ),
    Row("no such name", FACTS, "no_name", {ASK: "dns.nxdomain", BESIDE: resolved(A)}, {"dns": "no_name"}),
    Row("the resolver fails", FACTS, "no_name", {ASK: "dns.servfail", BESIDE: "dns.servfail"}),
    Row(
        "the client said so",
        {**FACTS, "symptom": "no_name"},
        "no_name",
        {ASK: NOT_THE_CLIENT, BESIDE: NOT_THE_CLIENT},
    ),
    Row("other addresses", FACTS, "different", {ASK: resolved("10.0.9.9"), BESIDE: resolved(A)}, {"dns": "different"}),
    Row("some public", FACTS, "different", {ASK: resolved(A, "52.47.1.1", meaning="dns.mixed"), BESIDE: resolved(A)}),
    Row(
        "those of another endpoint",
        FACTS,
        None,
        {ASK: resolved("10.0.9.9"), BESIDE: resolved(A), ENIS: OTHER},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a custom domain may lead to a load balancer",
        CUSTOM,
        None,
        {"dns A orders.example.com": resolved("10.0.9.9"), BESIDE: resolved(A)},
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "an answer of the API came through an endpoint",
        {**FACTS, "symptom": "not_authorized"},
        "match",
        {ASK: NOT_THE_CLIENT, BESIDE: NOT_THE_CLIENT},
        absent=("resolved_addresses",),
    ),
    Row("not the client", FACTS, None, {ASK: NOT_THE_CLIENT, BESIDE: resolved(A)}, because=Reason.WRONG_VANTAGE),
    Row("nothing to compare with", {"host": HOST}, None, {ASK: resolved(A)}, because=Reason.MISSING_FACT),
    Row("nothing to compare", FACTS, None, {ASK: "dns.private", BESIDE: resolved(A)}, because=Reason.AMBIGUOUS),
)
