"""The observer that never touches the network: every look is left to the person."""

from typing import Literal

from gatewise.model import Facts, NotSeen, Reason
from gatewise.observation import Observation


class OfflineObserver:
    """Sees nothing, and says which command to run instead."""

    mode: Literal["live", "recorded", "offline"] = "offline"

    def observe(self, observation: Observation) -> NotSeen:
        """Not seen, with the command that would see it."""
        return NotSeen(
            Reason.OFFLINE,
            "gatewise works offline and looks at nothing by itself.",
            f"Run this where it can be seen, and paste what it prints: {observation.command()}",
        )

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002  (the observer's face)
        """Yes: nothing is seen from here, so no look is refused for its vantage point instead."""
        return True
