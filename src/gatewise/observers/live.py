"""The observer that looks for itself, here and now: AWS's APIs, the resolver, and the target's own addresses.

Importing this module imports none of the libraries it looks with; each comes with the first look that needs it.
"""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from gatewise.accounts import Accounts, Side, side_of
from gatewise.model import Facts, NotSeen, Reason, Reply, VantageKind, VantagePoint
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake

if TYPE_CHECKING:
    from gatewise.observers.aws import ControlPlane


class LiveObserver:
    """Looks from this machine, in one Region, with one AWS profile or one for each of the two accounts."""

    mode: Literal["live", "recorded", "offline"] = "live"

    def __init__(
        self,
        profile: str | None = None,
        region: str | None = None,
        *,
        consumer_profile: str | None = None,
        here: bool = False,
        ca_file: str | None = None,
    ) -> None:
        """Prepare to look; nothing is read or sent yet.

        Args:
            profile: the AWS profile of the API's account; None for what the environment says.
            region: the AWS Region; None for what the environment or the profile says.
            consumer_profile: the AWS profile of the endpoint's account; None where the API's serves both. Alone, it
                is not used for the API's account, of which nothing is seen then.
            here: whether the person said that this machine is the client.
            ca_file: certificates to trust in place of the system's, in PEM.
        """
        self._accounts = Accounts(profile, consumer_profile)
        self._region = region
        self._here = here
        self._ca_file = ca_file
        self._lock = Lock()
        self._aws: dict[str | None, ControlPlane] = {}

    @property
    def control_plane(self) -> "ControlPlane":
        """The AWS APIs of the API's account."""
        return self.control_plane_of(Side.API)

    def control_plane_of(self, side: Side) -> "ControlPlane":
        """The AWS APIs of an account, all read-only; the one way to a client of any of them."""
        profile = self._accounts.profile(side)
        with self._lock:
            if profile not in self._aws:
                from gatewise.observers.aws import ControlPlane

                self._aws[profile] = ControlPlane(profile, self._region)
            return self._aws[profile]

    def prepare(self, services: Sequence[str]) -> None:
        """Get ready, in the background, for calls to these services; nothing is sent."""

        def ready() -> None:
            for service in services:
                side = side_of(service, "")
                if self._accounts.asks(side):
                    self.control_plane_of(side).prepare([service])

        Thread(target=ready, name="prepare", daemon=True).start()

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """Look once. The runner asks for what only the client can see where this machine is the client.

        Raises:
            NotReadOnly: the observation is a call to AWS that could change something.
        """
        if isinstance(observation, AwsCall):
            if not self._accounts.asks(observation.account):
                return _of_another_account(observation)
            return self.control_plane_of(observation.account).reply(observation)
        seen = self._seen(observation)
        return replace(seen, seen_from=_this_client()) if isinstance(seen, Reply) else seen

    def is_client(self, facts: Facts) -> bool:
        """Whether this machine is the client: the person said so, or its interfaces are the client's."""
        return self._here or facts.get("client_is_here") == "yes"

    def identity(self, side: Side = Side.API) -> Reply | NotSeen:
        """Whose credentials an account is asked with: `Account`, `Arn` and `UserId`."""
        return self.observe(AwsCall.to("sts", "get_caller_identity").of(side))

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


def _of_another_account(call: AwsCall) -> NotSeen:
    return NotSeen(
        Reason.OTHER_ACCOUNT,
        f"{call.in_words} has to be asked in {call.account.whose}, and no profile for that one was given.",
        f"Send this to somebody who may run it in {call.account.whose}, and paste what it prints: {call.command()}   "
        "Or name a profile for that account with --profile.",
    )


def _this_client() -> VantagePoint:
    from gatewise.observers.this_machine import host_name

    return VantagePoint(VantageKind.CLIENT, host_name())
