"""The next best question: the one whose answer tells most about what is wrong for the time it takes.

What is possible is a set of worlds. Every answer given leaves those that fit it. Of the questions ahead, the guide
picks the one with the most bits of information for each second. When one finding is left, it picks what the walk still
needs before the finding is reached by answers that somebody gave. The guide never answers, and where it has nothing
better to say the tree's own order goes on: when no known world fits the answers, and once the walk goes on behind a
fault, since from there on more than one thing is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from gatewise.graph import SKIPPED, DecisionGraph
from gatewise.guidance.information import told_by
from gatewise.guidance.worlds import World, possible
from gatewise.model import UNKNOWN, Facts
from gatewise.nodes import Decision, Finding
from gatewise.session import Session


@dataclass(frozen=True, slots=True)
class Effort:
    """What a decision takes to be answered."""

    seconds: float
    by_probe: bool
    """Whether a probe looks, which has only the facts that are there; a person may know more."""


Efforts: TypeAlias = Callable[[str], Effort | None]
"""The effort of each decision; None for one that nobody here can answer."""

Recall: TypeAlias = Callable[[str, Facts], str | None]
"""What a decision that remembers will be answered, or None where what it remembers is not among the facts."""

_LEAST_SECONDS = 0.1
"""What looks at nothing still takes its time on a screen."""
_LEAST_BITS = 1e-9
"""Below this it is the arithmetic's, and not information."""


def _recall_nothing(_name: str, _facts: Facts) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to turn to, and why."""

    node: str
    why: str
    """One sentence for the person."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """The answers given lead to a finding; what was not asked need not be."""

    why: str


def by_hand(graph: DecisionGraph) -> Efforts:
    """What each decision takes a person."""

    def effort(name: str) -> Effort | None:
        node = graph.nodes[name]
        return Effort(node.cost.human, by_probe=False) if isinstance(node, Decision) else None

    return effort


def with_probes(graph: DecisionGraph, *, on_client: bool = True, attended: bool = True) -> Efforts:
    """What each decision takes where probes look.

    Args:
        graph: the decisions' graph.
        on_client: whether what the client sees can be seen from here; else a person has to look there.
        attended: whether there is a person to ask what no probe tells.
    """

    def effort(name: str) -> Effort | None:
        node = graph.nodes[name]
        if not isinstance(node, Decision):
            return None
        if node.probe is not None and node.cost.probe is not None and (on_client or node.vantage != "client"):
            return Effort(node.cost.probe, by_probe=True)
        return Effort(node.cost.human, by_probe=False) if attended else None

    return effort


@dataclass(frozen=True)
class Guide:
    """Chooses the next question of a session on its graph."""

    graph: DecisionGraph
    worlds: tuple[World, ...]
    remembering: frozenset[str] = frozenset()
    """The decisions that only repeat what earlier answers established."""
    recall: Recall = _recall_nothing
    rests_on: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=lambda: MappingProxyType({}))
    """By decision: the earlier decisions that establish facts which its probe reads, and which facts those are."""

    def next(self, session: Session, efforts: Efforts) -> Ask | Conclude | None:
        """What to do next; None where the tree's own order goes on."""
        if session.finding is not None or session.passed:
            return None
        left = possible(self.worlds, self.graph, session.told)
        suspects = len({world.finding for world in left})
        if not suspects:
            return None
        likeliest = max(left, key=lambda world: world.weight)
        if suspects == 1:
            if session.is_decided and session.conclude().open == likeliest.finding:
                return Conclude("The answers so far explain it; what was not asked is left out.")
            return self._confirming(
                session, likeliest, efforts, "One suspect is left; this confirms it or rules it out"
            )
        return self._telling_most(session, left, suspects, efforts) or self._confirming(
            session, likeliest, efforts, "No question splits the suspects; this checks the likeliest"
        )

    def _telling_most(self, session: Session, left: tuple[World, ...], suspects: int, efforts: Efforts) -> Ask | None:
        best: tuple[float, Ask] | None = None
        askable = tuple(self.askable(session))
        for name in askable:
            told = told_by(self.graph, name, left)
            if told.bits <= _LEAST_BITS:
                continue
            first, takes = self._first(session, name, askable, efforts)
            rate = told.bits / max(takes, _LEAST_SECONDS)
            if first is not None and (best is None or rate > best[0]):
                splits = f"splits {suspects} suspects in {told.parts}"
                said = f"This {splits}" if first == name else f"What {splits} rests on this; both"
                best = rate, Ask(first, f"{said}, for {_time(takes)}.")
        return None if best is None else best[1]

    def _first(
        self, session: Session, name: str, askable: tuple[str, ...], efforts: Efforts
    ) -> tuple[str | None, float]:
        """What to ask first so that this decision can be answered, and the seconds of it all; None if nobody can.

        A probe only has the facts that are there. So the decisions that establish what it reads come before it.
        """
        effort = efforts(name)
        if effort is None:
            return None, 0.0
        first, seconds = name, effort.seconds
        wanted = {name} if effort.by_probe else set()
        before = askable[: askable.index(name)] if name in askable else ()
        for earlier in reversed(before):
            known = session.facts
            lacking = any(
                not known.get(fact) for later in wanted for fact in self.rests_on.get(later, {}).get(earlier, ())
            )
            if not lacking:
                continue
            takes = efforts(earlier)
            if takes is None:
                return None, 0.0
            first, seconds = earlier, seconds + takes.seconds
            wanted |= {earlier} if takes.by_probe else set()
        return first, seconds

    def askable(self, session: Session) -> Iterator[str]:
        """The decisions that may be asked now: those the walk would ask somebody who can't tell anything before them.

        So a question that only makes sense after a certain answer waits for that answer. One that compares with an
        earlier look waits for its turn, and one that remembers for what it remembers.
        """
        for name in self._unknowing(session):
            node = self.graph.nodes[name]
            if not isinstance(node, Decision) or name in session.told:
                continue
            waits = node.fresh or (name in self.remembering and self.recall(name, session.facts) is None)
            if name == session.in_turn or not waits:
                yield name

    def _unknowing(self, session: Session) -> Iterator[str]:
        """The rest of the walk if nobody could tell any more than has been told."""
        name = session.in_turn
        while not isinstance(node := self.graph.nodes[name], Finding):
            yield name
            key = session.told.get(name)
            if key is None and name in self.remembering:
                key = self.recall(name, session.facts)
            name = self.graph.targets[name, key or (UNKNOWN if isinstance(node, Decision) else SKIPPED)]

    def _confirming(self, session: Session, world: World, efforts: Efforts, why: str) -> Ask | None:
        """The first question without whose answer the walk would not take the world's way.

        If that one remembers and what it remembers is not there, the latest before it that establishes something.
        """
        askable = tuple(self.askable(session))
        memories: list[str] = []
        for name in self._unknowing(session):
            node = self.graph.nodes[name]
            answer = world.answer(name)
            if not isinstance(node, Decision) or name in session.told or answer == UNKNOWN:
                continue
            target = self.graph.targets[name, answer]
            needed = target != self.graph.targets[name, UNKNOWN] or isinstance(self.graph.nodes[target], Finding)
            asked = [name] if name in askable else memories[-1:]
            first, takes = self._first(session, asked[0], askable, efforts) if needed and asked else (None, 0.0)
            if first is not None:
                return Ask(first, f"{why}, for {_time(takes)}.")
            if node.answers[answer].sets and name in askable:
                memories.append(name)
        return None


def _time(seconds: float) -> str:
    minute = 60
    return f"{seconds:.0f} s" if seconds < 2 * minute else f"{seconds / minute:.0f} min"
