"""What the lines of an API's execution log tell about its latest calls.

The lines are those of real captures; source of the log group and its content:
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from gatewise.analysis.shapes import Record, integer, text

LogAnswer = Literal["none", "denied", "completed", "authorizer_failed", "integration_failed"]
LogFailure = Literal[
    "lambda_permission",
    "malformed_proxy",
    "timeout",
    "network",
    "tls_backend",
    "invalid_endpoint",
    "backend_status",
    "other",
]
"""How the integration of a logged call failed."""

RECENT_MILLISECONDS = 15 * 60 * 1000
"""How far before the newest line a line still counts as recent."""

_REQUEST = re.compile(r"^\s*\(([\w-]+)\)\s*")
_METHOD_AND_PATH = re.compile(r"HTTP Method: (\w+), Resource Path: (\S+)")
_RECEIVED = re.compile(r"Received response\. Status: (\d{3})")
_COMPLETED = re.compile(r"Method completed with status: (\d{3})")
_LONGEST = 300
_SERVER_ERROR = 500
_CLIENT_ERROR = 400

_FAILURES: tuple[tuple[str, str, LogFailure], ...] = (
    ("Invalid permissions on Lambda function", "log.integration_error", "lambda_permission"),
    ("Malformed Lambda proxy response", "log.integration_error", "malformed_proxy"),
    ("Invalid endpoint address", "log.integration_error", "invalid_endpoint"),
    ("does not match the certificate subject provided by the peer", "log.integration_error", "tls_backend"),
    ("Network error communicating with endpoint", "log.integration_error", "network"),
    ("Execution failed due to a timeout error", "log.integration_timeout", "timeout"),
    ("Execution failed due to", "log.integration_error", "other"),
)
"""Part of a line, its word, and the failure it names; the most particular first."""
_SAID: tuple[tuple[str, str, LogAnswer | None], ...] = (
    ("is not authorized to perform: execute-api:Invoke", "log.policy_denied", "denied"),
    ("Authorizer error", "log.integration_error", "authorizer_failed"),
    *((part, meaning, "integration_failed") for part, meaning, _ in _FAILURES),
    ("Received response. Status:", "log.request", None),
    ("Method completed with status:", "log.completed", None),
    ("Starting execution for request:", "log.request", None),
    ("HTTP Method:", "log.request", None),
    ("Successfully completed execution", "log.completed", None),
)

FILTER_PATTERN = " ".join(f'?"{part}"' for part, _, _ in _SAID)
"""For `filter_log_events`: the lines that say something here, and none with headers or bodies."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log that says something here; lines with headers and bodies are not kept."""

    request_id: str
    said: str
    meaning: str
    """A word of the closed vocabulary."""
    milliseconds: int
    """Since 1970, as CloudWatch Logs has it."""

    @property
    def at(self) -> str:
        """When, as ISO 8601 in UTC; empty where the log does not say."""
        if not 0 < self.milliseconds < 253_402_300_800_000:  # noqa: PLR2004 - the year 10000
            return ""
        return datetime.fromtimestamp(self.milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """The lines of one request."""

    request_id: str
    lines: tuple[LogLine, ...]

    @property
    def answer(self) -> LogAnswer | None:
        """What became of it; None where its lines do not say, or say that the gateway refused it for another reason."""
        for line in self.lines:
            for part, _, answer in _SAID:
                if answer and part in line.said:
                    return answer
        said = "\n".join(line.said for line in self.lines)
        completed, received = _COMPLETED.search(said), _RECEIVED.search(said)
        ended = completed or received
        if ended is None:
            return None
        status = int(ended[1])
        passed_on = received is not None and received[1] == ended[1]
        if status >= _SERVER_ERROR or (status >= _CLIENT_ERROR and passed_on):
            return "integration_failed"
        return "completed" if status < _CLIENT_ERROR and completed else None

    @property
    def failure(self) -> LogFailure | None:
        """How its integration failed; None where the lines name no failure and no error of the backend."""
        for line in self.lines:
            for part, _, failure in _FAILURES:
                if part in line.said:
                    return failure
        return "backend_status" if self.answer == "integration_failed" else None

    @property
    def backend_status(self) -> str:
        """The status that the backend answered; empty where the lines do not say."""
        said = [found[1] for line in self.lines if (found := _RECEIVED.search(line.said))]
        return said[-1] if said else ""

    def is_for(self, method: str, path: str) -> bool:
        """Whether it may be the call of this method to this path; true where its lines do not say."""
        named = next((found for line in self.lines if (found := _METHOD_AND_PATH.search(line.said))), None)
        if named is None:
            return True
        return (not method or named[1] == method) and (not path or fits(named[2], path))


def fits(resource: str, path: str) -> bool:
    """Whether a path is one of a resource's: `/orders/{id}` has `/orders/7`, `/{proxy+}` everything below."""
    pattern = re.escape(resource.rstrip("/"))
    pattern = re.sub(r"\\\{[^/{}]+\\\+\\\}", ".+", pattern)
    pattern = re.sub(r"\\\{[^/{}]+\\\}", "[^/]+", pattern)
    return re.fullmatch(pattern, path.rstrip("/")) is not None


def calls_logged(events: Iterable[Record]) -> tuple[LoggedCall, ...]:
    """The recent requests in these events of `filter_log_events`, the latest first."""
    lines = [line for event in events if (line := _line(event)) is not None]
    newest = max((line.milliseconds for line in lines), default=0)
    grouped: dict[str, list[LogLine]] = {}
    for line in sorted(lines, key=lambda line: line.milliseconds):
        if line.milliseconds >= newest - RECENT_MILLISECONDS:
            grouped.setdefault(line.request_id, []).append(line)
    calls = [LoggedCall(request_id, tuple(found)) for request_id, found in grouped.items()]
    return tuple(sorted(calls, key=lambda call: call.lines[-1].milliseconds, reverse=True))


def deciding(calls: Sequence[LoggedCall]) -> LoggedCall | None:
    """The call that answers: the latest that failed, else the latest whose end is known, else the latest."""
    failed = (call for call in calls if call.answer not in {None, "completed"})
    ended = (call for call in calls if call.answer is not None)
    return next(failed, None) or next(ended, None) or next(iter(calls), None)


def _line(event: Record) -> LogLine | None:
    message = text(event, "message")
    request = _REQUEST.match(message)
    said = message[request.end() :] if request else message
    meaning = meaning_of_line(said)
    if meaning is None:
        return None
    return LogLine(request[1] if request else "", said.strip()[:_LONGEST], meaning, integer(event, "timestamp") or 0)


def meaning_of_line(said: str) -> str | None:
    """The word for one line, or None for a line that says nothing here."""
    return next((meaning for part, meaning, _ in _SAID if part in said), None)
