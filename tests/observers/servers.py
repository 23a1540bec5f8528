"""Real servers on loopback that behave, or misbehave, the way a test needs."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rrset

LOOPBACK = "127.0.0.1"

Conversation: TypeAlias = Callable[[socket.socket], None]
"""What a server does with one connection; it is closed afterwards."""


@contextmanager
def listening(conversation: Conversation) -> Iterator[int]:
    """A TCP server on a free port that holds the conversation with everyone who connects."""
    with socket.create_server((LOOPBACK, 0)) as server:
        port: int = server.getsockname()[1]
        accepting = threading.Thread(target=_accept, args=(server, conversation), daemon=True)
        accepting.start()
        try:
            yield port
        finally:
            # Closing alone does not wake a thread that waits in accept.
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            accepting.join(timeout=5)


def _accept(server: socket.socket, conversation: Conversation) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_converse, args=(connection, conversation), daemon=True).start()


def _converse(connection: socket.socket, conversation: Conversation) -> None:
    connection.settimeout(10)
    with connection, suppress(OSError):
        conversation(connection)


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.create_server((LOOPBACK, 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def full_backlog() -> Iterator[int]:
    """A port whose queue of connections is full, so that Linux answers no further SYN."""
    with socket.socket() as server:
        server.bind((LOOPBACK, 0))
        server.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            with suppress(BlockingIOError):
                each.connect(server.getsockname())
        yield server.getsockname()[1]
        for each in waiting:
            each.close()


def says_nothing(connection: socket.socket) -> None:
    """Wait until the other side gives up."""
    while connection.recv(65536):
        pass


def closes(connection: socket.socket) -> None:
    """Read what comes first and close."""
    connection.recv(65536)


def resets(connection: socket.socket) -> None:
    """Read what comes first and answer with a reset."""
    connection.recv(65536)
    _reset_on_close(connection)


def _reset_on_close(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def answers(answer: bytes) -> Conversation:
    """Read what comes first, send these bytes, close."""

    def conversation(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    return conversation


def secured(context: ssl.SSLContext, conversation: Conversation) -> Conversation:
    """The conversation inside TLS, closed as TLS wants it."""

    def inside(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as encrypted:
            conversation(encrypted)
            with suppress(OSError):
                encrypted.unwrap()

    return inside


def http(status: str, headers: Mapping[str, str], body: str) -> bytes:
    """An HTTP/1.1 answer that ends the connection."""
    content = body.encode()
    lines = {**headers, "Content-Length": str(len(content)), "Connection": "close"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


def gateway(status: str, body: str, error_type: str | None = None) -> bytes:
    """An answer with the headers of API Gateway, in its order (lab.md section 2)."""
    typed = {"x-amzn-ErrorType": error_type} if error_type else {}
    headers = {
        "Server": "Server",
        "Content-Type": "application/json",
        "x-amzn-RequestId": "6f1c2d3e-1111-4222-8333-944455566677",
        **typed,
        "x-amz-apigw-id": "QwErTyUiOpAsDfG=",
    }
    return http(status, headers, body)


@dataclass
class DnsServer:
    """A DNS server over UDP and TCP on one free port."""

    port: int
    zone: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Records by name and type, as text: `{("a.example", "A"): ["10.0.0.1"]}`; an A answer follows CNAMEs."""
    rcodes: dict[str, dns.rcode.Rcode] = field(default_factory=dict)
    """Names that are answered with a code."""
    silent: set[str] = field(default_factory=set)
    """Names about which nothing is said."""
    truncated: set[str] = field(default_factory=set)
    """Names whose answer is said not to fit a datagram."""
    glue: list[dns.rrset.RRset] = field(default_factory=list)
    """Records put into the additional section of every answer."""

    def answer(self, question: dns.message.Message, *, over_udp: bool) -> dns.message.Message | None:
        """What this server says, or None for nothing."""
        asked = question.question[0]
        name, kind = str(asked.name).rstrip("."), asked.rdtype.name
        if name in self.silent:
            return None
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        if over_udp and name in self.truncated:
            reply.flags |= dns.flags.TC
            return reply
        if name in self.rcodes:
            reply.set_rcode(self.rcodes[name])
            return reply
        known = {each for each, _ in self.zone}
        if name not in known:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return reply
        while kind != "CNAME" and (name, "CNAME") in self.zone:
            target = self.zone[name, "CNAME"][0]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{target}."))
            name = target
        if records := self.zone.get((name, kind)):
            dotted = [f"{record}." if kind == "CNAME" else record for record in records]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *dotted))
        reply.additional.extend(self.glue)
        return reply


@contextmanager
def dns_server() -> Iterator[DnsServer]:
    """An empty DNS server; fill it through its fields."""
    streams, datagrams = _on_one_port()
    with streams, datagrams:
        server = DnsServer(datagrams.getsockname()[1])
        over_udp = threading.Thread(target=_serve_udp, args=(datagrams, server), daemon=True)
        over_udp.start()
        over_tcp = threading.Thread(target=_accept, args=(streams, _over_tcp(server)), daemon=True)
        over_tcp.start()
        yield server
        with suppress(OSError):
            streams.shutdown(socket.SHUT_RDWR)
        datagrams.sendto(b"", datagrams.getsockname())  # wakes the thread, which then ends
        over_udp.join(timeout=5)


def _on_one_port() -> tuple[socket.socket, socket.socket]:
    """Sockets for TCP and UDP on the same free port; a port that is free for one may be taken for the other."""
    for _ in range(100):
        streams = socket.create_server((LOOPBACK, 0))
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            datagrams.bind(streams.getsockname())
        except OSError:
            streams.close()
            datagrams.close()
            continue
        return streams, datagrams
    raise OSError("no port of loopback is free for both TCP and UDP")


def _serve_udp(datagrams: socket.socket, server: DnsServer) -> None:
    while True:
        try:
            question, asker = datagrams.recvfrom(65535)
        except OSError:
            return
        if not question:
            return
        answer = server.answer(dns.message.from_wire(question), over_udp=True)
        if answer is not None:
            datagrams.sendto(answer.to_wire(), asker)


def _over_tcp(server: DnsServer) -> Conversation:
    def conversation(connection: socket.socket) -> None:
        with suppress(dns.exception.DNSException, EOFError):
            question, _ = dns.query.receive_tcp(connection)
            answer = server.answer(question, over_udp=False)
            if answer is not None:
                dns.query.send_tcp(connection, answer.to_wire(max_size=65535))

    return conversation


def proxying(conversation: Conversation) -> Conversation:
    """An HTTP proxy that lets a CONNECT through, and is itself what lies behind."""

    def inside(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        conversation(connection)

    return inside
