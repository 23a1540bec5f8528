"""One value a person can fill in: what it is, an example, where to find it, and what is wrong with what was typed."""

import re

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Input, Static

from gatewise.model import Fact
from gatewise.nodes import FactKind
from gatewise.observation.foreign_text import cleaned
from gatewise.observation.secrets import without_secrets
from gatewise.tui.shown import BAD, QUIET

_SEVERAL = re.compile(r"[,\s]+")


class FactField(VerticalGroup):
    """A labelled input for one fact; it may stay empty."""

    def __init__(self, name: str, kind: FactKind, value: Fact = "") -> None:
        super().__init__(name=name)
        self.fact = name
        self.kind = kind
        self._value = value if isinstance(value, str) else ", ".join(value)

    def compose(self) -> ComposeResult:
        """Label, input, and a line for what to know."""
        yield Static(Content(self.kind.title), classes="field-label")
        yield Input(self._value, placeholder=f"e.g. {self.kind.example}", compact=True)
        yield Static(classes="field-note")

    @property
    def value(self) -> str:
        """What was typed, cleaned."""
        return without_secrets(cleaned(self.query_one(Input).value)).strip()

    @value.setter
    def value(self, value: str) -> None:
        self.query_one(Input).value = value

    @property
    def problem(self) -> str:
        """What is wrong with what was typed, in a sentence; empty when nothing is."""
        return problem_with(self.value, self.kind)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.note()

    def on_descendant_focus(self) -> None:
        """Say where to find it."""
        self.note(focused=True)

    def on_descendant_blur(self) -> None:
        """Only what is wrong stays."""
        self.note(focused=False)

    def note(self, *, focused: bool | None = None) -> None:
        """Say what is wrong, or where to find it."""
        here = self.query_one(Input).has_focus if focused is None else focused
        problem = self.problem
        said = Content.styled(problem, BAD) if problem else Content.styled(self.kind.where if here else "", QUIET)
        note = self.query_one(".field-note", Static)
        note.update(said)
        note.display = bool(said.plain)


def problem_with(text: str, kind: FactKind) -> str:
    """Why the text is no value of this kind, in a sentence; empty when it is one or nothing."""
    if not text or kind.pattern is None:
        return ""
    if all(re.fullmatch(kind.pattern, part) for part in values(text)) or re.fullmatch(kind.pattern, text):
        return ""
    return f"This does not look like it. An example: {kind.example}"


def values(text: str) -> tuple[str, ...]:
    """One or several values, separated by commas or spaces."""
    return tuple(part for part in _SEVERAL.split(text) if part)


def as_fact(text: str, kind: FactKind) -> Fact:
    """The fact that was typed: one value, or several where several were."""
    parts = values(text)
    if kind.pattern is None or len(parts) < 2 or re.fullmatch(kind.pattern, text):  # noqa: PLR2004 - several
        return text
    return parts
