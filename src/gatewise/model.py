"""The words of a diagnosis as frozen values: what was asked, what was seen, what it was read to mean.

Nothing here knows where a value comes from; imports nothing of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
"""What a reply's data is made of: JSON, and nothing else."""

Fact: TypeAlias = str | tuple[str, ...]
"""One value, or several of the same kind (addresses, group ids)."""

Facts: TypeAlias = Mapping[str, Fact]
"""Named values known about the target (`vpce_id`, `endpoint_addresses`)."""

UNKNOWN = "unknown"
"""The answer that every decision has: nobody can tell."""


class VantageKind(StrEnum):
    """Who looked."""

    AWS_API = "aws_api"
    """An AWS control-plane API: what is configured, seen the same from everywhere."""
    CLIENT = "client"
    """The machine that calls the private API: what a packet or a name does there."""
    THIS_MACHINE = "this_machine"
    """The machine gatewise runs on, while it is not the client."""
    PERSON = "person"
    """A person said so."""


@dataclass(frozen=True, slots=True)
class VantagePoint:
    """From where something was seen."""

    kind: VantageKind
    name: str = ""
    """The host, account or person, where known."""


AWS_API = VantagePoint(VantageKind.AWS_API)
CLIENT = VantagePoint(VantageKind.CLIENT)
THIS_MACHINE = VantagePoint(VantageKind.THIS_MACHINE)
PERSON = VantagePoint(VantageKind.PERSON)


class Reason(StrEnum):
    """Why there is no reply, or why a probe could not tell. Never a verdict about the target."""

    ACCESS_DENIED = "access_denied"
    NO_CREDENTIALS = "no_credentials"
    EXPIRED_CREDENTIALS = "expired_credentials"
    THROTTLED = "throttled"
    ENDPOINT_UNREACHABLE = "endpoint_unreachable"
    """The AWS API could not be reached from here."""
    OTHER_ACCOUNT = "other_account"
    """It is configured in an account that no credentials were given for."""
    WRONG_VANTAGE = "wrong_vantage"
    """Only the client can see this, and this machine is not the client."""
    OFFLINE = "offline"
    NOT_RECORDED = "not_recorded"
    """A case holds no reply to this observation."""
    NO_TOOL = "no_tool"
    UNREADABLE = "unreadable"
    """A reply came, and it could not be read."""
    MISSING_FACT = "missing_fact"
    AMBIGUOUS = "ambiguous"
    """Several things fit, and choosing would be a guess."""
    NEEDS_JUDGEMENT = "needs_judgement"
    """The evidence is here; a person has to judge it."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    """The AWS API answered with an error that has no name of its own here."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one observation saw."""

    meaning: str
    """A word of the closed vocabulary (docs/meanings.md)."""
    data: Mapping[str, JsonValue] = field(default_factory=dict)
    """JSON; the same whether the live observer or a pasted command's output made it."""
    seen_from: VantagePoint = field(default=AWS_API, compare=False)
    at: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)


@dataclass(frozen=True, slots=True)
class NotSeen:
    """There is no reply, why, and what would cure it."""

    reason: Reason
    detail: str
    """What happened, in one sentence."""
    cure: str = ""
    """What the person can do about it, in one sentence."""
    missing_action: str | None = None
    """The IAM action that was denied, e.g. `ec2:DescribeVpcEndpoints`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a reading rests on, fit to be shown as text."""

    summary: str
    """One line."""
    detail: str = ""
    """The lines behind it: a rule, a document, a command's output."""
    seen_from: VantagePoint = AWS_API


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer out of a probe's closed set, or *could not tell* with the reason."""

    answer: str | None
    """One of the probe's answers, or None when it could not tell."""
    evidence: tuple[Evidence, ...] = ()
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))
    """Named values this reading establishes."""
    not_told: NotSeen | None = None
    """Set exactly when `answer` is None."""

    def __post_init__(self) -> None:
        if (self.answer is None) == (self.not_told is None):
            raise ValueError("a reading has an answer or a reason why it has none, never both")


def could_not_tell(why: NotSeen, evidence: tuple[Evidence, ...] = (), facts: Facts | None = None) -> Reading:
    """The reading that gives no answer, with the evidence seen on the way."""
    return Reading(None, evidence, facts or MappingProxyType({}), why)


class Giver(StrEnum):
    """Who gave an answer."""

    PROBE = "probe"
    PASTED = "pasted"
    PERSON = "person"
    RECORDED = "recorded"
    NOBODY = "nobody"
    """It was not asked: other answers led to the finding without it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as the session keeps it."""

    answer: str
    given_by: Giver
    evidence: tuple[Evidence, ...] = ()
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC), compare=False)


class Verdict(StrEnum):
    """What a finding says about the path."""

    FAULT = "fault"
    SOUND = "sound"
    INCONCLUSIVE = "inconclusive"
    """Says exactly which evidence would decide."""
    ELSEWHERE = "elsewhere"
    """Not this tree's problem."""


class Layer(StrEnum):
    """The failure taxonomy's first level."""

    REQUEST = "request"
    DNS = "dns"
    NETWORK = "network"
    TLS = "tls"
    ENDPOINT_POLICY = "endpoint-policy"
    RESOURCE_POLICY = "resource-policy"
    DEPLOYMENT = "deployment"
    AUTHORIZATION = "authorization"
    INTEGRATION = "integration"
    CUSTOM_DOMAIN = "custom-domain"
    OBSERVABILITY = "observability"
