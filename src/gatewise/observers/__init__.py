"""The observers: the only code that touches the world, each behind the same small face."""

from typing import Literal, Protocol

from gatewise.model import Facts, NotSeen, Reply
from gatewise.observation import Observation


class Observer(Protocol):
    """Carries observations out. Safe to call from several threads at once."""

    mode: Literal["live", "recorded", "offline"]

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """Look, and say what was seen, or why nothing was; never raises for what the world does."""

    def is_client(self, facts: Facts) -> bool:
        """Whether what this observer sees from here is what the client sees."""
