"""How a probe asks one thing or several, typed."""

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar

from gatewise.analysis.shapes import text
from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import Observation
from gatewise.probes import Asked, Seen

T = TypeVar("T")
Asking: TypeAlias = Generator[Asked, Seen | tuple[Seen, ...], T]
"""A part of a probe: yields observations and returns what it made of the replies."""

NOT_FOUND = "aws.not_found"


def ask(observation: Observation) -> Asking[Seen]:
    """One observation's reply."""
    seen = yield observation
    if isinstance(seen, tuple):
        raise TypeError(f"one reply to {observation.key} was due, not {len(seen)}")
    return seen


def ask_all(observations: Sequence[Observation]) -> Asking[tuple[Seen, ...]]:
    """The replies to several observations, asked side by side."""
    if not observations:
        return ()
    seen = yield tuple(observations)
    if not isinstance(seen, tuple) or len(seen) != len(observations):
        raise TypeError(f"{len(observations)} replies were due")
    return seen


def without_a_place(reply: Reply) -> NotSeen:
    """The reason to give where AWS says that something is not there, and that is no answer to the question."""
    said = text(reply.data, "message") or text(reply.data, "code")
    return NotSeen(
        Reason.FAILED,
        f"AWS does not know it in this account and Region: {said}",
        "Check the id, the Region and the profile.",
    )
