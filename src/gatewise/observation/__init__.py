"""The kinds of observation: what to look at, the command a person would run, and how to read what it printed."""

from abc import abstractmethod
from typing import Protocol, TypeAlias, runtime_checkable

from gatewise.model import NotSeen, Reply, VantageKind
from gatewise.observation.aws_call import AwsCall
from gatewise.observation.aws_operations import NotReadOnly
from gatewise.observation.dns_query import DnsQuery
from gatewise.observation.https_request import HttpsRequest
from gatewise.observation.tcp_connect import TcpConnect
from gatewise.observation.tls_handshake import TlsHandshake

Observation: TypeAlias = AwsCall | DnsQuery | TcpConnect | TlsHandshake | HttpsRequest


@runtime_checkable
class Observable(Protocol):
    """What every kind of observation can do."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The observation as one line: equal keys are the same observation."""

    @property
    @abstractmethod
    def vantage(self) -> VantageKind:
        """Who must look: an AWS API, or the client."""

    @abstractmethod
    def command(self) -> str:
        """The shell command a person would run instead, with every value filled in."""

    @abstractmethod
    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read what the command printed (standard output and standard error together)."""


__all__ = [
    "AwsCall",
    "DnsQuery",
    "HttpsRequest",
    "NotReadOnly",
    "Observable",
    "Observation",
    "TcpConnect",
    "TlsHandshake",
]
