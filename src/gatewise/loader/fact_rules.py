"""The rules about facts: what wording uses is in the catalogue, and known on every route that leads there."""

import re
from collections.abc import Iterable, Iterator, Mapping

from gatewise.graph import Edge, in_order
from gatewise.loader.document import Where
from gatewise.loader.draft import Draft
from gatewise.loader.graph_rules import Sketch, shown
from gatewise.loader.mistakes import Code, Spelling
from gatewise.loader.node_rules import ProbeFacts
from gatewise.loader.yaml_text import Listing, Scalar, YamlNode
from gatewise.nodes import Decision, FactKind, facts_needed
from gatewise.wording import placeholders

_NO_WORDING = frozenset({"sources", "sets", "asks", "kind", "layer", "verdict", "cause", "to", "then"})
"""The keys of a node under which no placeholder is filled in."""


def check_facts(draft: Draft, sketch: Sketch, probes: Mapping[str, ProbeFacts]) -> None:
    """Note every mistake made with facts in the draft. Needs a catalogue: without one there is nothing to say."""
    if draft.facts is None or draft.tree is None:
        return
    for name, kind in draft.facts.items():
        wrong = _pattern_mistake(kind)
        if wrong:
            draft.tree.refuse(Code.FACT_PATTERN, ("facts", name, "pattern"), wrong)
    known = _known(draft, draft.facts, sketch, probes)
    spelling = Spelling(draft.facts)
    for name, node in draft.nodes.items():
        document, at = draft.homes[name], ("nodes", name)
        for fact in sorted(facts_needed(node)):
            where = next(_places(document.at(*at), at, fact), at)
            if fact not in draft.facts:
                message = f"the placeholder {{{fact}}} is no fact of the catalogue"
                document.refuse(Code.UNKNOWN_FACT, where, message, spelling.hint(fact))
            elif name in known.here and not known.at(name, fact):
                message = f"{{{fact}}} is not known on the route {known.route_without(name, fact)}"
                hint = "let an answer on every route to here set it or ask for it, or don't use it here"
                document.refuse(Code.FACT_NOT_KNOWN, where, message, hint)
        for fact, where in _named_by_answers(node, at) if isinstance(node, Decision) else ():
            if fact not in draft.facts:
                message = f"{fact!r} is no fact of the catalogue"
                document.refuse(Code.UNKNOWN_FACT, where, message, spelling.hint(fact), of_key=True)


def _pattern_mistake(kind: FactKind) -> str:
    if kind.pattern is None:
        return ""
    try:
        fits = re.fullmatch(kind.pattern, kind.example)
    except (re.error, OverflowError, RecursionError) as wrong:
        return f"the pattern is no regular expression: {wrong}"
    return "" if fits else f"the pattern does not match the fact's own example {kind.example!r}"


def _places(node: YamlNode | None, where: Where, fact: str) -> Iterator[Where]:
    """Where a text with this placeholder stands, from top to bottom."""
    match node:
        case Scalar(text=text) if fact in placeholders(text):
            yield where
        case Listing(items=items):
            for position, item in enumerate(items):
                yield from _places(item, (*where, position), fact)
        case None | Scalar():
            return
        case table:
            for key, value in table.entries.items():
                if key not in _NO_WORDING:
                    yield from _places(value, (*where, key), fact)


def _named_by_answers(node: Decision, at: Where) -> Iterator[tuple[str, Where]]:
    for key, answer in node.answers.items():
        for position, fact in enumerate(answer.asks):
            yield fact, (*at, "answers", key, "asks", position)
        for fact in answer.sets:
            yield fact, (*at, "answers", key, "sets", fact)


class _Known:
    """Which facts are known at each node on every route there, as bits."""

    def __init__(self, facts: Mapping[str, FactKind]) -> None:
        self._bit = {name: 1 << position for position, name in enumerate(facts)}
        self.given = self.bits(name for name, kind in facts.items() if kind.given)
        self.every = self.bits(facts)
        self.here: dict[str, int] = {}
        self.ways_in: dict[str, list[tuple[Edge, int]]] = {}
        """By target: each way in, with what is known once it is taken."""

    def bits(self, facts: Iterable[str]) -> int:
        """The facts as one number; those outside the catalogue are mistakes of their own."""
        bits = 0
        for name in facts:
            bits |= self._bit.get(name, 0)
        return bits

    def take(self, edge: Edge, gained: int) -> None:
        """Add a way from a node that is settled."""
        after = self.here[edge.origin] | gained
        self.here[edge.target] = self.here.get(edge.target, self.every) & after
        self.ways_in.setdefault(edge.target, []).append((edge, after))

    def at(self, name: str, fact: str) -> bool:
        """Whether the fact is known at the node, whichever route led there."""
        return bool(self.here[name] & self._bit[fact])

    def route_without(self, name: str, fact: str) -> str:
        """One route to the node on which nothing establishes the fact."""
        steps: list[str] = [name]
        while ways := self.ways_in.get(name):
            way = next(edge for edge, after in ways if not after & self._bit[fact])
            name = way.origin
            steps.append(f"{name}={way.key}")
        return shown(tuple(reversed(steps)))


def _known(draft: Draft, facts: Mapping[str, FactKind], sketch: Sketch, probes: Mapping[str, ProbeFacts]) -> _Known:
    """One pass over the nodes, each after all that lead to it; nodes in a cycle, and behind one, are left out."""
    known = _Known(facts)
    if sketch.start is not None:
        known.here[sketch.start] = known.given
    for name in in_order(sketch.ways):
        if name in known.here:
            for edge in sketch.ways[name]:
                known.take(edge, _gained(draft, edge, known, probes))
    return known


def _gained(draft: Draft, edge: Edge, known: _Known, probes: Mapping[str, ProbeFacts]) -> int:
    node = draft.nodes.get(edge.origin)
    if node is None:
        # It does not fit the model; what it establishes is anyone's guess, and no ground for more mistakes.
        return known.every
    if not isinstance(node, Decision):
        return 0
    answer = node.answers[edge.key]
    probe = probes.get(node.probe) if node.probe is not None else None
    established = () if probe is None else probe.ESTABLISHES.get(edge.key, ())
    return known.bits((*answer.asks, *answer.sets, *established))
