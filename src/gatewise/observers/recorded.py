"""The observer of a case: it sees what was recorded, with neither account nor network."""

from typing import Literal

from gatewise.loader import Case
from gatewise.loader.observation_keys import observation_of
from gatewise.model import Facts, JsonValue, NotSeen, Reason, Reply
from gatewise.observation import AwsCall, Observation


class RecordedObserver:
    """Answers with a case's replies."""

    mode: Literal["live", "recorded", "offline"] = "recorded"

    def __init__(self, case: Case) -> None:
        self._replies = case.replies
        recorded = [(observation_of(key), seen) for key, seen in case.replies.items()]
        calls = [(call, call.parameters, seen) for call, seen in recorded if isinstance(call, AwsCall)]
        self._calls = sorted(calls, key=lambda recorded: (recorded[0].side is not None, len(recorded[1])), reverse=True)
        """The AWS calls, those of a named account and with the most parameters first, else in the case's order."""

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """The reply recorded for it.

        An AWS call takes the reply to the call with the most of its parameters, so that a reply recorded without
        any answers them all.
        """
        seen = self._replies.get(observation.key)
        if seen is None and isinstance(observation, AwsCall):
            seen = self._nearest(observation)
        if seen is not None:
            return seen
        hint = "Answer by hand, or add a reply to the case."
        return NotSeen(Reason.NOT_RECORDED, f"This case holds no reply to: {observation.key}", hint)

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002 - the observer's face
        """Yes: a case holds what its client saw."""
        return True

    def _nearest(self, asked: AwsCall) -> Reply | NotSeen | None:
        parameters = asked.parameters
        for call, some, seen in self._calls:
            same = (call.service, call.operation) == (asked.service, asked.operation)
            if same and call.side in {None, asked.side} and _within(some, parameters):
                return seen
        return None


def _within(some: dict[str, JsonValue], parameters: dict[str, JsonValue]) -> bool:
    return all(name in parameters and parameters[name] == value for name, value in some.items())
