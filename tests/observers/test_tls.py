"""How a handshake ends, and which certificate was shown where it was refused."""

import ssl
from collections.abc import Callable
from datetime import timedelta

import pytest

from gatewise.model import JsonValue, NotSeen, Reason, Reply
from gatewise.observation import TlsHandshake
from gatewise.observers import tcp, tls
from gatewise.observers.live import LiveObserver
from tests.observers.certificates import Authority
from tests.observers.conftest import NAME
from tests.observers.servers import (
    LOOPBACK,
    Conversation,
    answers,
    closes,
    free_port,
    listening,
    resets,
    says_nothing,
    secured,
)

ISSUER = "C=US, O=Lab, Inc., CN=Lab Root CA"


def seen_by(live: LiveObserver, conversation: Conversation) -> Reply:
    with listening(conversation) as port:
        seen = live.observe(TlsHandshake(LOOPBACK, NAME, port))
    assert isinstance(seen, Reply)
    return seen


def test_a_trusted_certificate_for_the_name_is_accepted_and_described(live: LiveObserver, trusted: Authority) -> None:
    reply = seen_by(live, secured(trusted.server(NAME, "*.vpce.example", "10.0.1.37"), says_nothing))
    names: list[JsonValue] = ["*.vpce.example", "10.0.1.37", NAME]
    assert reply == Reply("tls.ok", {"subject": f"CN={NAME}", "issuer": ISSUER, "names": names})


@pytest.mark.parametrize(
    ("made", "word"),
    [
        (lambda trusted, _: trusted.server("other.example"), "tls.name_mismatch"),
        (lambda trusted, _: trusted.server(NAME, starts=timedelta(-3), ends=timedelta(-2)), "tls.expired"),
        (lambda trusted, _: trusted.self_signed(NAME), "tls.self_signed"),
        (lambda _, untrusted: untrusted.server(NAME), "tls.untrusted_issuer"),
    ],
)
def test_a_refused_certificate_is_named_and_shown(
    live: LiveObserver,
    trusted: Authority,
    untrusted: Authority,
    made: Callable[[Authority, Authority], ssl.SSLContext],
    word: str,
) -> None:
    reply = seen_by(live, secured(made(trusted, untrusted), says_nothing))
    assert reply.meaning == word
    assert str(reply.data["subject"]).startswith("CN=")
    assert reply.data["names"]


def test_a_certificate_from_the_future_is_not_called_expired(live: LiveObserver, trusted: Authority) -> None:
    context = trusted.server(NAME, starts=timedelta(2), ends=timedelta(3))
    assert seen_by(live, secured(context, says_nothing)) == Reply("unrecognised")


@pytest.mark.parametrize(
    ("conversation", "word"),
    [
        (closes, "tls.closed"),
        (resets, "tls.reset"),
        (answers(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "tls.not_tls"),
        (answers(b"\x15\x03\x01\x00\x02\x02\x46"), "tls.version"),
        (answers(b"\x15\x03\x01\x00\x02\x02\x28"), "tls.handshake_alert"),
    ],
)
def test_a_handshake_that_breaks_off_has_its_word(live: LiveObserver, conversation: Conversation, word: str) -> None:
    assert seen_by(live, conversation) == Reply(word)


def test_a_server_that_says_nothing_times_out(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "TIMEOUT", 0.3)
    assert seen_by(live, says_nothing) == Reply("tls.timeout")


def test_no_connection_is_a_word_of_tcp(live: LiveObserver) -> None:
    assert live.observe(TlsHandshake(LOOPBACK, NAME, free_port())) == Reply("tcp.refused")


def test_a_hostile_name_in_a_certificate_is_cleaned(live: LiveObserver, untrusted: Authority) -> None:
    context = untrusted.server("\x1b]0;owned\x07evil.example", NAME)
    reply = seen_by(live, secured(context, says_nothing))
    assert "\x1b" not in str(reply.data)


def test_a_machine_without_trusted_certificates_judges_none(
    live: LiveObserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "judging_context", lambda _: None)
    seen = live.observe(TlsHandshake(LOOPBACK, NAME, free_port()))
    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.NO_TOOL
