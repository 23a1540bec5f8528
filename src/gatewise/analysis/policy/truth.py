"""Kleene truth: what is unknown stays unknown, unless the rest decides anyway."""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether an element of a policy applies to a request."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __invert__(self) -> "Truth":
        match self:
            case Truth.TRUE:
                return Truth.FALSE
            case Truth.FALSE:
                return Truth.TRUE
            case Truth.UNKNOWN:
                return Truth.UNKNOWN

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values; compare it with Truth.TRUE or Truth.FALSE")


def truth(value: bool) -> Truth:  # noqa: FBT001 - it converts a bool
    """The Truth of a plain yes or no."""
    return Truth.TRUE if value else Truth.FALSE


def all_of(parts: Iterable[Truth]) -> Truth:
    """False if any part is false, else unknown if any is unknown."""
    seen = set(parts)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(parts: Iterable[Truth]) -> Truth:
    """True if any part is true, else unknown if any is unknown."""
    return ~all_of(~part for part in parts)
