"""The taxonomy as values: a cause with its looks, its neighbours, its proof and its fix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gatewise.model import Layer
from gatewise.nodes import Finding


@dataclass(frozen=True, slots=True)
class Look:
    """What the client shows of a cause."""

    kind: str
    """A word of the closed vocabulary, or the answers of a person; causes that share it look alike."""
    shown: str
    """The text itself, on one line."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """The question that proves a cause."""

    decision: str
    question: str
    answer: str
    """The label of the answer that leads to the cause."""
    steps: tuple[str, ...]
    """How a person finds out."""
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A cause that looks the same, and what sets the two apart."""

    cause: str
    look: str
    """The kind of look that both have."""
    decision: str
    question: str
    """The first question that is answered differently."""
    here: str
    """The label of this cause's answer."""
    there: str
    """The label of the other's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cause."""

    cause: str
    """Its slug in `trees/causes.csv`."""
    layer: Layer
    base_rate: int
    """How often it is met, against others."""
    finding: str
    """The node that names it."""
    node: Finding
    looks: tuple[Look, ...]
    deciding: Deciding | None
    alike: tuple[Alike, ...]
    """The most frequent first."""
    cases: tuple[str, ...]

    @property
    def words(self) -> str:
        """Everything a search looks through, in lower case."""
        looks = " ".join(f"{look.kind} {look.shown}" for look in self.looks)
        return f"{self.cause} {self.layer} {self.node.title} {self.node.explanation} {looks}".lower()


@dataclass(frozen=True)
class Taxonomy:
    """Every cause of a tree, in the order of its layers and files."""

    tree: str
    title: str
    facts: Mapping[str, str]
    """The titles of the facts that wording may use."""
    entries: tuple[Entry, ...]

    @cached_property
    def by_cause(self) -> Mapping[str, Entry]:
        """The entries by the slug of their cause."""
        return {entry.cause: entry for entry in self.entries}

    @cached_property
    def by_look(self) -> Mapping[str, tuple[str, ...]]:
        """The causes that share a look, the most frequent first; the look that most causes share first."""
        shared: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for kind in dict.fromkeys(look.kind for look in entry.looks):
                shared.setdefault(kind, []).append(entry)
        ordered = sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))
        return {
            kind: tuple(entry.cause for entry in sorted(entries, key=lambda entry: (-entry.base_rate, entry.cause)))
            for kind, entries in ordered
        }

    @cached_property
    def example_of(self) -> Mapping[str, str]:
        """By the kind of look: one text that shows it."""
        return {look.kind: look.shown for entry in reversed(self.entries) for look in entry.looks}

    def layers(self) -> Iterator[tuple[Layer, tuple[Entry, ...]]]:
        """Each layer with its causes, in the order of a call's way."""
        for layer in Layer:
            entries = tuple(entry for entry in self.entries if entry.layer is layer)
            if entries:
                yield layer, entries

    def only(self, *, cause: str = "", layer: str = "", words: str = "") -> "Taxonomy":
        """Only the causes of this slug and layer in which every one of these words occurs; empty asks for all."""
        wanted = words.lower().split()
        kept = tuple(
            entry
            for entry in self.entries
            if cause in {"", entry.cause}
            and layer in {"", entry.layer.value}
            and all(word in entry.words for word in wanted)
        )
        return Taxonomy(self.tree, self.title, self.facts, kept)
