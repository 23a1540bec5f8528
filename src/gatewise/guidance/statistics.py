"""What it takes on average to come to a fault: in the tree's own order, in the best one, and with one question moved.

One fault is wrong at a time, as often as its cause is met. For each fault the walk is played through with the answers
of its world, and the seconds of every question asked are added up; the average counts each fault by its weight. Whoever
asks chooses without knowing the world, as the guide does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gatewise.graph import DONE, DecisionGraph
from gatewise.guidance.guide import Ask, Conclude, Efforts, Guide, by_hand, with_probes
from gatewise.guidance.worlds import World, sights
from gatewise.model import Answered, Giver, Verdict
from gatewise.nodes import Action, Decision, Finding
from gatewise.session import Session

Costs: TypeAlias = Callable[[World, str], float]
"""The seconds that one question, or an action that is carried out, takes in one world."""


@dataclass(frozen=True, slots=True)
class Average:
    """What a walk to a fault takes, over all faults."""

    questions: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Move:
    """What asking one question before all others would change in the tree's own order."""

    node: str
    saves: float
    """Seconds, on average; below 0 where it costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two orders, for one way of answering."""

    authored: Average
    best: Average
    moves: tuple[Move, ...]
    """Every question that could be asked first, the one that saves most first."""

    @property
    def ratio(self) -> float:
        """The seconds of the best order by those of the authored one."""
        return self.best.seconds / self.authored.seconds if self.authored.seconds else 1.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The averages of one tree."""

    faults: int
    by_hand: Comparison
    with_probes: Comparison


def statistics(guide: Guide) -> Statistics:
    """The averages over the faults that the guide knows a world of."""
    faults = tuple(world for world in guide.worlds if _is_fault(guide.graph, world.finding))
    return Statistics(
        len({world.finding for world in faults}),
        _compared(guide, faults, by_hand(guide.graph), lambda world, name: _by_hand(guide.graph, world, name)),
        _compared(guide, faults, with_probes(guide.graph), lambda world, name: _with_probes(guide.graph, world, name)),
    )


def played(guide: Guide, worlds: Iterable[World], efforts: Efforts) -> Iterator[tuple[World, Session]]:
    """Each world with the session that the best order leads to in it.

    Worlds that answer alike are played together until an answer parts them.
    """
    open_games = [(Session(guide.graph), tuple(worlds))]
    while open_games:
        session, these = open_games.pop()
        match guide.next(session, efforts):
            case Conclude():
                session = session.conclude()
            case Ask(node=node):
                session = session.turned_to(node)
        if session.finding is not None:
            yield from ((world, session) for world in these)
            continue
        by_answer: dict[str, list[World]] = {}
        for world in these:
            by_answer.setdefault(_answer(session, world), []).append(world)
        open_games += [
            (session.answered(session.open, Answered(answer, Giver.PERSON)), tuple(parted))
            for answer, parted in by_answer.items()
        ]


def _answer(session: Session, world: World) -> str:
    if isinstance(session.node, Action):
        return DONE if world.answers.get(session.open) == DONE else "skipped"
    return world.answer(session.open)


def _compared(guide: Guide, worlds: tuple[World, ...], efforts: Efforts, costs: Costs) -> Comparison:
    best = {id(world): tuple(session.told) for world, session in played(guide, worlds, efforts)}
    authored = _average(guide.graph, worlds, lambda world: world.route, costs)
    return Comparison(
        authored,
        _average(guide.graph, worlds, lambda world: best[id(world)], costs),
        _moves(guide, worlds, costs),
    )


def _average(
    graph: DecisionGraph, worlds: Iterable[World], asked: Callable[[World], Iterable[str]], costs: Costs
) -> Average:
    total = questions = seconds = 0.0
    for world in worlds:
        names = tuple(asked(world))
        total += world.weight
        questions += world.weight * sum(isinstance(graph.nodes[name], Decision) for name in names)
        seconds += world.weight * sum(costs(world, name) for name in names)
    return Average(questions / total, seconds / total) if total else Average(0.0, 0.0)


def _moves(guide: Guide, worlds: tuple[World, ...], costs: Costs) -> tuple[Move, ...]:
    begun = Session(guide.graph)
    total = sum(world.weight for world in worlds)
    authored = [(world, sum(costs(world, passed) for passed in world.route)) for world in worlds]
    moves: list[Move] = []
    for name in guide.askable(begun):
        if name == begun.in_turn:
            continue
        decided = _decided_by(guide.graph, begun, name)
        saved = 0.0
        for world, before in authored:
            first = costs(world, name)
            if decided.get(world.answer(name)) == world.finding:
                after = first
            else:
                after = before if name in world.route else before + first
            saved += world.weight * (before - after)
        moves.append(Move(name, saved / total if total else 0.0))
    return tuple(sorted(moves, key=lambda move: -move.saves))


def _decided_by(graph: DecisionGraph, begun: Session, name: str) -> Mapping[str, str]:
    """The finding that each answer to this question leads to by itself."""
    node = graph.nodes[name]
    found: dict[str, str] = {}
    for answer in node.answers if isinstance(node, Decision) else ():
        if sights(graph, name, answer):
            session = begun.turned_to(name).answered(name, Answered(answer, Giver.PERSON))
            if session.is_decided:
                found[answer] = session.conclude().open
    return found


def _by_hand(graph: DecisionGraph, world: World, name: str) -> float:
    node = graph.nodes[name]
    if isinstance(node, Finding) or (isinstance(node, Action) and world.answers.get(name) != DONE):
        return 0.0
    return node.cost.human


def _with_probes(graph: DecisionGraph, world: World, name: str) -> float:
    """A probe tells where the world says so, and where it says nothing; else a person is asked after it."""
    node = graph.nodes[name]
    takes = node.cost.probe if isinstance(node, Decision) and node.probe is not None else None
    if takes is not None and (name in world.told or name not in world.answers):
        return takes
    return _by_hand(graph, world, name)


def _is_fault(graph: DecisionGraph, name: str) -> bool:
    node = graph.nodes[name]
    return isinstance(node, Finding) and node.verdict is Verdict.FAULT
