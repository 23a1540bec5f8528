"""The failure taxonomy: every cause by its layer, a search over them, and each in full."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from gatewise.tui.app import Wizard
from gatewise.tui.widgets.cause_view import READING, CauseView

if TYPE_CHECKING:
    from gatewise.taxonomy import Entry, Taxonomy
    from gatewise.tui.walking import Walking

_QUIET = "$foreground 60%"


class Causes(OptionList):
    """The causes that fit the search."""


class TaxonomyScreen(Screen[None]):
    """How calls to a private API fail."""

    HELP = """
## How calls fail

Every cause that a walk can end in, by its layer. Each shows what it looks like, how to prove it, what tells it apart
from causes that look the same, and what mends it.

Write in the search to keep only the causes that have all of these words, such as `forbidden` or `time-out policy`.
**a** keeps those that look like the highlighted one. **d** walks a recorded case of it.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="To the search", id="taxonomy.search"),
        Binding("a", "alike", "Look alike", tooltip="Only causes that look like this one", id="taxonomy.alike"),
        Binding("d", "demo", "Try a case", tooltip="Walk a recorded case of this cause", id="taxonomy.demo"),
        Binding("tab", "app.focus_next", "Read", tooltip="To the text, and back", id="taxonomy.read"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", id="taxonomy.help"),
        Binding(
            "escape,b", "leave", "Back", key_display="esc", tooltip="Clear the search, or leave", id="taxonomy.back"
        ),
    ]

    app = getters.app(Wizard)
    search = getters.query_one("#search", Input)
    causes = getters.query_one(Causes)
    view = getters.query_one(CauseView)
    text = getters.query_one("#cause", VerticalScroll)

    @dataclass
    class Described(Message):
        """The taxonomy is there: first the causes alone, then with what their cases show."""

        taxonomy: "Taxonomy"
        complete: bool

    @dataclass
    class Opened(Message):
        """A case is ready to be walked."""

        walking: "Walking"

    def __init__(self) -> None:
        super().__init__()
        self._taxonomy: Taxonomy | None = None
        self._complete = False
        self._look = ""

    def compose(self) -> ComposeResult:
        """The search, the causes, and the highlighted one."""
        title = "How calls to a private API fail"
        yield Static(Content.assemble(("gatewise", "b $text-primary"), "  ", (title, _QUIET)), id="welcome")
        with Horizontal(id="taxonomy"):
            with Vertical(id="list"):
                yield Input(placeholder="Search", id="search", compact=True)
                yield Causes(Option(Content("Reading the tree…"), disabled=True), markup=False, compact=True)
            with VerticalScroll(id="cause"):
                yield CauseView()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Describe the tree in the background."""
        self.causes.focus()
        self._describe()

    @work(thread=True, exclusive=True, group="describe", exit_on_error=False, description="describing")
    def _describe(self) -> None:
        from gatewise.opening import graph
        from gatewise.taxonomy import of_tree, untold

        tree = graph()
        self.post_message(self.Described(untold(tree), complete=False))
        self.post_message(self.Described(of_tree(tree), complete=True))

    @on(Described)
    def _described(self, message: Described) -> None:
        self._taxonomy = message.taxonomy
        self._complete = message.complete
        self._list()
        self.view.show(message.taxonomy, self._entry, complete=message.complete)

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        self._look = ""
        self._list()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.causes.focus()

    def _list(self) -> None:
        if self._taxonomy is None:
            return
        shown = self._taxonomy.only(words=self.search.value)
        kept = set(self._taxonomy.by_look.get(self._look, ()))
        highlighted = self._entry
        options: list[Option | None] = []
        for layer, entries in shown.layers():
            fitting = [entry for entry in entries if not kept or entry.cause in kept]
            if fitting:
                options.append(Option(Content.styled(layer.value, "b"), disabled=True))
                options += [Option(Content(f"  {entry.cause}"), id=entry.cause) for entry in fitting]
        self.causes.set_options(options)
        kept_ids = {option.id for option in options if option is not None}
        if highlighted is not None and highlighted.cause in kept_ids:
            self.causes.highlighted = self.causes.get_option_index(highlighted.cause)
        else:
            self.causes.highlighted = 1 if options else None
        if not options:
            self.view.show(self._taxonomy, None, complete=self._complete)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        entry = self._taxonomy.by_cause.get(event.option_id or "") if self._taxonomy is not None else None
        if self._taxonomy is not None and entry is not None:
            self.text.scroll_home(animate=False)
            self.view.show(self._taxonomy, entry, complete=self._complete)

    @property
    def _entry(self) -> "Entry | None":
        option = self.causes.highlighted_option
        if self._taxonomy is None or option is None or option.id is None:
            return None
        return self._taxonomy.by_cause.get(option.id)

    def action_search(self) -> None:
        """To the search."""
        self.search.focus()

    def action_alike(self) -> None:
        """Keep only the causes that look like the highlighted one."""
        entry = self._entry
        if not self._complete:
            self.notify(READING)
            return
        if entry is None or not entry.looks:
            self.notify("What this cause looks like is not known.", severity="warning")
            return
        look = entry.looks[0]
        with self.prevent(Input.Changed):
            self.search.value = ""
        self._look = look.kind
        self._list()
        self.notify(f"These look the same: {look.shown}", markup=False)

    def action_demo(self) -> None:
        """Walk the first case of the highlighted cause."""
        entry = self._entry
        if not self._complete:
            self.notify(READING)
            return
        if entry is None or not entry.cases:
            self.notify("There is no recorded case of this cause.", severity="warning")
            return
        self._open(entry.cases[0])

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="opening")
    def _open(self, case: str) -> None:
        from gatewise.opening import case_named, recorded
        from gatewise.tui.walking import Walking

        self.post_message(self.Opened(Walking.begun(recorded(case_named(case)), self.app.sessions_folder)))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.app.walk(message.walking)

    def action_leave(self) -> None:
        """Show all causes again; where all are shown, go back."""
        if self.search.value or self._look:
            self._look = ""
            self.search.value = ""
            self._list()
            self.causes.focus()
            return
        self.dismiss()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What can't be read or opened says so."""
        if event.state is WorkerState.ERROR:
            self.notify(str(event.worker.error), severity="error", markup=False, timeout=12)
