"""Values that are not known yet, asked for by their titles."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Static

from gatewise.model import Facts
from gatewise.nodes import FactKind
from gatewise.tui.widgets.fact_field import FactField, as_fact


class FillIn(ModalScreen[Facts | None]):
    """A small form; gives what was filled in, or None when it was closed."""

    HELP = """
## Values that are not known yet

Fill in what you know, and leave the rest empty. The commands are shown with what you say here.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("f1", "app.help", "Help"),
    ]

    def __init__(self, title: str, kinds: Mapping[str, FactKind]) -> None:
        super().__init__()
        self._title = title
        self._kinds = kinds

    def compose(self) -> ComposeResult:
        """A field for each value."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(Content(self._title), classes="title")
            yield Static("What you don't know may stay empty.", classes="label")
            for name, kind in self._kinds.items():
                yield FactField(name, kind)
            with Horizontal(classes="buttons"):
                yield Button("Go on", variant="primary", id="done", compact=True)
                yield Button("Close", id="close", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first value."""
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        inputs = list(self.query(Input))
        if event.input is inputs[-1]:
            self._done()
        else:
            self.focus_next(Input)

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        fields = list(self.query(FactField))
        wrong = next((field for field in fields if field.problem), None)
        if wrong is not None:
            wrong.note()
            wrong.query_one(Input).focus()
            return
        self.dismiss({field.fact: as_fact(field.value, field.kind) for field in fields if field.value})

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)
