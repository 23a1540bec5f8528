"""Reading what a command printed elsewhere."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Static, TextArea

from gatewise.model import NotSeen
from gatewise.observation import AwsCall, Observation
from gatewise.observation.foreign_text import cleaned
from gatewise.observation.secrets import without_secrets
from gatewise.tui.copying import copied
from gatewise.tui.shown import BAD, GOOD, QUIET, SEEN_FROM
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.command_line import CommandLine


class PasteScreen(ModalScreen[bool]):
    """One command after the other: run it, paste what it printed. Gives whether anything was read."""

    HELP = """
## Paste what a command printed

Run the command where it says, then paste all it printed, errors too. **ctrl+r** reads it. A text that can't be read
changes nothing, and the reason is shown.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "read", "Read it", tooltip="Read what was pasted", id="paste.read"),
        Binding("ctrl+n", "next", "Next", tooltip="Another command first", id="paste.next"),
        Binding("ctrl+o", "copy", "Copy the command", id="paste.copy"),
        Binding("escape", "close", "Close"),
        Binding("f1", "app.help", "Help"),
    ]

    area = getters.query_one(TextArea)

    def __init__(self, walking: Walking, wanted: tuple[Observation, ...]) -> None:
        super().__init__()
        self._walking = walking
        self._wanted = wanted
        self._read_any = False

    def compose(self) -> ComposeResult:
        """Command, room for what it printed, and what came of reading it."""
        with VerticalScroll(classes="dialog paste", can_focus=False):
            yield Static(id="where-to-run")
            yield CommandLine("", prompt="$ ")
            yield Static("Then paste here what it printed, all of it:", classes="label")
            yield TextArea(id="printed", compact=True, show_line_numbers=False, soft_wrap=True, tab_behavior="focus")
            yield Static(id="came-of-it")
            with Horizontal(classes="buttons"):
                yield Button("Read it", variant="primary", id="read", compact=True)
                yield Button("Next command", id="next", compact=True)
                yield Button("Copy the command", id="copy", compact=True)
                yield Button("Close", id="close", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first command."""
        self._show()

    def _show(self) -> None:
        observation = self._wanted[0]
        where = SEEN_FROM[observation.vantage]
        many = f"  ({len(self._wanted)} commands to go)" if len(self._wanted) > 1 else ""
        place = "anywhere with the AWS CLI" if where == "AWS API" else f"on the {where}"
        if isinstance(observation, AwsCall) and self._walking.session.accounts.separate:
            place = f"in {observation.account.whose}, {place}"
        self.query_one("#where-to-run", Static).update(Content.assemble((f"Run this {place}:", "b"), (many, QUIET)))
        self.query_one("#next").display = len(self._wanted) > 1
        self.refresh_bindings()
        line = self.query_one(CommandLine)
        line.text = cleaned(observation.command())
        line.update(Content.assemble(("$ ", QUIET), line.text))
        self.area.text = ""
        self.area.focus()

    def action_read(self) -> None:
        """Read what was pasted."""
        printed = without_secrets(self.area.text)
        came_of_it = self.query_one("#came-of-it", Static)
        if not printed.strip():
            came_of_it.update(Content.styled("Nothing was pasted yet.", BAD))
            return
        seen = self._walking.runner.paste(self._wanted[0], printed)
        if isinstance(seen, NotSeen):
            why = f"! {cleaned(seen.detail)} {cleaned(seen.cure)}".rstrip()
            came_of_it.update(Content.styled(why, BAD))
            return
        self._read_any = True
        self._wanted = self._walking.runner.wanted(self._walking.session)
        if not self._wanted:
            self.dismiss(True)
            return
        came_of_it.update(Content.styled(f"✓ Read: {cleaned(seen.meaning)}. Now the next one.", GOOD))
        self._show()

    def action_next(self) -> None:
        """Put the command off; the next one comes first."""
        self._wanted = (*self._wanted[1:], self._wanted[0])
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a next command only where there are several."""
        return len(self._wanted) > 1 if action == "next" else super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Copy the command."""
        text = cleaned(self._wanted[0].command())
        self.notify(copied(self.app, text, self._walking.journal), markup=False, timeout=8)

    def action_close(self) -> None:
        """Back to the question; what was read stays."""
        self.dismiss(self._read_any)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "read":
                self.action_read()
            case "next":
                self.action_next()
            case "copy":
                self.action_copy()
            case _:
                self.action_close()

    @on(CommandLine.CopyWanted)
    def _copy_wanted(self) -> None:
        self.action_copy()
