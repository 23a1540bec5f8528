"""The record of looking: an observation sent, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from gatewise.observation import Observation
from gatewise.probes import Seen


@dataclass(frozen=True, slots=True)
class Asking:
    """An observation has been sent."""

    observation: Observation


@dataclass(frozen=True, slots=True)
class Call:
    """An observation and what became of it."""

    observation: Observation
    seen: Seen
    seconds: float


Heard: TypeAlias = Callable[[Asking | Call], None]
