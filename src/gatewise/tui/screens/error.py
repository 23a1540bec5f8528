"""Saying what the client saw: room for all that it printed."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Static, TextArea

from gatewise.model import Facts
from gatewise.observation.foreign_text import cleaned
from gatewise.observation.secrets import without_secrets
from gatewise.tui.screens.target import LONGEST_ERROR


class ErrorScreen(ModalScreen[Facts | None]):
    """Takes the client's error; gives it as a fact, or None when it was closed."""

    HELP = """
## What the client saw

Paste all that the client printed, such as the output of `curl -v`. **ctrl+r** reads it. Credentials are taken out.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "read", "Read it", tooltip="Read what was pasted", id="error.read"),
        Binding("escape", "dismiss(None)", "Close"),
        Binding("f1", "app.help", "Help"),
    ]

    area = getters.query_one(TextArea)

    def compose(self) -> ComposeResult:
        """Room for the error."""
        with VerticalScroll(classes="dialog paste", can_focus=False):
            yield Static("What did the client print? Paste all of it:", classes="label")
            yield TextArea(id="printed", compact=True, show_line_numbers=False, soft_wrap=True, tab_behavior="focus")
            with Horizontal(classes="buttons"):
                yield Button("Read it", variant="primary", id="read", compact=True)
                yield Button("Close", id="close", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Ready for the paste."""
        self.area.focus()

    @on(Button.Pressed, "#read")
    def action_read(self) -> None:
        """Give what was pasted."""
        printed = without_secrets(cleaned(self.area.text))[-LONGEST_ERROR:].strip()
        self.dismiss({"error_text": printed} if printed else None)

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)
