"""The rules about the graph's shape: every way leads somewhere, every node is on a way, every way comes to an end."""

from collections.abc import Iterator
from dataclasses import dataclass

from gatewise.graph import DONE, FIXED, SKIPPED, Edge, Ways, cycles, leading_to, reached
from gatewise.loader.document import Document, Where
from gatewise.loader.draft import Draft
from gatewise.loader.mistakes import Code, Spelling

_MOST_SHOWN = 8
"""Steps of a route that fit in one message."""


@dataclass(frozen=True)
class Sketch:
    """The ways of a draft that lead to nodes that exist, whether or not the nodes fit the model."""

    start: str | None
    """None if there is no such node."""
    ways: Ways
    hoped: Ways
    """The ways, and those that would be there if each unknown target were the one it looks like."""
    loose: frozenset[str]
    """Nodes with a way of which nobody can say where it was meant to lead."""


def check_shape(draft: Draft) -> Sketch:
    """Note every mistake of the graph's shape in the draft, and give the ways for the rules that follow them."""
    sketch = _sketched(draft)
    _refuse_cycles(draft, sketch.ways)
    if draft.whole:
        _refuse_unreachable(draft, sketch)
        _refuse_endless(draft, sketch)
    return sketch


def _sketched(draft: Draft) -> Sketch:
    spelling = Spelling(draft.homes)
    ways: dict[str, tuple[Edge, ...]] = {}
    hoped: dict[str, tuple[Edge, ...]] = {}
    loose = {name for name in draft.homes if name not in draft.nodes}
    for name, document in draft.homes.items():
        real: list[Edge] = []
        likely: list[Edge] = []
        for key, where in _exits(document, name):
            target = document.text(*where) or ""
            if target in draft.homes:
                real.append(Edge(name, key, target))
                continue
            near = spelling.nearest(target)
            if near is None:
                loose.add(name)
            else:
                likely.append(Edge(name, key, near))
            if draft.whole:
                message = f"{_said(name, key)} leads to {target!r}, which is no node"
                hint = f"did you mean {near!r}?" if near else "write the node, or name one that exists"
                document.refuse(Code.UNKNOWN_TARGET, where, message, hint)
        ways[name] = tuple(real)
        hoped[name] = (*real, *likely)
    return Sketch(_start(draft, spelling), ways, hoped, frozenset(loose))


def _exits(document: Document, name: str) -> Iterator[tuple[str, Where]]:
    """Each way out of the node as the file writes it, with the place of its target."""
    at: Where = ("nodes", name)
    answers = document.table(*at, "answers").entries
    exits: dict[str, list[tuple[str, Where]]] = {
        "decision": [(answer, (*at, "answers", answer, "to")) for answer in answers],
        "action": [(DONE, (*at, "to")), (SKIPPED, (*at, "skip_to"))],
        "finding": [(FIXED, (*at, "then"))],
    }
    kind = document.text(*at, "kind")
    # A node that does not say what it is leads wherever any kind of node would.
    meant = exits[kind] if kind in exits else [way for ways in exits.values() for way in ways]
    return ((key, where) for key, where in meant if document.text(*where))


def _start(draft: Draft, spelling: Spelling) -> str | None:
    if draft.start is None or draft.tree is None or draft.start in draft.homes:
        return draft.start
    if draft.whole:
        message = f"the walk starts at {draft.start!r}, which is no node"
        draft.tree.refuse(Code.UNKNOWN_START, ("start",), message, spelling.hint(draft.start))
    return spelling.nearest(draft.start)


def _refuse_cycles(draft: Draft, ways: Ways) -> None:
    position = {name: number for number, name in enumerate(draft.homes)}
    for ring in cycles(ways):
        # The way that leads back up the files is the likely slip.
        back = next(edge for edge in ring if position[edge.target] <= position[edge.origin])
        number = ring.index(back)
        names = [edge.origin for edge in (*ring[number + 1 :], *ring[: number + 1])]
        message = f"{_said(back.origin, back.key)} leads round in a circle: {shown((*names, back.target))}"
        _refuse_way(draft, back, Code.CYCLE, message, "a walk goes forward only; lead to a node further on")


def _refuse_way(draft: Draft, edge: Edge, code: Code, message: str, hint: str) -> None:
    document = draft.homes[edge.origin]
    where = next(where for key, where in _exits(document, edge.origin) if key == edge.key)
    document.refuse(code, where, message, hint)


def _refuse_unreachable(draft: Draft, sketch: Sketch) -> None:
    if sketch.start is None:
        return
    come_to = set(reached(sketch.hoped, sketch.start))
    for name, document in draft.homes.items():
        if name not in come_to:
            message = f"no way from the start leads to {name!r}"
            document.refuse(
                Code.UNREACHABLE, ("nodes", name), message, "lead an answer to it, or take it away", of_key=True
            )


def _refuse_endless(draft: Draft, sketch: Sketch) -> None:
    findings = {name for name, home in draft.homes.items() if home.text("nodes", name, "kind") == "finding"}
    walk = {name: () if name in findings else ways for name, ways in sketch.hoped.items()}
    leading = leading_to(walk, findings | sketch.loose)
    for name, document in draft.homes.items():
        if name not in leading:
            message = f"no way from {name!r} leads to a finding"
            document.refuse(Code.NO_END, ("nodes", name), message, "every walk ends in a finding", of_key=True)


def _said(name: str, key: str) -> str:
    """One way in words."""
    return {
        FIXED: f"`then` of {name!r}",
        DONE: f"`to` of {name!r}",
        SKIPPED: f"`skip_to` of {name!r}",
    }.get(key, f"the answer {key!r} of {name!r}")


def shown(names: tuple[str, ...]) -> str:
    """A route's nodes, the middle left out of a long one."""
    if len(names) > _MOST_SHOWN:
        names = (*names[: _MOST_SHOWN // 2], "...", *names[-_MOST_SHOWN // 2 :])
    return " -> ".join(names)
