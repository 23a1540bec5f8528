from gatewise.model import Facts, Reason, Reply
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import HOST, URL

A, B = "10.0.1.37", "10.0.2.41"
FACTS: Facts = {"host": HOST, "invoke_url": URL, "endpoint_addresses": (A, B)}
SHAKE = f"tls {A} 443 {HOST}"


def shown(meaning: str) -> Reply:
    return Reply(meaning, {"subject": "CN=corp", "issuer": "CN=corp CA", "names": ["corp.local"]})


CORPORATE: Facts = {"certificate_subject": "CN=corp", "certificate_issuer": "CN=corp CA"}

ROWS = (
    Row("done", FACTS, "ok", {SHAKE: "tls.ok"}),
    Row(
        "another address where the first is blocked",
        {**FACTS, "blocked_addresses": (A,)},
        "ok",
        {f"tls {B} 443 {HOST}": "tls.ok"},
    ),
    Row("the address the client is told", {**FACTS, "connect_address": B}, "ok", {f"tls {B} 443 {HOST}": "tls.ok"}),
    Row(
        "a load balancer's address behind a custom domain",
        {
            **FACTS,
            "host": "orders.example.com",
            "invoke_url": "https://orders.example.com/",
            "resolved_addresses": ("10.0.9.9",),
        },
        "ok",
        {"tls 10.0.9.9 443 orders.example.com": "tls.ok"},
    ),
    Row("another name", FACTS, "name_mismatch", {SHAKE: shown("tls.name_mismatch")}, CORPORATE, shows="CN=corp"),
    Row("an inspecting proxy", FACTS, "untrusted", {SHAKE: shown("tls.untrusted_issuer")}, CORPORATE),
    Row("self-signed", FACTS, "untrusted", {SHAKE: shown("tls.self_signed")}),
    Row("expired", FACTS, "untrusted", {SHAKE: shown("tls.expired")}),
    Row("an old client", FACTS, "version", {SHAKE: "tls.version"}),
    Row("an alert", FACTS, "version", {SHAKE: "tls.handshake_alert"}),
    Row(
        "the client's error",
        {**FACTS, "symptom": "tls_error", "error_meaning": "tls.untrusted_issuer"},
        "untrusted",
        {SHAKE: NOT_THE_CLIENT},
    ),
    Row("an answer came", {**FACTS, "symptom": "forbidden"}, "ok", {SHAKE: NOT_THE_CLIENT}),
    Row("an answer came, and no address is known", {"host": HOST, "symptom": "not_authorized"}, "ok"),
    Row(
        "an answer came to a client that checks nothing",
        {**FACTS, "symptom": "forbidden", "certificate_unchecked": "yes"},
        None,
        {SHAKE: NOT_THE_CLIENT},
        because=Reason.WRONG_VANTAGE,
    ),
    Row("reset on the way", FACTS, "closed", {SHAKE: "tls.reset"}),
    Row("closed on the way", FACTS, "closed", {SHAKE: "tls.closed"}),
    Row("it hangs", FACTS, "stalls", {SHAKE: "tls.timeout"}),
    Row(
        "the client's handshake was reset",
        {**FACTS, "symptom": "tls_error", "error_meaning": "tls.reset"},
        "closed",
        {SHAKE: NOT_THE_CLIENT},
    ),
    Row("something that is not TLS", FACTS, None, {SHAKE: "tls.not_tls"}, because=Reason.AMBIGUOUS),
    Row("no connection", FACTS, None, {SHAKE: "tcp.timeout"}, because=Reason.AMBIGUOUS),
    Row("no address", {"host": HOST}, None, because=Reason.MISSING_FACT),
)
