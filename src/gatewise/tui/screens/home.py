"""Home: a new diagnosis, the saved sessions, the recorded cases. Paints first, and fills the lists in afterwards."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from gatewise.tui.app import Wizard

if TYPE_CHECKING:
    from gatewise.opening import Opening
    from gatewise.tui.home_lists import Entry
    from gatewise.tui.walking import Walking

_QUIET = "$foreground 60%"
_NEW = "new"
_WELCOME = "Why does this private API not answer, and what do I change?"


class Menu(OptionList):
    """What there is to open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", tooltip="Open the line", id="home.open")
    ]


class HomeScreen(Screen[None]):
    """Where everything begins."""

    HELP = """
## gatewise

Leads from a private API Gateway endpoint that does not answer to the change that makes it answer.

**n** begins a new diagnosis. Saved sessions go on where you left them. A recorded case shows how it works, with
neither an account nor a network. **l** shows every cause there is, and how to tell it from others.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Begin a new diagnosis", id="home.new"),
        Binding("r", "jump('saved')", "Resume", tooltip="To the saved sessions", id="home.resume"),
        Binding("d", "jump('case')", "Demo", tooltip="To the recorded cases", id="home.demo"),
        Binding("l", "learn", "Learn", tooltip="How calls to a private API fail", id="home.learn"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", id="home.help"),
        Binding("q", "app.leave", "Quit", id="home.quit"),
    ]

    app = getters.app(Wizard)
    menu = getters.query_one("#menu", Menu)
    about = getters.query_one("#about", Static)

    @dataclass
    class Listed(Message):
        """What there is to go on with, and to try."""

        saved: "tuple[Entry, ...]"
        cases: "tuple[Entry, ...]"

    @dataclass
    class Opened(Message):
        """A walk is ready to be shown."""

        walking: "Walking"

    def __init__(self, sessions_folder: Path, tree_folder: Path | None) -> None:
        super().__init__()
        self._tree_folder = tree_folder
        self._folder = sessions_folder
        self._entries: dict[str, Entry] = {}

    def compose(self) -> ComposeResult:
        """The list, and what is known about the highlighted line."""
        yield Static(Content.assemble(("gatewise", "b $text-primary"), "  ", (_WELCOME, _QUIET)), id="welcome")
        with Vertical(id="home"):
            yield Menu(*self._options((), (), "Looking…"), id="menu", markup=False, compact=True)
            yield Static(id="about")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the lists once the screen is there."""
        self.menu.focus()
        self.call_after_refresh(self._list)

    def on_screen_resume(self) -> None:
        """Coming back, there is a session more."""
        if self._entries:
            self._list()

    @work(thread=True, exclusive=True, group="lists", exit_on_error=False, description="listing")
    def _list(self) -> None:
        from gatewise.tui.home_lists import recorded_cases, saved_sessions

        self.post_message(self.Listed(saved_sessions(self._folder), recorded_cases(self._tree_folder)))

    @on(Listed)
    def _show_lists(self, message: Listed) -> None:
        highlighted = self.menu.highlighted_option
        self._entries = {entry.id: entry for entry in (*message.saved, *message.cases)}
        self.menu.set_options(self._options(message.saved, message.cases, "None yet."))
        kept = None if highlighted is None or highlighted.id is None else highlighted.id
        self.menu.highlighted = self.menu.get_option_index(kept) if kept == _NEW or kept in self._entries else 0

    def _options(self, saved: "tuple[Entry, ...]", cases: "tuple[Entry, ...]", none: str) -> list[Option | None]:
        new = Content.assemble(("New diagnosis", "b"), ("   paste the invoke URL or the curl line", _QUIET))
        options: list[Option | None] = [Option(new, id=_NEW), None]
        for title, entries in (
            ("Go on with a saved session", saved),
            ("Try a recorded case: no account, no network", cases),
        ):
            options.append(Option(Content.styled(title, "b"), disabled=True))
            options += [
                Option(Content.assemble("  ", entry.title, (f"   {entry.remark}", _QUIET)), id=entry.id)
                for entry in entries
            ]
            if not entries:
                options.append(Option(Content.styled(f"  {none}", _QUIET), disabled=True))
            options.append(None)
        return options[:-1]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._entries.get(event.option_id or "")
        about = entry.about if entry else "A diagnosis walks from what the client sees to the change to make."
        self.about.update(Content(about))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _NEW:
            self.action_new()
            return
        entry = self._entries.get(event.option_id or "")
        if entry is None:
            return
        if entry.problem:
            self.notify(entry.problem, severity="error", markup=False)
            return
        self._open(entry)

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="opening")
    def _open(self, entry: "Entry") -> None:
        self.post_message(self.Opened(entry.walking(self._folder)))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="opening")
    def _begin(self, opening: "Opening") -> None:
        from gatewise.tui.walking import Walking

        self.post_message(self.Opened(Walking.begun(opening, self._folder)))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.app.walk(message.walking)

    def action_new(self) -> None:
        """Ask what is under diagnosis."""
        from gatewise.tui.screens.target import TargetScreen

        def described(opening: "Opening | None") -> None:
            if opening is not None:
                self._begin(opening)

        self.app.push_screen(TargetScreen(), described)

    def action_learn(self) -> None:
        """Show the failure taxonomy."""
        from gatewise.tui.screens.taxonomy import TaxonomyScreen

        self.app.push_screen(TaxonomyScreen())

    def action_jump(self, kind: str) -> None:
        """Highlight the first line of that kind."""
        for index, option in enumerate(self.menu.options):
            if option.id is not None and option.id.startswith(f"{kind}-"):
                self.menu.highlighted = index
                return
        self.notify("There is none yet." if kind == "saved" else "The cases are still being read.")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What can't be read or opened says so."""
        if event.state is WorkerState.ERROR:
            self.notify(str(event.worker.error), severity="error", markup=False, timeout=12)
