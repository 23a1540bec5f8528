"""The rules about the names that a case uses: its facts, its answers and what it expects are the tree's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gatewise.graph import DecisionGraph
from gatewise.loader.document import Document
from gatewise.loader.mistakes import Code, Spelling
from gatewise.loader.yaml_text import Listing, Scalar
from gatewise.nodes import FactKind, Finding


@dataclass(frozen=True)
class Terms:
    """What of a tree a case may name."""

    tree: str
    facts: Mapping[str, FactKind] | None
    """None where the catalogue is not known; then no fact is wrong."""
    findings: Mapping[str, str | None]
    """Each finding's cause."""
    choices: Mapping[str, tuple[str, ...]]
    """The answers of each decision, and what an action may be answered with."""
    whole: bool = True
    """Whether these are all; otherwise nobody can say that the tree does not have a node."""

    @classmethod
    def of(cls, graph: DecisionGraph) -> "Terms":
        """The terms of a tree that loads."""
        findings = {name: node.cause for name, node in graph.nodes.items() if isinstance(node, Finding)}
        choices = {name: tuple(edge.key for edge in graph.ways[name]) for name in graph.nodes if name not in findings}
        return cls(graph.name, graph.facts, findings, choices)


def check_names(document: Document, terms: Terms) -> None:
    """Note every name in the case that the tree does not have."""
    if terms.facts is not None:
        _check_facts(document, terms.facts)
    _check_answers(document, terms)
    _check_expectation(document, terms)


def _check_facts(document: Document, catalogue: Mapping[str, FactKind]) -> None:
    spelling = Spelling([name for name, kind in catalogue.items() if kind.given])
    for name, value in document.table("facts").entries.items():
        where = ("facts", name)
        kind = catalogue.get(name)
        if kind is None or not kind.given:
            what = "no fact of the tree" if kind is None else "no target field; the walk finds it out"
            document.refuse(Code.CASE_FACT, where, f"{name!r} is {what}", spelling.hint(name), of_key=True)
            continue
        items = enumerate(value.items) if isinstance(value, Listing) else ()
        for place, text in ((where, value), *(((*where, position), item) for position, item in items)):
            if isinstance(text, Scalar) and text.text and not _fits(kind, text.text):
                message = f"{text.text!r} is no {kind.title}"
                document.refuse(Code.CASE_FACT, place, message, f"it looks like {kind.example!r}")


def _fits(kind: FactKind, text: str) -> bool:
    try:
        return kind.pattern is None or re.fullmatch(kind.pattern, text) is not None
    except (re.error, OverflowError, RecursionError):
        # The pattern is the tree's mistake, not the case's.
        return True


def _check_answers(document: Document, terms: Terms) -> None:
    spelling = Spelling(terms.choices)
    for name in document.table("answers").entries:
        where = ("answers", name)
        answer = document.text(*where)
        choices = terms.choices.get(name)
        if choices is None and terms.whole:
            message = f"the tree has no question {name!r}"
            document.refuse(Code.CASE_ANSWER, where, message, spelling.hint(name), of_key=True)
        elif choices is not None and answer is not None and answer not in choices:
            message = f"{name!r} has no answer {answer!r}"
            document.refuse(Code.CASE_ANSWER, where, message, Spelling(choices).hint(answer))


def _check_expectation(document: Document, terms: Terms) -> None:
    spelling = Spelling(terms.findings)
    every = document.at("expect", "all")
    items = every.items if isinstance(every, Listing) else ()
    for where in (("expect", "finding"), *(("expect", "all", position) for position in range(len(items)))):
        name = document.text(*where)
        if name is not None and name not in terms.findings and terms.whole:
            document.refuse(Code.EXPECTATION, where, f"the tree has no finding {name!r}", spelling.hint(name))
    first = document.text("expect", "finding")
    if items and first is not None and document.text("expect", "all", 0) != first:
        message = f"`all` does not begin with the finding {first!r}"
        document.refuse(Code.EXPECTATION, ("expect", "all"), message, "it lists every fault in order, the first too")
