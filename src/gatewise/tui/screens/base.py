"""What the screens of a walk share: the frame, the way back and forth, the trail, and the way out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from gatewise.calls import Asking, Call
from gatewise.guidance import Guide
from gatewise.model import Answered, Facts
from gatewise.moves import Back, Forward, Give, Move, Revise
from gatewise.nodes import FactKind
from gatewise.session import NotPossible, Session
from gatewise.tui.app import Wizard
from gatewise.tui.shown import prose
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.command_line import CommandLine
from gatewise.tui.widgets.how import commands_of
from gatewise.tui.widgets.side import Side, Steps
from gatewise.tui.widgets.where import Crumbs, Where

_WITHOUT_BRACKETS = str.maketrans("[]", "()")


class WalkScreen(Screen[None]):
    """One node of the walk. Subclasses fill the main part and know what its keys do."""

    CSS_PATH = "../walk.tcss"
    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b,alt+left", "back", "Back", tooltip="Go back one step; every answer is kept", id="walk.back"),
        Binding("f,alt+right", "forward", "Forward", show=False, tooltip="Go forward again", id="walk.forward"),
        Binding("i", "fill_in", "Fill in", show=False, tooltip="Say values that are not known yet", id="walk.fill_in"),
        Binding("h", "pane('how')", "How to find out", show=False, id="walk.how"),
        Binding("e", "pane('evidence')", "Evidence", show=False, id="walk.evidence"),
        Binding("t", "pane('trail')", "Trail", show=False, tooltip="See and change answers", id="walk.trail"),
        Binding("l", "pane('left')", "Suspects left", show=False, id="walk.left"),
        Binding(
            "o", "toggle_order", "Order", show=False, tooltip="Ask in the best order, or the tree's", id="walk.order"
        ),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", id="walk.help"),
        Binding("q", "app.leave", "Quit", tooltip="Leave; every step is saved", id="walk.quit"),
        Binding("escape", "one_level_back", "Close", show=False, id="walk.close"),
    ]

    app = getters.app(Wizard)
    where = getters.query_one("#where", Where)
    crumbs = getters.query_one("#crumbs", Crumbs)
    side = getters.query_one(Side)
    main = getters.query_one("#main", VerticalScroll)

    class Heard(Message):
        """A call was sent, or came back."""

        def __init__(self, call: Asking | Call) -> None:
            super().__init__()
            self.call = call

    @dataclass
    class Learnt(Message):
        """It is known which question tells most."""

        guide: Guide

    def __init__(self, walking: Walking) -> None:
        super().__init__()
        self.walking = walking
        self.calls: dict[str, Asking | Call] = {call.observation.key: call for call in walking.runner.calls}

    def compose(self) -> ComposeResult:
        """The frame."""
        yield Where(id="where")
        yield Crumbs(id="crumbs")
        with Horizontal(id="body"):
            with VerticalScroll(id="main", can_focus=False):
                yield from self.compose_main()
            yield Side(id="side")
        yield Footer(show_command_palette=False)

    def compose_main(self) -> ComposeResult:
        """The main part; empty unless a subclass fills it."""
        yield from ()

    def on_mount(self) -> None:
        """Listen to the runner, and show where the walk stands."""
        self.walking.heard = self._hear
        self.show()
        for note in self.walking.notes:
            self.notify(note, markup=False)
        self.walking.notes = ()

    def _hear(self, call: Asking | Call) -> None:
        self.post_message(self.Heard(call))

    def show(self) -> None:
        """Show the open node."""
        self.show_frame()
        self.side.show(self.walking.session)

    def show_frame(self) -> None:
        """Show the two lines at the top."""
        self.where.show(self.walking)
        self.crumbs.show(self.walking.session)

    def on_resize(self) -> None:
        """The lines at the top are cut to the width."""
        self.call_after_refresh(self.show_frame)

    def on_walk_screen_heard(self, message: Heard) -> None:
        """Keep the call for the evidence pane."""
        self.calls[message.call.observation.key] = message.call

    def move(self, move: Move) -> None:
        """Take one step and show where it leads."""
        try:
            trouble = self.walking.move(move)
        except NotPossible as refused:
            self.notify(f"{refused}.", severity="warning", markup=False)
            return
        if trouble:
            self.notify(trouble, severity="error", markup=False)
        self.zoom(zoomed=False)
        self.arrived()

    def arrived(self) -> None:
        """Show the node where the walk stands now, on the screen that fits it."""
        from gatewise.tui.screens.at import screen_for

        if isinstance(self, screen_for(self.walking)):
            self.show()
        else:
            self.app.switch_screen(screen_for(self.walking)(self.walking))

    def action_back(self) -> None:
        """Go back one step; the person is at the wheel again."""
        self.walking.going_by_itself = False
        self.move(Back())

    def action_forward(self) -> None:
        """Go forward to a kept answer."""
        self.move(Forward())

    def action_toggle_order(self) -> None:
        """Ask what tells most for its time next, or what comes next in the tree."""
        if self.walking.guide is not None:
            self._reordered(self.walking.go_in_turn(), "In the tree's own order from here on.")
        else:
            self.say("Working out the best order from the tree's cases…")
            self._learn(self.walking.session)

    @work(thread=True, exclusive=True, group="order", exit_on_error=False, description="working out the order")
    def _learn(self, session: Session) -> None:
        from gatewise.known_worlds import guide_for

        self.post_message(self.Learnt(guide_for(session.graph)))

    @on(Learnt)
    def _learnt(self, message: Learnt) -> None:
        self.walking.guide = message.guide
        self._reordered(self.walking.turn(), "In the best order from here on: what tells most for its time.")

    def _reordered(self, trouble: str, said: str) -> None:
        self.say(trouble or said)
        self.arrived()

    def action_pane(self, pane: str) -> None:
        """Open a pane in full, or close it again."""
        if self.has_class("-zoomed") and self.side.active == pane:
            self.zoom(zoomed=False)
            return
        self.side.active = pane
        self.zoom(zoomed=True)

    def zoom(self, *, zoomed: bool) -> None:
        """Give the whole screen to the active pane, or to the question again."""
        self.set_class(zoomed, "-zoomed")
        if zoomed:
            self.side.focus_active()
        else:
            self.focus_main()

    def focus_main(self) -> None:
        """Let the keyboard act on the main part."""

    def action_one_level_back(self) -> None:
        """Close what is open on top; never quits."""
        if self.has_class("-zoomed"):
            self.zoom(zoomed=False)
        elif self.app.has_home:
            self.notify("Saved. It is the first in the list of saved sessions.")
            self.walking.close()
            self.app.pop_screen()

    def action_fill_in(self) -> None:
        """Ask for the values that are not known yet."""
        self.ask_for(self.walking.open_facts(), "Say what is known", self._given)

    def ask_for(self, kinds: Mapping[str, FactKind], title: str, then: Callable[[Facts | None], None]) -> None:
        """Ask the person for facts, each of which may stay open."""
        from gatewise.tui.screens.fill_in import FillIn

        if kinds:
            self.app.push_screen(FillIn(title, kinds), then)
        else:
            self.notify("Nothing is missing here: every value this step uses is filled in.")

    def _given(self, facts: Facts | None) -> None:
        if facts:
            self.move(Give(facts))

    @on(Steps.OptionSelected, "#steps")
    def _step_selected(self, event: Steps.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.open_step(event.option_id)

    def open_step(self, node: str) -> None:
        """Show one step of the trail, to be read or changed."""
        from gatewise.tui.screens.step import StepScreen

        session = self.walking.session
        step = next(step for step in (*session.trail, *session.early) if step.node == node)

        def changed(answered: Answered | None) -> None:
            if answered is not None:
                self.move(Revise(node, answered))

        self.app.push_screen(StepScreen(self.walking.session, step), changed)

    @on(Crumbs.Clicked)
    def _crumbs_clicked(self) -> None:
        self.action_pane("trail")

    @on(CommandLine.CopyWanted)
    def _copy_wanted(self, event: CommandLine.CopyWanted) -> None:
        self.copy(event.text)

    def copy(self, text: str) -> None:
        """Send the text to the terminal's clipboard, keep it in a file, and say both."""
        from gatewise.tui.copying import copied

        self.say(copied(self.app, text, self.walking.journal))

    def action_copy_commands(self) -> None:
        """Copy the commands that the open node shows."""
        commands = commands_of(self.walking.session)
        if commands:
            self.copy("\n".join(commands))
        else:
            self.notify("There is no command to copy here.")

    def palette(self) -> Iterable[SystemCommand]:
        """What the command palette offers here."""
        session = self.walking.session
        yield SystemCommand("Back", "Go back one step; every answer is kept", self.action_back)
        yield SystemCommand("Forward", "Go forward to a kept answer", self.action_forward)
        yield SystemCommand("Order", "Ask in the best order, or in the tree's own", self.action_toggle_order)
        yield SystemCommand("Fill in values", "Say what is not known yet", self.action_fill_in)
        yield SystemCommand("Save", "Write the report of this diagnosis to a file", self.action_save)
        if self.walking.mode == "live":
            yield SystemCommand("Go offline", "Make no connection from here on, until you leave", self.go_offline)
        if not self.walking.is_client:
            yield SystemCommand(
                "This machine is the client", "What is seen from here is what the client sees", self.say_here
            )
        for step in (*session.trail, *session.early):
            if step.answered is not None:
                # The palette takes brackets for markup.
                title = prose(session.graph.nodes[step.node].title, session).plain.translate(_WITHOUT_BRACKETS)
                yield SystemCommand(f"Change: {title}", "See or change this answer", partial(self.open_step, step.node))

    def say_here(self) -> None:
        """This machine is the client."""
        self.move(Give({"client_is_here": "yes"}))

    def go_offline(self) -> None:
        """Make no connection from here on."""
        self.walking.go_offline()
        self.show_frame()
        self.notify("Offline: gatewise makes no connection from here on. What it has seen stays.")

    def action_save(self) -> None:
        """Write the report of this diagnosis to a file, and say where it is."""
        from gatewise.tui.copying import report_saved

        self.say(report_saved(self.walking))

    def say(self, text: str) -> None:
        """Say one thing, in place of what was said before."""
        self.app.clear_notifications()
        self.notify(text, markup=False, timeout=10)
