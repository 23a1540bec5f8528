"""One thing to do before the walk goes on."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from gatewise.graph import DONE, SKIPPED
from gatewise.model import Answered, Giver
from gatewise.moves import Answer
from gatewise.nodes import Action
from gatewise.tui.screens.base import WalkScreen
from gatewise.tui.shown import prose
from gatewise.tui.widgets.answers import Answers
from gatewise.tui.widgets.how import How

_LABELS = {DONE: Content("I have done it"), SKIPPED: Content("Leave it out")}


class ActionScreen(WalkScreen, inherit_bindings=False):
    """What to do and why, and the two ways on."""

    HELP = """
## Something to do

The walk needs a change before it can see more, such as turning logging on. The steps, the risk and the way to take it
back are shown. **1** goes on once it is done; **2** goes on without it.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pick('1')", show=False),
        Binding("2", "pick('2')", show=False),
        Binding("y", "copy_commands", "Copy commands", id="action.copy"),
        *WalkScreen.BINDINGS,
        *Screen.BINDINGS,
    ]

    question = getters.query_one("#question", Static)
    answers = getters.query_one(Answers)

    def compose_main(self) -> ComposeResult:
        """What to do, and the two ways on."""
        yield Static("To do", classes="label")
        yield Static(id="question")
        yield Answers(id="answers")
        yield How(with_why=False, classes="how wide-only")

    def show(self) -> None:
        """Show the open action."""
        super().show()
        session = self.walking.session
        node = session.node
        if isinstance(node, Action):
            self.question.update(prose(node.todo, session))
        self.answers.offer(session.open, _LABELS)
        kept = session.answers.get(session.open)
        if kept is not None:
            self.answers.mark({kept.answer: "before"})
        self.query_one("#main .how", How).show(session)
        self.side.show_evidence((), tuple(self.calls.values()))
        self.side.active = "how"
        self.focus_main()
        if self.walking.suggested is not None:
            self.answers.suggest(self.walking.suggested)
            if self.walking.going_by_itself:
                self._picked(Answers.Picked(session.open, self.walking.suggested))

    def focus_main(self) -> None:
        """The keyboard chooses the way on."""
        self.answers.focus()

    @on(Answers.Picked)
    def _picked(self, event: Answers.Picked) -> None:
        if event.node == self.walking.session.open:
            self.move(Answer(event.node, Answered(event.answer, Giver.PERSON)))

    def action_pick(self, digit: str) -> None:
        """Go on by digit."""
        self.answers.pick(digit)
