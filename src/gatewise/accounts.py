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

_COMMANDS_OF_THE_ENDPOINT = (
    re.compile(r"apigateway (create|delete)-domain-name-access-association\b"),
    re.compile(r"apigateway get-domain-name-access-associations\b.*--resource-owner SELF\b", re.DOTALL),
    re.compile(r"apigateway get-domain-names\b.*--resource-owner OTHER_ACCOUNTS\b", re.DOTALL),
)
"""What the owner of an endpoint does and sees of a domain name that is shared with it."""
_OF_NEITHER = re.compile(r"(configure|login|organizations|sso) |.*(\{caller_|--profile\b)", re.DOTALL)
"""Commands that ask no account, the organization's, the caller's own, or one that they name."""
_WHO_AM_I = "sts get-caller-identity"

_AWS_CALL = re.compile(
    r"(?P<begin>(?:^|[|(&;]|\b(?:do|then|else) )[ ]*aws )(?P<service>[a-z][a-z0-9-]*) (?P<operation>[a-z][a-z0-9-]*)"
    r"(?=[\s);|&]|$)",
    re.MULTILINE,
)
"""A call of the AWS CLI, where a shell would run one."""


def side_of(service: str, operation: str) -> Side:
    """The account that the operation is asked of, unless somebody says otherwise; boto3's spelling or the CLI's."""
    ours = (service, operation.replace("-", "_")) in _OF_THE_API
    return Side.ENDPOINT if service in _OF_THE_ENDPOINT and not ours else Side.API


def sides_named_in(commands: tuple[str, ...]) -> tuple[Side, ...]:
    """The accounts that these commands have to be run in, the API's first."""
    found = {call.side for text in commands for call in _calls(text)}
    return tuple(side for side in Side if side in found)


@dataclass(frozen=True, slots=True)
class _PrintedCall:
    """One call of the AWS CLI in a printed command."""

    end: int
    """Where its service and operation end in the text."""
    side: Side | None
    """None where the command is for neither account, or for whoever runs it."""


def _calls(text: str) -> tuple[_PrintedCall, ...]:
    found = list(_AWS_CALL.finditer(text))
    ends = [*(call.start() for call in found[1:]), len(text)][: len(found)]
    asked = [text[call.start("service") : end] for call, end in zip(found, ends, strict=True)]
    sides = [
        _side_of_command(call["service"], call["operation"], words) for call, words in zip(found, asked, strict=True)
    ]
    # Asked by itself, who somebody is depends on who asks; among others it is said by the credentials of those.
    others = next((side for side, words in zip(sides, asked, strict=True) if not words.startswith(_WHO_AM_I)), None)
    return tuple(
        _PrintedCall(call.end(), others if words.startswith(_WHO_AM_I) else side)
        for call, side, words in zip(found, sides, asked, strict=True)
    )


def _side_of_command(service: str, operation: str, words: str) -> Side | None:
    if _OF_NEITHER.match(words):
        return None
    of_the_endpoint = any(command.match(words) for command in _COMMANDS_OF_THE_ENDPOINT)
    return Side.ENDPOINT if of_the_endpoint else side_of(service, operation)


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
        for call in reversed(_calls(text)):
            if call.side is not None and _fact(call.side) in profiles:
                text = f"{text[: call.end]} --profile {{{_fact(call.side)}}}{text[call.end :]}"
        return wording.command(text, {**facts, **profiles}, titles)


def _fact(side: Side) -> str:
    """The placeholder that stands for the profile, so that it is quoted like every other value."""
    return f"profile_of_{side.value}"
