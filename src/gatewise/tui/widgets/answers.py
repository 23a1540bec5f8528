"""The answers to choose from: by digit, by arrow and Enter, or by mouse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from gatewise.model import UNKNOWN
from gatewise.tui.shown import QUIET

_DIGITS = 9
_INDENT = 4


class Answers(OptionList):
    """One line an answer, numbered; `unknown` is always 0."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Go on", tooltip="Take the highlighted answer", id="answers.take"),
    ]

    @dataclass
    class Picked(Message):
        """The person picked an answer."""

        node: str
        """What was answered: two keys in a row may both come before the next question shows."""
        answer: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id, markup=False, compact=True)
        self._node = ""
        self._choices: tuple[str, ...] = ()
        self._labels: Mapping[str, Content] = {}
        self._marks: Mapping[str, str] = {}

    def offer(self, node: str, labels: Mapping[str, Content]) -> None:
        """Show the answers of this node, none of them highlighted."""
        self._node = node
        self._choices = (*(key for key in labels if key != UNKNOWN), *(key for key in labels if key == UNKNOWN))
        self._labels = labels
        self.mark({})
        self.highlighted = None

    def mark(self, marks: Mapping[str, str]) -> None:
        """Write a remark behind some of the answers."""
        self._marks = marks
        highlighted = self.highlighted
        self.set_options(Option(self._line(key), id=f"{self._node}/{key}") for key in self._choices)
        self.highlighted = highlighted

    def on_resize(self) -> None:
        """Long answers are wrapped behind their number."""
        self.mark(self._marks)

    def suggest(self, answer: str) -> None:
        """Highlight an answer, unless the person has already begun to choose."""
        if self.highlighted is None and answer in self._choices:
            self.highlighted = self._choices.index(answer)

    def pick(self, digit: str) -> None:
        """Pick by digit; 0 is `unknown`."""
        numbered = [key for key in self._choices if key != UNKNOWN][:_DIGITS]
        if digit == "0" and UNKNOWN in self._choices:
            self.post_message(self.Picked(self._node, UNKNOWN))
        elif digit != "0" and int(digit) <= len(numbered):
            self.post_message(self.Picked(self._node, numbered[int(digit) - 1]))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        node, _, answer = (event.option_id or "").partition("/")
        self.post_message(self.Picked(node, answer))

    def action_page_up(self) -> None:
        """The list is as high as its lines; what is around it scrolls."""
        for around in self._scrolling():
            around.scroll_page_up()

    def action_page_down(self) -> None:
        """The list is as high as its lines; what is around it scrolls."""
        for around in self._scrolling():
            around.scroll_page_down()

    def _scrolling(self) -> tuple[VerticalScroll, ...]:
        return tuple(around for around in self.ancestors if isinstance(around, VerticalScroll))

    def _line(self, key: str) -> Content:
        number = self._choices.index(key) + 1
        digit = "0" if key == UNKNOWN else str(number) if number <= _DIGITS else "·"
        mark = self._marks.get(key, "")
        label = Content.assemble(self._labels[key], (f"  ◂ {mark}" if mark else "", QUIET))
        room = max(self.size.width - _INDENT, _INDENT)
        lines = [Content.assemble((f" {digit}  ", "b $text-accent")), *label.wrap(room)]
        first, *rest = lines[1:] or [label]
        return Content(f"\n{' ' * _INDENT}").join([lines[0] + first, *rest])
