"""What the resolver's answers, and its silence, are read to mean."""

from collections.abc import Iterator

import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import DnsQuery
from gatewise.observers import resolver
from gatewise.observers.live import LiveObserver
from tests.observers.servers import LOOPBACK, DnsServer, dns_server, free_port


@pytest.fixture
def server() -> Iterator[DnsServer]:
    with dns_server() as running:
        yield running


def asked(live: LiveObserver, server: DnsServer, name: str) -> Reply:
    seen = live.observe(DnsQuery(name, "A", LOOPBACK, server.port))
    assert isinstance(seen, Reply)
    return seen


@pytest.mark.parametrize(
    ("addresses", "word"),
    [
        (["10.0.2.41", "10.0.1.37"], "dns.private"),
        (["52.47.1.2"], "dns.public"),
        (["52.47.1.2", "10.0.1.37"], "dns.mixed"),
    ],
)
def test_addresses_are_sorted_and_judged_together(
    live: LiveObserver, server: DnsServer, addresses: list[str], word: str
) -> None:
    server.zone["api.example", "A"] = addresses
    reply = asked(live, server, "api.example")
    assert (reply.meaning, reply.data["addresses"]) == (word, sorted(addresses))


def test_an_alias_is_followed(live: LiveObserver, server: DnsServer) -> None:
    server.zone["api.example", "CNAME"] = ["vpce.example"]
    server.zone["vpce.example", "A"] = ["10.0.1.37"]
    assert asked(live, server, "api.example").data["addresses"] == ["10.0.1.37"]


def test_where_an_alias_leads_is_told(live: LiveObserver, server: DnsServer) -> None:
    server.zone["api.example", "CNAME"] = ["VPCE.example"]
    seen = live.observe(DnsQuery("api.example", "CNAME", LOOPBACK, server.port))
    assert isinstance(seen, Reply)
    assert seen.data["aliases"] == ["vpce.example"]


def test_addresses_of_name_servers_are_no_answer(live: LiveObserver, server: DnsServer) -> None:
    server.zone["api.example", "A"] = ["10.0.1.37"]
    server.glue.append(dns.rrset.from_text("ns.example.", 60, "IN", "A", "198.51.100.1"))
    assert asked(live, server, "api.example").data["addresses"] == ["10.0.1.37"]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (dns.rcode.NXDOMAIN, "dns.nxdomain"),
        (dns.rcode.SERVFAIL, "dns.servfail"),
        (dns.rcode.REFUSED, "dns.refused"),
        (dns.rcode.NOTIMP, "unrecognised"),
    ],
)
def test_a_code_is_its_word(live: LiveObserver, server: DnsServer, code: dns.rcode.Rcode, word: str) -> None:
    server.rcodes["api.example"] = code
    assert asked(live, server, "api.example").meaning == word


def test_a_name_without_such_a_record_has_no_data(live: LiveObserver, server: DnsServer) -> None:
    server.zone["api.example", "AAAA"] = ["fd00::1"]
    assert asked(live, server, "api.example").meaning == "dns.nodata"


def test_an_answer_too_long_for_a_datagram_is_read_over_tcp(live: LiveObserver, server: DnsServer) -> None:
    server.zone["api.example", "A"] = [f"10.0.{place // 200}.{place % 200 + 1}" for place in range(300)]
    server.truncated.add("api.example")
    addresses = asked(live, server, "api.example").data["addresses"]
    assert isinstance(addresses, list)
    assert len(addresses) == 300


def test_silence_is_a_timeout(live: LiveObserver, server: DnsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "PATIENCE", 0.2)
    server.silent.add("api.example")
    assert asked(live, server, "api.example").meaning == "dns.timeout"


def test_a_machine_without_a_resolver_on_it_is_unreachable(live: LiveObserver) -> None:
    seen = live.observe(DnsQuery("api.example", "A", LOOPBACK, free_port()))
    assert isinstance(seen, Reply)
    assert seen.meaning == "dns.server_unreachable"


def test_without_a_named_server_the_systems_resolver_is_asked(
    live: LiveObserver, server: DnsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = dns.resolver.Resolver(configure=False)
    configured.nameservers, configured.port = [LOOPBACK], server.port
    monkeypatch.setattr(dns.resolver, "Resolver", lambda: configured)
    server.zone["api.example", "A"] = ["10.0.1.37"]
    assert live.observe(DnsQuery("api.example")) == Reply("dns.private", {"addresses": ["10.0.1.37"]})


def test_the_next_resolver_is_asked_where_one_is_silent(
    live: LiveObserver, server: DnsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "_servers", lambda _: [(LOOPBACK, free_port()), (LOOPBACK, server.port)])
    server.zone["api.example", "A"] = ["10.0.1.37"]
    assert asked(live, server, "api.example").meaning == "dns.private"


def test_a_name_that_dns_cannot_carry_is_no_verdict(live: LiveObserver) -> None:
    seen = live.observe(DnsQuery("a" * 64 + ".example", "A", LOOPBACK, 53))
    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.FAILED
