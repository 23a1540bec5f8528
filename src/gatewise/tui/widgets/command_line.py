"""A command as it is run: click it to copy it."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from gatewise.tui.shown import QUIET


class CommandLine(Static):
    """A shell command, ready to be copied."""

    @dataclass
    class CopyWanted(Message):
        """The person wants this text on the clipboard."""

        text: str

    def __init__(self, text: str, *, prompt: str = "$ ") -> None:
        super().__init__(Content.assemble((prompt, QUIET), text.rstrip("\n")))
        self.text = text
        self.tooltip = "Click to copy"

    def on_click(self) -> None:
        """Ask for it to be copied."""
        self.post_message(self.CopyWanted(self.text))
