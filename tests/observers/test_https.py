"""The call itself: what answers, how far it got, and what a proxy does to it."""

import socket

import pytest

from gatewise.model import JsonValue, NotSeen, Reason, Reply
from gatewise.observation import HttpsRequest
from gatewise.observers import https
from gatewise.observers.live import LiveObserver
from tests.observers.certificates import Authority
from tests.observers.conftest import NAME
from tests.observers.servers import (
    LOOPBACK,
    Conversation,
    answers,
    closes,
    free_port,
    gateway,
    http,
    listening,
    proxying,
    resets,
    says_nothing,
    secured,
)

FORBIDDEN = gateway("403 Forbidden", '{"message":"Forbidden"}', "ForbiddenException")


def called(live: LiveObserver, conversation: Conversation, **request: str) -> Reply | NotSeen:
    with listening(conversation) as port:
        return live.observe(HttpsRequest(f"https://{NAME}:{port}/prod/orders", address=LOOPBACK, **request))  # type: ignore[arg-type]


def test_an_answer_of_api_gateway_is_read(live: LiveObserver, trusted: Authority) -> None:
    seen = called(live, secured(trusted.server(NAME), answers(FORBIDDEN)))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"
    assert seen.data["status"] == 403
    assert seen.data["body"] == '{"message":"Forbidden"}'
    assert set(seen.data["headers"]) == {  # type: ignore[arg-type]
        "server",
        "content-type",
        "x-amzn-requestid",
        "x-amzn-errortype",
        "x-amz-apigw-id",
    }


def test_an_answer_of_something_else_is_not_taken_for_api_gateways(live: LiveObserver, trusted: Authority) -> None:
    page = http("403 Forbidden", {"Server": "squid", "Set-Cookie": "session=1"}, "<h1>no \x1b[31mway\x1b[0m</h1>")
    seen = called(live, secured(trusted.server(NAME), answers(page)))
    expected: dict[str, JsonValue] = {"status": 403, "headers": {"server": "squid"}, "body": "<h1>no way</h1>"}
    assert seen == Reply("http.not_api_gateway", expected)


def test_the_name_and_the_routing_header_are_sent_to_the_chosen_address(live: LiveObserver, trusted: Authority) -> None:
    heard: list[bytes] = []
    server_names: list[str] = []
    context = trusted.server(NAME)
    context.sni_callback = lambda _, name, __: server_names.append(name)

    def conversation(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(gateway("200 OK", "{}"))

    with listening(secured(context, conversation)) as port:
        headers = (("Host", "a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com"), ("x-apigw-api-id", "a1b2c3d4e5"))
        seen = live.observe(HttpsRequest(f"https://{NAME}:{port}/prod?a=1", headers=headers, address=LOOPBACK))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.200"
    assert server_names == [NAME]
    assert heard[0].startswith(b"GET /prod?a=1 HTTP/1.1\r\n")
    assert heard[0].lower().count(b"\r\nhost: ") == 1
    assert b"\r\nHost: a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com\r\n" in heard[0]
    assert b"\r\nx-apigw-api-id: a1b2c3d4e5\r\n" in heard[0]
    assert b"authorization" not in heard[0].lower()


def test_a_call_with_credentials_is_not_made(live: LiveObserver) -> None:
    with listening(resets) as port:
        headers = (("Authorization", "Bearer s3cret-token"), ("X-Api-Key", "s3cret-key"))
        seen = live.observe(HttpsRequest(f"https://{NAME}:{port}/", headers=headers, address=LOOPBACK))
    assert isinstance(seen, NotSeen)
    assert "authorization, x-api-key" in seen.detail
    assert "s3cret" not in repr(seen)


@pytest.mark.parametrize(
    ("number", "word"),
    [(socket.EAI_NONAME, "dns.no_answer"), (socket.EAI_AGAIN, "dns.temporary_failure")],
)
def test_a_name_that_the_system_cannot_resolve_is_a_word_of_dns(
    live: LiveObserver, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    def unresolved(*_: object) -> None:
        raise socket.gaierror(number, "as the system says it")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    assert live.observe(HttpsRequest(f"https://{NAME}/")) == Reply(word)


def test_a_redirect_is_an_answer_and_is_not_followed(live: LiveObserver, trusted: Authority) -> None:
    with listening(resets) as elsewhere:
        redirect = http("302 Found", {"Location": f"https://{LOOPBACK}:{elsewhere}/"}, "")
        seen = called(live, secured(trusted.server(NAME), answers(redirect)))
    assert isinstance(seen, Reply)
    assert seen.data["status"] == 302


def test_only_the_beginning_of_a_long_body_is_kept(live: LiveObserver, trusted: Authority) -> None:
    seen = called(live, secured(trusted.server(NAME), answers(gateway("200 OK", "x" * 1_000_000))))
    assert isinstance(seen, Reply)
    assert seen.data["body"] == "x" * 2000


def test_an_untrusted_certificate_ends_the_call(live: LiveObserver, untrusted: Authority) -> None:
    assert called(live, secured(untrusted.server(NAME), answers(FORBIDDEN))) == Reply("tls.untrusted_issuer")


@pytest.mark.parametrize(
    ("conversation", "word"), [(closes, "tls.closed"), (resets, "tls.reset"), (answers(b"plain\r\n"), "tls.not_tls")]
)
def test_a_handshake_that_breaks_off_has_its_word(live: LiveObserver, conversation: Conversation, word: str) -> None:
    assert called(live, conversation) == Reply(word)


def test_no_answer_after_the_handshake_is_an_empty_reply(live: LiveObserver, trusted: Authority) -> None:
    assert called(live, secured(trusted.server(NAME), closes)) == Reply("http.empty_reply")


def test_an_answer_that_never_begins_is_a_read_timeout(
    live: LiveObserver, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https, "READ_TIMEOUT", 0.3)
    assert called(live, secured(trusted.server(NAME), says_nothing)) == Reply("http.read_timeout")


def test_a_closed_port_is_a_word_of_tcp(live: LiveObserver) -> None:
    assert live.observe(HttpsRequest(f"https://{NAME}:{free_port()}/", address=LOOPBACK)) == Reply("tcp.refused")


def test_what_is_no_http_is_no_verdict(live: LiveObserver, trusted: Authority) -> None:
    seen = called(live, secured(trusted.server(NAME), answers(b"SSH-2.0-x\x1b[31m\r\n\r\n")))
    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.UNREADABLE
    assert "\x1b" not in seen.detail


@pytest.mark.parametrize("url", ["ftp://orders.example/", "https://", "https://orders.example:port/", "orders"])
def test_a_url_that_nobody_can_call_is_said_to_be_so(live: LiveObserver, url: str) -> None:
    seen = live.observe(HttpsRequest(url))
    assert isinstance(seen, NotSeen)
    assert url in seen.detail


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("403 Forbidden", "proxy.denied"),
        ("407 Proxy Authentication Required", "proxy.auth_required"),
        ("502 Bad Gateway", "proxy.bad_gateway"),
        ("503 Service Unavailable", "proxy.unavailable"),
    ],
)
def test_a_proxy_that_lets_nothing_through_is_named(
    live: LiveObserver, monkeypatch: pytest.MonkeyPatch, status: str, word: str
) -> None:
    with listening(answers(http(status, {}, ""))) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{proxy}")
        assert live.observe(HttpsRequest(f"https://{NAME}/prod")) == Reply(word)


def test_a_proxy_that_is_not_there_is_named(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{free_port()}")
    assert live.observe(HttpsRequest(f"https://{NAME}/prod")) == Reply("proxy.refused")


def test_a_call_goes_through_the_environments_proxy_as_the_clients_would(
    live: LiveObserver, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(proxying(secured(trusted.server(NAME), answers(FORBIDDEN)))) as proxy:
        monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{proxy}")
        seen = live.observe(HttpsRequest(f"https://{NAME}/prod"))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"


def test_a_chosen_address_is_called_past_the_proxy(
    live: LiveObserver, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{free_port()}")
    seen = called(live, secured(trusted.server(NAME), answers(FORBIDDEN)))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"


def test_a_host_that_the_environment_excepts_is_called_past_the_proxy(
    live: LiveObserver, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://{LOOPBACK}:{free_port()}")
    monkeypatch.setenv("no_proxy", "localhost")
    with listening(secured(trusted.server("localhost"), answers(FORBIDDEN))) as port:
        seen = live.observe(HttpsRequest(f"https://localhost:{port}/prod"))
    assert isinstance(seen, Reply)
    assert seen.meaning == "http.403.forbidden"


@pytest.mark.parametrize("proxy", ["http://user:secret@127.0.0.1:3128", "socks5://127.0.0.1:1080"])
def test_a_proxy_that_gatewise_cannot_use_is_no_verdict(
    live: LiveObserver, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    seen = live.observe(HttpsRequest(f"https://{NAME}/prod"))
    assert isinstance(seen, NotSeen)
    assert "proxy" in seen.detail
    assert "secret" not in repr(seen)
