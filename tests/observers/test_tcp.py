"""What a connection attempt from this machine is read to mean."""

import errno

import pytest

from gatewise.model import NotSeen, Reason, Reply, VantageKind
from gatewise.observation import TcpConnect
from gatewise.observers import tcp
from gatewise.observers.live import LiveObserver
from tests.observers.servers import LOOPBACK, free_port, full_backlog, listening, says_nothing


def test_a_listening_port_is_open(live: LiveObserver) -> None:
    with listening(says_nothing) as port:
        assert live.observe(TcpConnect(LOOPBACK, port)) == Reply("tcp.open")


def test_a_closed_port_refuses(live: LiveObserver) -> None:
    assert live.observe(TcpConnect(LOOPBACK, free_port())) == Reply("tcp.refused")


def test_a_port_that_answers_no_syn_times_out(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "TIMEOUT", 0.3)
    with full_backlog() as port:
        assert live.observe(TcpConnect(LOOPBACK, port)) == Reply("tcp.timeout")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EHOSTUNREACH, "tcp.no_route_to_host"),
        (errno.ENETUNREACH, "tcp.network_unreachable"),
        (errno.EACCES, "tcp.permission_denied"),
        (errno.EINVAL, "tcp.blackhole_route"),
        (errno.ECONNRESET, "tcp.reset"),
        (errno.ETIMEDOUT, "tcp.timeout"),
    ],
)
def test_what_the_system_says_has_its_word(number: int, word: str) -> None:
    assert tcp.meaning(OSError(number, "")) == word


def test_an_error_without_a_word_is_no_verdict(live: LiveObserver) -> None:
    seen = live.observe(TcpConnect("no address at all"))
    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.FAILED


def test_a_reply_says_that_the_client_saw_it(live: LiveObserver) -> None:
    seen = live.observe(TcpConnect(LOOPBACK, free_port()))
    assert isinstance(seen, Reply)
    assert seen.seen_from.kind is VantageKind.CLIENT
    assert seen.seen_from.name
