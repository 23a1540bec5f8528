"""The observer of `--dry-run`: it writes down what would be looked at, and looks at nothing."""

from threading import Lock
from typing import Literal

from gatewise.model import Facts, NotSeen, Reason
from gatewise.observation import Observation


class DryRunObserver:
    """Keeps every observation it was asked for, once each, in the order asked."""

    mode: Literal["live", "recorded", "offline"] = "offline"

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: dict[str, Observation] = {}

    @property
    def asked(self) -> tuple[Observation, ...]:
        """What would have been looked at."""
        with self._lock:
            return tuple(self._asked.values())

    def observe(self, observation: Observation) -> NotSeen:
        """Not seen; the observation is kept."""
        with self._lock:
            self._asked.setdefault(observation.key, observation)
        return NotSeen(Reason.OFFLINE, "This is a dry run: nothing was looked at.", "Run it without --dry-run.")

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002  (the observer's face)
        """Yes, so that what only the client can see is asked for, and so listed, too."""
        return True
