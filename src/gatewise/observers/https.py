"""The call itself, once, from this machine: no redirect is followed, no credential and no body is sent."""

import http.client
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import HttpsRequest
from gatewise.observation.failure_text import failure_in
from gatewise.observation.foreign_text import cleaned
from gatewise.observation.gateway_answer import answer_data, meaning_of_answer
from gatewise.observers import tcp, tls

READ_TIMEOUT = 10.0
"""Seconds until an answer has to begin, and again until its body has to be there."""
BODY_BYTES = 16 * 1024
"""As much of the body as is read; an API Gateway error is far shorter."""

_NAME_FAILURES = {
    getattr(socket, "EAI_NODATA", socket.EAI_NONAME): "dns.nodata",
    socket.EAI_NONAME: "dns.no_answer",
    socket.EAI_AGAIN: "dns.temporary_failure",
}
_CREDENTIALS = frozenset(
    {
        "authorization",
        "authorizationtoken",
        "cookie",
        "proxy-authorization",
        "x-amz-security-token",
        "x-api-key",
        "x-auth-token",
    }
)
"""Headers that carry credentials, which gatewise sends to nobody."""
_PROXY_FAILURES = {"tcp.refused": "proxy.refused", "tcp.timeout": "proxy.timeout"}


@dataclass(frozen=True, slots=True)
class _Proxy:
    """An HTTP proxy that the environment names for a host."""

    host: str
    port: int


class _NoWayError(Exception):
    """The call can't be tried as its client would make it; carries why."""

    def __init__(self, why: NotSeen) -> None:
        super().__init__(why.detail)
        self.why = why


def answered(request: HttpsRequest, ca_file: str | None = None) -> Reply | NotSeen:
    """What answers, or how far the call got.

    Args:
        request: the call; with an address, that is connected to, past the resolver and any proxy.
        ca_file: certificates to trust in place of the system's, in PEM.
    """
    carried = sorted({name.lower() for name, _ in request.headers} & _CREDENTIALS)
    if carried:
        detail = f"The call carries credentials ({', '.join(carried)}), and gatewise sends none."
        return NotSeen(Reason.NO_CREDENTIALS, detail, "Make the call yourself on the client, and paste what it prints.")
    try:
        url = _split(request.url)
        proxy = None if request.address else _proxy_for(url)
        connection = _connection(url, request.address, proxy, ca_file)
    except _NoWayError as error:
        return error.why
    with closing(connection):
        word = _connected(connection, proxy)
        if word is not None:
            return word
        return _exchanged(connection, request, url)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        named = parts.scheme in {"https", "http"} and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, half a bracket
        named = None
    if named:
        return parts
    raise _NoWayError(NotSeen(Reason.FAILED, f"{url} is no https://host/path.", "Correct the invoke URL."))


def _proxy_for(url: SplitResult) -> _Proxy | None:
    """The proxy that curl would use: from the environment, and never one that only a browser knows of."""
    named = getproxies_environment()
    text = named.get(url.scheme) or named.get("all")
    if not text or proxy_bypass(url.hostname or ""):
        return None
    if url.scheme == "http":
        raise _NoWayError(_unusable("would carry a call without TLS in a way of its own"))
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port or 1080  # curl's own default
    except ValueError:
        raise _NoWayError(_unusable("is no URL")) from None
    if parts.scheme != "http" or not parts.hostname:
        raise _NoWayError(_unusable("is not a plain HTTP proxy"))
    if parts.username or parts.password:
        raise _NoWayError(_unusable("wants a user and a password, and gatewise sends none"))
    return _Proxy(parts.hostname, port)


def _unusable(why: str) -> NotSeen:
    return NotSeen(Reason.NO_TOOL, f"The proxy in this environment {why}.", "Run the command shown.")


def _connection(url: SplitResult, address: str | None, proxy: _Proxy | None, ca_file: str | None) -> HTTPConnection:
    host = url.hostname or ""
    plain = url.scheme == "http"
    port = url.port or (80 if plain else 443)
    at, at_port = (proxy.host, proxy.port) if proxy else (address or host, port)
    if plain:
        connection = HTTPConnection(at, at_port, timeout=tcp.TIMEOUT)
    else:
        context = tls.judging_context(ca_file)
        if context is None:
            raise _NoWayError(tls.no_trust_store())
        connection = HTTPSConnection(at, at_port, timeout=tcp.TIMEOUT, ssl_context=context, server_hostname=host)
    if proxy:
        connection.set_tunnel(host, port)
    return connection


def _connected(connection: HTTPConnection, proxy: _Proxy | None) -> Reply | NotSeen | None:
    """Connect and shake hands; None once both are done."""
    try:
        connection.connect()
    except NameResolutionError as error:
        number = getattr(error.__cause__, "errno", None)
        word = "proxy.unresolvable" if proxy else _NAME_FAILURES.get(number)
        told: Exception = error
    except (ConnectTimeoutError, NewConnectionError) as error:
        cause = error.__cause__
        word = tcp.meaning(cause) if isinstance(cause, OSError) else None
        word = _PROXY_FAILURES.get(word or "", word) if proxy else word
        told = error
    except (OSError, ValueError) as error:
        tunnel = failure_in(str(error), layers=("proxy",)) if proxy else None
        word = tunnel if isinstance(tunnel, str) else tls.meaning(error)
        told = error
    else:
        return None
    if word and word != "unrecognised":
        return Reply(word)
    return NotSeen(Reason.UNREADABLE, f"The call failed: {cleaned(str(told))}.", "Run the command shown.")


def _exchanged(connection: HTTPConnection, request: HttpsRequest, url: SplitResult) -> Reply | NotSeen:
    """Send the request on the open connection and read the answer."""
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = {"User-Agent": "gatewise", "Accept": "*/*", **dict(request.headers)}
    connection.timeout = READ_TIMEOUT  # given to the socket when the request is sent
    try:
        connection.request(request.method, target, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
    except http.client.RemoteDisconnected:  # also how Python tells of a reset inside TLS
        return Reply("http.empty_reply")
    except TimeoutError:
        return Reply("http.read_timeout")
    except ssl.SSLError as error:
        word = tls.meaning(error)
        return Reply("http.empty_reply" if word == "tls.closed" else word or "unrecognised")
    except ConnectionError:
        return Reply("tcp.reset")
    except (http.client.HTTPException, UnicodeError, ValueError, OSError) as error:
        return NotSeen(
            Reason.UNREADABLE, f"No HTTP answer could be read: {cleaned(repr(error))}.", "Run the command shown."
        )
    answer_headers = dict(response.headers.iteritems())
    body = _body(response)
    word = meaning_of_answer(response.status, answer_headers, body)
    return Reply(word, answer_data(response.status, answer_headers, body))


def _body(response: Any) -> str:
    """The beginning of the body, as far as it comes in time."""
    until = monotonic() + READ_TIMEOUT
    read = b""
    try:
        while len(read) < BODY_BYTES and monotonic() < until:
            piece = response.read1(BODY_BYTES)
            if not piece:
                break
            read += piece
    except (urllib3.exceptions.HTTPError, OSError):
        pass  # what came before it broke off is still an answer
    return read[:BODY_BYTES].decode("utf-8", "replace")
