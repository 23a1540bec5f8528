"""The two accounts of a diagnosis, the API's and the endpoint's: who is asked what, and with which AWS profile.

Often they are one. A profile is the name of a section in the AWS configuration, never a credential.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gatewise import wording
from gatewise.model import Facts


class Side(StrEnum):
    """The account that something is configured in."""

    API = "api"
    """The one that owns the API: its stages, logs, policies."""
    ENDPOINT = "endpoint"
    """The one with the VPC endpoint and the client: networks, names."""

    @property
    def whose(self) -> str:
        """The account in words."""
        return f"the {'API' if self is Side.API else 'endpoint'}'s account"


_OF_THE_ENDPOINT = frozenset(
    {"ec2", "lambda", "network-firewall", "ram", "route53", "route53profiles", "route53resolver"}
)
"""Services that configure the network or the client; a Lambda function is asked about as the client."""
_OF_THE_API = frozenset(
    {("lambda", "add_permission"), ("lambda", "get_policy"), ("lambda", "remove_permission"), ("lambda", "invoke")}
)
"""Operations of those services on what stands behind the API."""

_AWS_CALL = re.compile(
    r"(?P<call>(?:^|[|(&;]|\b(?:do|then|else) )[ ]*aws (?P<service>[a-z][a-z0-9-]*) (?P<operation>[a-z][a-z0-9-]*))"
    r"(?=\s|$)",
    re.MULTILINE,
)
"""A call of the AWS CLI, where a shell would run one."""
_WITHOUT_ACCOUNT = frozenset({"configure", "login", "sso"})
"""Commands of the AWS CLI that are not asked of an account."""


def side_of(service: str, operation: str) -> Side:
    """The account that the operation is asked of, unless somebody says otherwise; boto3's spelling or the CLI's."""
    ours = (service, operation.replace("-", "_")) in _OF_THE_API
    return Side.ENDPOINT if service in _OF_THE_ENDPOINT and not ours else Side.API


def sides_named_in(commands: tuple[str, ...]) -> tuple[Side, ...]:
    """The accounts that these commands have to be run in, the API's first."""
    found = {side_of(call["service"], call["operation"]) for text in commands for call in _calls(text)}
    return tuple(side for side in Side if side in found)


def _calls(text: str) -> tuple[re.Match[str], ...]:
    return tuple(call for call in _AWS_CALL.finditer(text) if call["service"] not in _WITHOUT_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The AWS profiles given for the two accounts."""

    api: str | None = None
    endpoint: str | None = None
    """None where no profile of its own was given: then the API's serves both."""

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Accounts":
        """The profiles as a session's settings keep them."""
        return cls(settings.get("profile") or None, settings.get("consumer_profile") or None)

    @property
    def settings(self) -> Mapping[str, str]:
        """The profiles, to be kept with a session."""
        return {"profile": self.api or "", "consumer_profile": self.endpoint or ""}

    @property
    def separate(self) -> bool:
        """Whether the two accounts are told apart."""
        return self.endpoint is not None and self.endpoint != self.api

    def asks(self, side: Side) -> bool:
        """Whether this account can be asked: the endpoint's profile is never used for the API's account."""
        return side is Side.ENDPOINT or self.api is not None or self.endpoint is None

    def profile(self, side: Side) -> str | None:
        """The profile to ask this account with; None for what the environment says, or where it can't be asked."""
        return (self.endpoint or self.api) if side is Side.ENDPOINT else self.api

    def command(self, text: str, facts: Facts, titles: Mapping[str, str]) -> str:
        """A tree's command filled in, each call of the AWS CLI with the profile of the account that it is for."""
        profiles = {_fact(side): profile for side in Side if (profile := self.profile(side))}
        if profiles:
            text = _AWS_CALL.sub(self._with_profile, text)
        return wording.command(text, {**facts, **profiles}, titles)

    def _with_profile(self, call: re.Match[str]) -> str:
        side = side_of(call["service"], call["operation"])
        if call["service"] in _WITHOUT_ACCOUNT or self.profile(side) is None:
            return call["call"]
        return f"{call['call']} --profile {{{_fact(side)}}}"


def _fact(side: Side) -> str:
    """The placeholder that stands for the profile, so that it is quoted like every other value."""
    return f"profile_of_{side.value}"
