"""An observer of the tests' own: it answers from a table, and can be made to wait until the test lets it go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Literal

from gatewise.model import Facts, NotSeen, Reason, Reply
from gatewise.observation import Observation

PATIENCE = 10.0
"""Seconds after which a gate that the test forgot opens by itself."""


@dataclass
class ScriptedObserver:
    """Replies by observation key; `gates` hold a reply back until they are set."""

    replies: Mapping[str, Reply | NotSeen]
    client: bool = True
    gates: Mapping[str, Event] = field(default_factory=dict)
    mode: Literal["live", "recorded", "offline"] = "live"
    asked: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """The scripted reply."""
        with self._lock:
            self.asked.append(observation.key)
        gate = self.gates.get(observation.key)
        if gate is not None:
            gate.wait(PATIENCE)
        return self.replies.get(observation.key, NotSeen(Reason.NOT_RECORDED, f"No reply to {observation.key}."))

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002 - the observer's face
        """As the test says."""
        return self.client
