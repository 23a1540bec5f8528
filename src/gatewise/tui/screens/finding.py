"""The end of a route: what is wrong, the fix, and looking again after it."""

from dataclasses import replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from gatewise.diagnosis import Retest, RetestOutcome, retest
from gatewise.moves import Continue, Revise
from gatewise.observation.foreign_text import cleaned
from gatewise.session import NotPossible, Session
from gatewise.tui.screens.base import WalkScreen
from gatewise.tui.shown import BAD, GOOD, QUIET, REASONS, UNSURE, evidence, prose
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.finding_view import FindingView


class FindingScreen(WalkScreen, inherit_bindings=False):
    """One finding."""

    HELP = """
## The finding

The **risk** comes first, then the fix in the forms people apply it; the arrows change the form. Your own ids are
filled in; **i** asks for what is missing. **y** copies what is shown, **s** saves the whole report to a file.

Once the fix is applied, **v** looks again with fresh eyes: fixed, still there, or could not tell. **n** goes on as if
it were fixed, to find what else is wrong on the path.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy_fix", "Copy", tooltip="Copy what is shown of the fix", id="finding.copy"),
        Binding("s", "save", "Save", tooltip="Write the whole report to a file", id="finding.save"),
        Binding("v", "verify", "Verify", tooltip="Look again, once the fix is applied", id="finding.verify"),
        Binding("n", "go_on", "Go on", tooltip="Go on as if it were fixed", id="finding.go_on"),
        Binding("enter", "take_verified", "Go on", show=False, id="finding.take"),
        *WalkScreen.BINDINGS,
        *Screen.BINDINGS,
    ]

    view = getters.query_one(FindingView)
    verified = getters.query_one("#verified", Static)

    class Verified(Message):
        """The deciding question has been looked at again."""

        def __init__(self, session: Session, retest: Retest) -> None:
            super().__init__()
            self.session = session
            self.retest = retest

    def __init__(self, walking: Walking) -> None:
        super().__init__(walking)
        self._fixed: Retest | None = None

    def compose_main(self) -> ComposeResult:
        """The finding, and what looking again showed."""
        yield Static(id="verified")
        yield FindingView()

    def show(self) -> None:
        """Show the open finding."""
        super().show()
        self._fixed = None
        self.walking.going_by_itself = False
        self.say_verified(None)
        missing = tuple(kind.title for kind in self.walking.open_facts().values())
        self.view.show(self.walking.session, missing)
        step = self.walking.session.trail[-1:] or ()
        seen = tuple(one for deciding in step if deciding.answered for one in deciding.answered.evidence)
        self.side.show_evidence(seen, tuple(self.calls.values()))
        self.side.active = "evidence"
        self.main.scroll_home(animate=False)
        if self.walking.because:
            self.say(self.walking.because)

    @on(FindingView.Shown)
    def focus_main(self) -> None:
        """The arrows change the form of the fix."""
        self.view.focus_tabs()

    def say_verified(self, content: Content | None) -> None:
        """Say what looking again showed, or nothing."""
        self.verified.display = content is not None
        if content is not None:
            self.verified.update(content)
            self.main.scroll_home(animate=False)

    def action_copy_fix(self) -> None:
        """Copy what is shown of the fix."""
        self.copy(self.view.text())

    def action_go_on(self) -> None:
        """Go on as if it were fixed."""
        self.move(Continue())

    def action_verify(self) -> None:
        """Look again at what decided this."""
        self.say_verified(Content.styled("… Looking again, with fresh eyes.", f"b {UNSURE}"))
        self._look_again(self.walking.session)

    @work(thread=True, exclusive=True, group="verify", exit_on_error=False, description="verifying")
    def _look_again(self, session: Session) -> None:
        self.post_message(self.Verified(session, retest(session, self.walking.runner)))

    @on(Verified)
    def _take_verified(self, message: Verified) -> None:
        session = self.walking.session
        if message.session is not session:
            return
        found = message.retest
        reading = found.probed.reading
        seen = evidence(reading.evidence, details=False)
        asked = prose(session.graph.nodes[found.node].title, session)
        match found.outcome:
            case RetestOutcome.FIXED:
                self._fixed = found
                said = Content.assemble(("✓ Fixed. ", f"b {GOOD}"), asked, (": Enter goes on from there.", QUIET))
            case RetestOutcome.STILL_THERE:
                said = Content.assemble(("✗ Still there. ", f"b {BAD}"), asked, (", looked at just now:", QUIET))
            case RetestOutcome.COULD_NOT_TELL:
                why = reading.not_told
                words = "" if why is None else f"{REASONS[why.reason]}. {cleaned(why.detail)} {cleaned(why.cure)}"
                said = Content.assemble(("? Could not tell: ", f"b {UNSURE}"), words)
        self.say_verified(Content("\n").join([said, seen]) if seen.plain else said)

    def action_take_verified(self) -> None:
        """Go on from what looking again showed."""
        fixed = self._fixed
        if fixed is not None and fixed.answered is not None:
            self.move(Revise(fixed.node, replace(fixed.answered, note="verified after the fix")))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A finding that can't be looked at again says so."""
        if event.state is WorkerState.ERROR:
            refused = event.worker.error
            words = str(refused) if isinstance(refused, NotPossible) else f"gatewise itself broke here: {refused!r}"
            self.say_verified(Content.assemble(("? Could not tell: ", f"b {UNSURE}"), words, "."))
