"""The printed command, run by a real shell, is read back to the very reply that the live observer gives."""

import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta

import dns.rcode
import dns.rrset
import pytest

from gatewise.model import Reply
from gatewise.observation import DnsQuery, HttpsRequest, TcpConnect, TlsHandshake
from gatewise.observers.live import LiveObserver
from tests.observers.certificates import Authority
from tests.observers.conftest import NAME
from tests.observers.servers import (
    LOOPBACK,
    Conversation,
    DnsServer,
    answers,
    closes,
    dns_server,
    free_port,
    gateway,
    http,
    listening,
    proxying,
    resets,
    says_nothing,
    secured,
)
from tests.observers.shell import round_trip

pytestmark = pytest.mark.usefixtures("commands")


# DNS.


@pytest.fixture(scope="module")
def resolver() -> Iterator[DnsServer]:
    with dns_server() as server:
        server.zone |= {
            ("private.example", "A"): ["10.0.2.41", "10.0.1.37"],
            ("public.example", "A"): ["52.47.1.2"],
            ("mixed.example", "A"): ["52.47.1.2", "10.0.1.37"],
            ("six.example", "AAAA"): ["fd00::1"],
            ("alias.example", "CNAME"): ["private.example"],
            ("long.example", "A"): [f"10.0.{place // 200}.{place % 200 + 1}" for place in range(300)],
        }
        server.rcodes |= {
            "broken.example": dns.rcode.SERVFAIL,
            "refused.example": dns.rcode.REFUSED,
            "odd.example": dns.rcode.NOTIMP,
        }
        server.truncated.add("long.example")
        server.glue.append(dns.rrset.from_text("ns.example.", 60, "IN", "A", "198.51.100.1"))
        yield server


@pytest.mark.parametrize(
    ("name", "record_type", "word"),
    [
        ("private.example", "A", "dns.private"),
        ("public.example", "A", "dns.public"),
        ("mixed.example", "A", "dns.mixed"),
        ("six.example", "AAAA", "dns.private"),
        ("six.example", "A", "dns.nodata"),
        ("alias.example", "A", "dns.private"),
        ("alias.example", "CNAME", "unrecognised"),
        ("private.example", "CNAME", "dns.nodata"),
        ("long.example", "A", "dns.private"),
        ("gone.example", "A", "dns.nxdomain"),
        ("broken.example", "A", "dns.servfail"),
        ("refused.example", "A", "dns.refused"),
        ("odd.example", "A", "unrecognised"),
    ],
)
def test_dig_reads_back(live: LiveObserver, resolver: DnsServer, name: str, record_type: str, word: str) -> None:
    query = DnsQuery(name, record_type, LOOPBACK, resolver.port)  # type: ignore[arg-type]
    seen = round_trip(live, query)
    assert isinstance(seen, Reply)
    assert seen.meaning == word


def test_dig_without_a_server_reads_back(live: LiveObserver) -> None:
    seen = round_trip(live, DnsQuery("api.example", "A", LOOPBACK, free_port()))
    assert isinstance(seen, Reply)
    assert seen.meaning == "dns.server_unreachable"


# TCP.


def test_nc_to_a_listening_port_reads_back(live: LiveObserver) -> None:
    with listening(says_nothing) as port:
        assert round_trip(live, TcpConnect(LOOPBACK, port)) == Reply("tcp.open")


def test_nc_to_a_closed_port_reads_back(live: LiveObserver) -> None:
    assert round_trip(live, TcpConnect(LOOPBACK, free_port())) == Reply("tcp.refused")


# TLS, and the call over it. What a server does is made from the two authorities, trusted and not.

Made = Callable[[Authority, Authority], Conversation]


def _shows(context: Callable[[Authority, Authority], ssl.SSLContext]) -> Made:
    return lambda trusted, untrusted: secured(context(trusted, untrusted), says_nothing)


def _does(conversation: Conversation) -> Made:
    return lambda _, __: conversation


HANDSHAKES: dict[str, Made] = {
    "tls.name_mismatch": _shows(lambda trusted, _: trusted.server("other.example")),
    "tls.expired": _shows(lambda trusted, _: trusted.server(NAME, starts=timedelta(-3), ends=timedelta(-2))),
    "tls.self_signed": _shows(lambda trusted, _: trusted.self_signed(NAME)),
    "tls.untrusted_issuer": _shows(lambda _, untrusted: untrusted.server(NAME)),
    "tls.closed": _does(closes),
    "tls.reset": _does(resets),
    "tls.not_tls": _does(answers(http("400 Bad Request", {}, "plain"))),
    "tls.version": _does(answers(b"\x15\x03\x01\x00\x02\x02\x46")),
    "tls.handshake_alert": _does(answers(b"\x15\x03\x01\x00\x02\x02\x28")),
}


def test_openssl_reads_back_an_accepted_certificate(live: LiveObserver, trusted: Authority) -> None:
    with listening(secured(trusted.server(NAME, "*.vpce.example", "10.0.1.37"), says_nothing)) as port:
        seen = round_trip(live, TlsHandshake(LOOPBACK, NAME, port))
    assert isinstance(seen, Reply)
    assert seen.meaning == "tls.ok"
    assert seen.data["names"] == ["*.vpce.example", "10.0.1.37", NAME]


@pytest.mark.parametrize("word", HANDSHAKES)
def test_openssl_reads_back(live: LiveObserver, trusted: Authority, untrusted: Authority, word: str) -> None:
    with listening(HANDSHAKES[word](trusted, untrusted)) as port:
        seen = round_trip(live, TlsHandshake(LOOPBACK, NAME, port))
    assert isinstance(seen, Reply)
    assert seen.meaning == word


def test_openssl_to_a_closed_port_reads_back(live: LiveObserver) -> None:
    assert round_trip(live, TlsHandshake(LOOPBACK, NAME, free_port())) == Reply("tcp.refused")


@pytest.mark.parametrize("word", HANDSHAKES)
def test_curl_reads_back_a_handshake(live: LiveObserver, trusted: Authority, untrusted: Authority, word: str) -> None:
    with listening(HANDSHAKES[word](trusted, untrusted)) as port:
        seen = round_trip(live, HttpsRequest(f"https://{NAME}:{port}/prod/orders", address=LOOPBACK))
    assert seen == Reply(word)


def test_curl_to_a_closed_port_reads_back(live: LiveObserver) -> None:
    request = HttpsRequest(f"https://{NAME}:{free_port()}/prod/orders", address=LOOPBACK)
    assert round_trip(live, request) == Reply("tcp.refused")


DENIED = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:x"
ANSWERS: dict[str, bytes] = {
    "http.200": gateway("200 OK", '{"orders": [],\n "next": null}'),
    "http.403.forbidden": gateway("403 Forbidden", '{"message":"Forbidden"}', "ForbiddenException"),
    "http.403.missing_authentication_token": gateway(
        "403 Forbidden", '{"message":"Missing Authentication Token"}', "MissingAuthenticationTokenException"
    ),
    "http.403.policy_implicit_deny": gateway("403 Forbidden", f'{{"Message":"{DENIED}"}}', "AccessDeniedException"),
    "http.403.vpce_policy_explicit_deny": gateway(
        "403 Forbidden", f'{{"Message":"{DENIED} with an explicit deny in a VPC endpoint policy"}}'
    ),
    "http.504.integration": gateway(
        "504 Gateway Timeout", '{"message": "Endpoint request timed out"}', "InternalServerErrorException"
    ),
    "http.500": gateway("500 Internal Server Error", "x" * 5000),
    "http.not_api_gateway": http(
        "403 Forbidden",
        {"Server": "squid", "Via": "1.1 squid", "Content-Type": "text/html"},
        "<html>\n<h1>\x1b[31mDenied\x1b[0m [/][@click=app.quit]x[/]</h1>\n</html>\n",
    ),
    "http.empty_reply": b"",
}


@pytest.mark.parametrize("word", ANSWERS)
def test_curl_reads_back_an_answer(live: LiveObserver, trusted: Authority, word: str) -> None:
    with listening(secured(trusted.server(NAME), answers(ANSWERS[word]))) as port:
        headers = (("Host", "a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com"), ("x-apigw-api-id", "a1b2c3d4e5"))
        request = HttpsRequest(f"https://{NAME}:{port}/prod/orders?a=1&b=[2]", headers=headers, address=LOOPBACK)
        seen = round_trip(live, request)
    assert isinstance(seen, Reply)
    assert seen.meaning == word


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_curl_reads_back_other_methods(live: LiveObserver, trusted: Authority, method: str) -> None:
    answer = gateway("403 Forbidden", "", "ForbiddenException")
    with listening(secured(trusted.server("localhost"), answers(answer))) as port:
        seen = round_trip(live, HttpsRequest(f"https://localhost:{port}/prod", method=method))  # type: ignore[arg-type]
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("403 Forbidden", "proxy.denied"),
        ("407 Proxy Authentication Required", "proxy.auth_required"),
        ("502 Bad Gateway", "proxy.bad_gateway"),
        ("503 Service Unavailable", "proxy.unavailable"),
    ],
)
def test_curl_reads_back_a_refusing_proxy(
    live: LiveObserver, monkeypatch: pytest.MonkeyPatch, status: str, word: str
) -> None:
    with listening(answers(http(status, {}, ""))) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{proxy}")
        assert round_trip(live, HttpsRequest(f"https://{NAME}/prod")) == Reply(word)


def test_curl_reads_back_an_absent_proxy(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{free_port()}")
    assert round_trip(live, HttpsRequest(f"https://{NAME}/prod")) == Reply("proxy.refused")


def test_curl_reads_back_an_answer_through_a_proxy(
    live: LiveObserver, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(proxying(secured(trusted.server(NAME), answers(ANSWERS["http.403.forbidden"])))) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{proxy}")
        seen = round_trip(live, HttpsRequest(f"https://{NAME}/prod"))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"
