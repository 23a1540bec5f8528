"""How a probe asks one thing or several, typed."""

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar, cast

from gatewise.analysis.shapes import text
from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import Observation
from gatewise.probes import Asked, Seen

T = TypeVar("T")
U = TypeVar("U")
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


def together(one: Asking[T], other: Asking[U]) -> Asking[tuple[T, U]]:
    """Two parts of a probe side by side: what both ask next is asked at once."""
    parts: list[Asking[T] | Asking[U]] = [one, other]
    asked: dict[int, Asked] = {}
    results: dict[int, object] = {}
    replies: dict[int, Seen | tuple[Seen, ...] | None] = {0: None, 1: None}
    while replies:
        for index, reply in replies.items():
            try:
                asked[index] = next(parts[index]) if reply is None else parts[index].send(reply)
            except StopIteration as stop:
                results[index] = stop.value
                asked.pop(index, None)
        wanted = list(asked.items())
        looks = [look for _, each in wanted for look in (each if isinstance(each, tuple) else (each,))]
        seen = yield from ask_all(looks)
        position, replies = 0, {}
        for index, each in wanted:
            count = len(each) if isinstance(each, tuple) else 1
            share = seen[position : position + count]
            replies[index] = share if isinstance(each, tuple) else share[0]
            position += count
    return cast("T", results[0]), cast("U", results[1])


def without_a_place(reply: Reply) -> NotSeen:
    """The reason to give where AWS says that something is not there, and that is no answer to the question."""
    said = text(reply.data, "message") or text(reply.data, "code")
    return NotSeen(
        Reason.FAILED,
        f"AWS does not know it in this account and Region: {said}",
        "Check the id, the Region and the profile.",
    )
