"""The observer that looks for itself, here and now: AWS's APIs, the resolver, and the target's own addresses.

Importing this module imports none of the libraries it looks with; each comes with the first look that needs it.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from gatewise.model import Facts, NotSeen, Reply, VantageKind, VantagePoint
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake

if TYPE_CHECKING:
    from gatewise.observers.aws import ControlPlane


class LiveObserver:
    """Looks from this machine, with one AWS profile and Region."""

    mode: Literal["live", "recorded", "offline"] = "live"

    def __init__(
        self,
        profile: str | None = None,
        region: str | None = None,
        *,
        here: bool = False,
        ca_file: str | None = None,
    ) -> None:
        """Prepare to look; nothing is read or sent yet.

        Args:
            profile: the AWS profile; None for what the environment says.
            region: the AWS Region; None for what the environment or the profile says.
            here: whether the person said that this machine is the client.
            ca_file: certificates to trust in place of the system's, in PEM.
        """
        self._profile = profile
        self._region = region
        self._here = here
        self._ca_file = ca_file
        self._lock = Lock()
        self._aws: ControlPlane | None = None

    @property
    def control_plane(self) -> "ControlPlane":
        """The AWS APIs, all read-only; the one way to a client of any of them."""
        with self._lock:
            if self._aws is None:
                from gatewise.observers.aws import ControlPlane

                self._aws = ControlPlane(self._profile, self._region)
            return self._aws

    def prepare(self, services: Sequence[str]) -> None:
        """Get ready, in the background, for calls to these services; nothing is sent."""
        Thread(target=lambda: self.control_plane.prepare(services), name="prepare", daemon=True).start()

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """Look once. The runner asks for what only the client can see where this machine is the client.

        Raises:
            NotReadOnly: the observation is a call to AWS that could change something.
        """
        if isinstance(observation, AwsCall):
            return self.control_plane.reply(observation)
        seen = self._seen(observation)
        return replace(seen, seen_from=_this_client()) if isinstance(seen, Reply) else seen

    def is_client(self, facts: Facts) -> bool:
        """Whether this machine is the client: the person said so, or its interfaces are the client's."""
        return self._here or facts.get("client_is_here") == "yes"

    def identity(self) -> Reply | NotSeen:
        """Whose credentials these are: `Account`, `Arn` and `UserId`."""
        return self.observe(AwsCall.to("sts", "get_caller_identity"))

    def _seen(self, observation: DnsQuery | TcpConnect | TlsHandshake | HttpsRequest) -> Reply | NotSeen:
        match observation:
            case DnsQuery():
                from gatewise.observers import resolver

                return resolver.resolved(observation)
            case TcpConnect():
                from gatewise.observers import tcp

                word = tcp.opened(observation.address, observation.port)
                return Reply(word) if isinstance(word, str) else word
            case TlsHandshake():
                from gatewise.observers import tls

                return tls.shaken(observation, self._ca_file)
            case HttpsRequest():
                from gatewise.observers import https

                return https.answered(observation, self._ca_file)


def _this_client() -> VantagePoint:
    from gatewise.observers.this_machine import host_name

    return VantagePoint(VantageKind.CLIENT, host_name())
