"""A recorded reply of a case file as the reply, or the reason why there is none, that a probe is handed."""

from types import MappingProxyType
from typing import Final

from gatewise.loader.case_form import Recorded
from gatewise.loader.mistakes import Spelling
from gatewise.model import AWS_API, CLIENT, NotSeen, Reason, Reply, VantageKind
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake
from gatewise.observation.aws_operations import iam_action_for
from gatewise.observation.meaning import (
    DNS_WORDS,
    HTTP_WORDS,
    PROXY_WORDS,
    TCP_WORDS,
    TLS_WORDS,
    UNRECOGNISED,
    is_meaning,
)

_AWS_WORDS: Final = frozenset({"aws.ok", "aws.not_found"})
"""What a reply of an AWS API may mean; every other word is a reason why there is none."""


class NoReply(ValueError):  # noqa: N818 - read as a sentence: "raises NoReply"
    """What is recorded is neither a reply nor a reason; `hint` says what would be right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def as_seen(observation: Observation, recorded: Recorded) -> Reply | NotSeen:
    """What the case saw when it looked.

    Raises:
        NoReply: it says both that something was seen and that nothing was, or neither, or a word without meaning.
    """
    if recorded.not_seen is not None:
        if recorded.meaning is not None or recorded.data:
            raise NoReply("this says both what was seen and why nothing was", "keep `not_seen` or `meaning` and `data`")
        return _not_seen(observation, recorded, recorded.not_seen)
    for name in ("detail", "cure", "missing_action"):
        if getattr(recorded, name) is not None:
            raise NoReply(f"`{name}` belongs to a reply that was not seen", "add `not_seen`, or leave it out")
    meaning = recorded.meaning or ("aws.ok" if isinstance(observation, AwsCall) else None)
    if meaning is None:
        raise NoReply("this does not say what was seen", "add `meaning`, or `not_seen` with the reason")
    if not _may_mean(observation, meaning):
        raise NoReply(
            f"{meaning!r} is nothing that this observation can mean", Spelling(_words(observation)).hint(meaning)
        )
    seen_from = CLIENT if observation.vantage is VantageKind.CLIENT else AWS_API
    return Reply(meaning, MappingProxyType(dict(recorded.data)), seen_from)


def _not_seen(observation: Observation, recorded: Recorded, reason: Reason) -> NotSeen:
    action = recorded.missing_action
    if action is None and reason is Reason.ACCESS_DENIED and isinstance(observation, AwsCall):
        action = iam_action_for(observation.service, observation.operation)
    denied = reason is Reason.ACCESS_DENIED and action is not None
    detail = f"{action} was denied." if denied else f"Recorded as not seen: {reason.replace('_', ' ')}."
    cure = f"Allow {action}, or answer by hand." if denied else ""
    return NotSeen(reason, recorded.detail or detail, recorded.cure or cure, action)


def _may_mean(observation: Observation, meaning: str) -> bool:
    if meaning in _words(observation):
        return True
    return isinstance(observation, HttpsRequest) and meaning.startswith("http.") and is_meaning(meaning)


def _words(observation: Observation) -> frozenset[str]:
    match observation:
        case AwsCall():
            return _AWS_WORDS
        case DnsQuery():
            return DNS_WORDS | {UNRECOGNISED}
        case TcpConnect():
            return TCP_WORDS | {UNRECOGNISED}
        case TlsHandshake():
            return TLS_WORDS | TCP_WORDS | {UNRECOGNISED}
        case HttpsRequest():
            return HTTP_WORDS | DNS_WORDS | TCP_WORDS | TLS_WORDS | PROXY_WORDS | {UNRECOGNISED}
