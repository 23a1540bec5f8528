"""The steps a person or a walk takes through a session, as values that can be written down and repeated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from gatewise.model import Answered, Evidence, Facts, Giver, VantageKind, VantagePoint
from gatewise.session import Session


@dataclass(frozen=True, slots=True)
class Answer:
    """The open node was answered."""

    node: str
    answered: Answered


@dataclass(frozen=True, slots=True)
class Revise:
    """An earlier answer was changed."""

    node: str
    answered: Answered


@dataclass(frozen=True, slots=True)
class Back:
    """The person went back one step."""


@dataclass(frozen=True, slots=True)
class Forward:
    """The person went forward to a kept answer."""


@dataclass(frozen=True, slots=True)
class Continue:
    """The walk went on behind a finding as if it were fixed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The walk turned to a question, in its turn or out of it."""

    node: str


@dataclass(frozen=True, slots=True)
class Conclude:
    """The walk went to the finding that the answers lead to, past what was not asked."""


@dataclass(frozen=True, slots=True)
class Give:
    """Facts about the target were added or changed."""

    facts: Facts


Move: TypeAlias = Answer | Revise | Back | Forward | Continue | Turn | Conclude | Give


def moved(session: Session, move: Move) -> Session:  # noqa: PLR0911 - one way for each kind of move
    """The session after one move.

    Raises:
        NotPossible: the session refuses the move.
    """
    match move:
        case Answer(node, answered):
            return session.answered(node, answered)
        case Revise(node, answered):
            return session.revised(node, answered)
        case Back():
            return session.back()
        case Forward():
            return session.forward()
        case Continue():
            return session.continued()
        case Turn(node):
            return session.turned_to(node)
        case Conclude():
            return session.conclude()
        case Give(facts):
            return session.given(facts)


class UnreadableMove(ValueError):  # noqa: N818 - it says what a line lacks
    """A written-down move can't be read; the message says what it lacks or misspells."""


def as_line(move: Move) -> dict[str, Any]:
    """The move as one JSON object."""
    match move:
        case Answer(node, answered) | Revise(node, answered):
            return {
                "move": type(move).__name__.lower(),
                "node": node,
                "answer": answered.answer,
                "given_by": answered.given_by.value,
                "evidence": [
                    [e.summary, e.detail, e.seen_from.kind.value, e.seen_from.name] for e in answered.evidence
                ],
                "facts": plain(answered.facts),
                "note": answered.note,
                "at": stamp(answered.at),
            }
        case Turn(node):
            return {"move": "turn", "node": node}
        case Give(facts):
            return {"move": "give", "facts": plain(facts)}
        case _:
            return {"move": type(move).__name__.lower()}


def as_move(line: Mapping[str, Any]) -> Move:
    """The move that `as_line` wrote.

    Raises:
        UnreadableMove: the object is none.
    """
    name = line.get("move")
    read = _READ.get(name) if isinstance(name, str) else None
    if read is None:
        raise UnreadableMove(f"unknown move {name!r}; a newer gatewise may have written it")
    try:
        return read(line)
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise UnreadableMove(f"the step lacks or misspells {wrong}") from wrong


_READ: Mapping[str, Callable[[Mapping[str, Any]], Move]] = {
    "answer": lambda line: Answer(str(line["node"]), _answered(line)),
    "revise": lambda line: Revise(str(line["node"]), _answered(line)),
    "back": lambda _: Back(),
    "forward": lambda _: Forward(),
    "continue": lambda _: Continue(),
    "turn": lambda line: Turn(str(line["node"])),
    "conclude": lambda _: Conclude(),
    "give": lambda line: Give(as_facts(line["facts"])),
}


def _answered(line: Mapping[str, Any]) -> Answered:
    evidence = tuple(
        Evidence(str(summary), str(detail), VantagePoint(VantageKind(kind), str(name)))
        for summary, detail, kind, name in line["evidence"]
    )
    given_by = Giver(line["given_by"])
    at = datetime.fromisoformat(line["at"])
    return Answered(str(line["answer"]), given_by, evidence, as_facts(line["facts"]), str(line["note"]), at)


def as_facts(written: Mapping[str, Any]) -> Facts:
    """Facts from JSON, where several values are a list."""
    return MappingProxyType(
        {str(name): value if isinstance(value, str) else tuple(map(str, value)) for name, value in written.items()}
    )


def plain(facts: Facts) -> dict[str, str | list[str]]:
    """Facts for JSON."""
    return {name: value if isinstance(value, str) else list(value) for name, value in facts.items()}


def stamp(moment: datetime) -> str:
    """The moment in UTC, to the second, as ISO 8601."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
