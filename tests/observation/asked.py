"""The questions that the pastes answer, one of each kind."""

from collections.abc import Mapping

from gatewise.model import NotSeen, Reply
from gatewise.observation import DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake

API_NAME = "a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com"
ADDRESS = "10.0.1.37"

ASKED: Mapping[str, Observation] = {
    "dns": DnsQuery(API_NAME),
    "tcp": TcpConnect(ADDRESS),
    "tls": TlsHandshake(ADDRESS, API_NAME),
    "https": HttpsRequest(f"https://{API_NAME}/prod/orders"),
}


def in_a_word(seen: Reply | NotSeen) -> str:
    """The reply's meaning, or `not-seen.REASON`."""
    return seen.meaning if isinstance(seen, Reply) else f"not-seen.{seen.reason}"
