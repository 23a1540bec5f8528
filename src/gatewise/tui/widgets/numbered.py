"""Steps in order, each with its number in a column of its own."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import Static


class NumberedStep(HorizontalGroup):
    """One step; its lines hang behind the number."""

    def __init__(self, number: int, step: Content) -> None:
        super().__init__()
        self._number = number
        self._step = step

    def compose(self) -> ComposeResult:
        """The number and the words."""
        yield Static(f"{self._number}.", classes="number")
        yield Static(self._step, classes="words")


def numbered(steps: Iterable[Content]) -> ComposeResult:
    """Every step, in order."""
    for number, step in enumerate(steps, 1):
        yield NumberedStep(number, step)
