"""DNS questions to the resolver this machine is configured with, or to a named one, as `dig` asks them."""

import socket
from ipaddress import ip_address
from time import time

import dns.exception
import dns.flags
import dns.inet
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver

from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import DnsQuery
from gatewise.observation.dns_answer import alias_data, answer_data, meaning_of_addresses

LIFETIME = 5.0
"""Seconds for all attempts together."""
PATIENCE = 2.0
"""Seconds for one server's answer."""
TRIES = 2
"""How often each server is asked."""

_RCODES = {
    dns.rcode.NXDOMAIN: "dns.nxdomain",
    dns.rcode.SERVFAIL: "dns.servfail",
    dns.rcode.REFUSED: "dns.refused",
}


def resolved(query: DnsQuery) -> Reply | NotSeen:
    """The answer of the first server that gives one; hosts files are not consulted, and no search list is used."""
    try:
        question = dns.message.make_query(query.name, query.record_type, use_edns=0)
        servers = _servers(query)
    except dns.resolver.NoResolverConfiguration as error:
        return NotSeen(Reason.FAILED, f"This machine names no DNS server: {error}", "Look at /etc/resolv.conf.")
    except dns.exception.DNSException as error:
        return NotSeen(Reason.FAILED, f"{query.name} is no name that DNS can carry: {error}", "Correct the name.")
    failures: set[str] = set()
    deadline = time() + LIFETIME
    for server, port in servers * TRIES:
        answer = _asked(question, server, port, min(deadline, time() + PATIENCE))
        if isinstance(answer, dns.message.Message):
            return _reply(answer, query)
        failures.add(answer)
    unreachable = failures - {"dns.timeout"}
    return Reply("dns.server_unreachable" if unreachable else "dns.timeout", answer_data((), query.server))


def _servers(query: DnsQuery) -> list[tuple[str, int]]:
    if query.server is not None:
        return [(query.server, query.port)]
    configured = dns.resolver.Resolver()
    return [(str(server), configured.port) for server in configured.nameservers]


def _asked(question: dns.message.Message, server: str, port: int, deadline: float) -> dns.message.Message | str:
    """The server's answer, or the word for why there is none; over TCP when it does not fit a datagram.

    The socket is connected, since only then does the system hand over that nothing listens there.
    """
    try:
        with socket.socket(dns.inet.af_for_address(server), socket.SOCK_DGRAM) as datagrams:
            datagrams.setblocking(False)
            datagrams.connect((server, port))
            dns.query.send_udp(datagrams, question, None, deadline)
            answer: dns.message.Message = dns.query.receive_udp(
                datagrams, None, deadline, ignore_errors=True, query=question
            )[0]
        if answer.flags & dns.flags.TC:
            return dns.query.tcp(question, server, max(0.0, deadline - time()), port)
    except dns.exception.Timeout:
        return "dns.timeout"
    except (OSError, EOFError, dns.exception.DNSException):
        return "dns.server_unreachable"
    return answer


def _reply(answer: dns.message.Message, query: DnsQuery) -> Reply | NotSeen:
    rcode = answer.rcode()
    if rcode != dns.rcode.NOERROR:
        return Reply(_RCODES.get(rcode, "unrecognised"), answer_data((), query.server))
    wanted = dns.rdatatype.from_text(query.record_type)
    records = [record for group in answer.answer if group.rdtype == wanted for record in group]
    if query.record_type == "CNAME":
        targets = [record.target.to_text() for record in records]
        if targets:
            return Reply("unrecognised", alias_data(targets, query.server))
        return Reply("dns.nodata", answer_data((), query.server))
    addresses = {str(ip_address(record.address)) for record in records}
    return Reply(meaning_of_addresses(addresses), answer_data(addresses, query.server))
