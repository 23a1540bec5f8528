"""TCP connections from this machine, and what the operating system's refusals mean."""

import errno
import socket

from gatewise.model import NotSeen, Reason

TIMEOUT = 4.0
"""Seconds until an attempt is taken for unanswered."""

_WORDS = {
    errno.ETIMEDOUT: "tcp.timeout",
    errno.ECONNREFUSED: "tcp.refused",
    errno.ECONNRESET: "tcp.reset",
    errno.ECONNABORTED: "tcp.reset",
    errno.EHOSTUNREACH: "tcp.no_route_to_host",
    errno.EHOSTDOWN: "tcp.no_route_to_host",
    errno.ENETUNREACH: "tcp.network_unreachable",
    errno.ENETDOWN: "tcp.network_unreachable",
    errno.EACCES: "tcp.permission_denied",
    errno.EPERM: "tcp.permission_denied",
    errno.EINVAL: "tcp.blackhole_route",  # what Linux says for a blackhole route
}


def connected(address: str, port: int) -> socket.socket | str | NotSeen:
    """A connection, or the word for why there is none, or the reason why no word fits."""
    try:
        return socket.create_connection((address, port), timeout=TIMEOUT)
    except OSError as error:
        return meaning(error) or NotSeen(
            Reason.FAILED, f"No connection to {address} port {port} could be tried: {error}.", "Run the command shown."
        )


def opened(address: str, port: int) -> str | NotSeen:
    """`tcp.open`, or the word for why not; the connection is closed at once and carries nothing."""
    connection = connected(address, port)
    if isinstance(connection, socket.socket):
        connection.close()
        return "tcp.open"
    return connection


def meaning(error: OSError) -> str | None:
    """The word for why a connection attempt failed, or None where no word fits."""
    if isinstance(error, TimeoutError):
        return "tcp.timeout"
    return None if error.errno is None else _WORDS.get(error.errno)
