"""Which addresses are private, and what a set of them means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import DnsQuery
from gatewise.observation.dns_answer import answer_data, is_private, meaning_of_addresses


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("10.0.1.37", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("100.64.0.1", True),
        ("100.128.0.1", False),
        ("127.0.0.1", True),
        ("169.254.169.253", True),
        ("52.47.1.2", False),
        ("203.0.113.80", False),
        ("fd00:ec2::253", True),
        ("fe80::1", True),
        ("2a05:d012::1", False),
    ],
)
def test_an_address_is_private_or_not(address: str, *, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("addresses", "word"),
    [
        (["10.0.1.37", "10.0.2.41"], "dns.private"),
        (["52.47.1.2"], "dns.public"),
        (["52.47.1.2", "10.0.1.37"], "dns.mixed"),
        ([], "dns.nodata"),
    ],
)
def test_a_set_of_addresses_has_its_word(addresses: list[str], word: str) -> None:
    assert meaning_of_addresses(addresses) == word


@given(st.lists(st.ip_addresses().map(str)))
def test_the_order_of_addresses_means_nothing(addresses: list[str]) -> None:
    assert answer_data(addresses, None) == answer_data(reversed(addresses), None)
    assert meaning_of_addresses(addresses) == meaning_of_addresses(reversed(addresses))


@given(st.lists(st.ip_addresses(v=4).map(str), min_size=1))
def test_what_dig_prints_of_addresses_is_read_back(addresses: list[str]) -> None:
    seen = DnsQuery("a.example").parsed("\n".join(addresses) + "\n")
    assert seen == Reply(meaning_of_addresses(addresses), answer_data(addresses, None))


def test_the_server_is_in_the_reply_exactly_where_the_question_names_it() -> None:
    printed = "10.0.1.37\n"
    asked_of_one = DnsQuery("a.example", server="10.0.0.2").parsed(printed)
    asked_of_any = DnsQuery("a.example").parsed(printed)
    assert asked_of_one == Reply("dns.private", {"addresses": ["10.0.1.37"], "server": "10.0.0.2"})
    assert asked_of_any == Reply("dns.private", {"addresses": ["10.0.1.37"]})


def test_an_answer_about_ipv4_says_nothing_about_ipv6() -> None:
    dig = (
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; QUESTION SECTION:\n;a.example. IN A\n\n"
        ";; ANSWER SECTION:\na.example. 60 IN A 10.0.1.37\n"
    )
    for printed in (dig, "10.0.1.37\n", "10.0.1.37 a.example\n"):
        seen = DnsQuery("a.example", "AAAA").parsed(printed)
        assert isinstance(seen, NotSeen)
        assert seen.reason is Reason.AMBIGUOUS


@pytest.mark.parametrize("line", [";; SERVER: 10.0.0.9#53(10.0.0.9) (UDP)", "Server:\t10.0.0.9\nAddress:\t10.0.0.9#53"])
def test_what_another_resolver_answered_is_no_reply_of_the_one_that_was_asked(line: str) -> None:
    printed = f"{line}\n\nName:\ta.example\nAddress: 10.0.1.37\n"
    assert isinstance(DnsQuery("a.example", server="10.0.0.2").parsed(printed), NotSeen)
    assert DnsQuery("a.example", server="10.0.0.9").parsed("Server:\t10.0.0.9\n" + printed) == Reply(
        "dns.private", {"addresses": ["10.0.1.37"], "server": "10.0.0.9"}
    )
