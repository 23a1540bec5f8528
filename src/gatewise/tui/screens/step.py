"""One step of the trail: what was asked and answered, by whom, and another answer if it was wrong."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from gatewise.graph import DONE, SKIPPED
from gatewise.model import Answered, Giver
from gatewise.nodes import Action, Decision
from gatewise.session import Session
from gatewise.trail import Step
from gatewise.tui.shown import QUIET, evidence, giver, prose
from gatewise.tui.widgets.answers import Answers


class StepScreen(ModalScreen[Answered | None]):
    """A step to read, or to change; gives the new answer."""

    HELP = """
## One step of the trail

Pick another answer to change this one. Later answers are kept: they count again where the new way passes their
questions.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(digit, f"pick('{digit}')", show=False) for digit in "123456789"),
        Binding("0,u", "pick('0')", show=False),
        Binding("escape,q", "dismiss(None)", "Close", key_display="esc"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?"),
    ]

    answers = getters.query_one(Answers)

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__()
        self._session = session
        self._step = step

    def compose(self) -> ComposeResult:
        """The question, the answer, what it rests on, and the others."""
        node, answered = self._session.graph.nodes[self._step.node], self._step.answered
        with VerticalScroll(classes="dialog"):
            match node:
                case Decision():
                    yield Static(prose(node.question, self._session), classes="title")
                case Action():
                    yield Static(prose(node.todo, self._session), classes="title")
                case _:
                    yield Static(prose(node.title, self._session), classes="title")
            if answered is not None:
                when = answered.at.astimezone().strftime("%Y-%m-%d %H:%M")
                note = f"; {answered.note}" if answered.note else ""
                yield Static(Content.styled(f"{giver(answered)}, {when}{note}", QUIET))
                yield Static(evidence(answered.evidence, details=True))
                if isinstance(node, Decision):
                    rules_out = prose(node.answers[self._step.way].rules_out, self._session)
                    yield Static(Content.assemble(("Rules out  ", "b"), rules_out))
                yield Static("Another answer changes the way from here; later answers are kept.", classes="label")
                yield Answers(id="answers")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Offer the answers."""
        node = self._session.graph.nodes[self._step.node]
        if self._step.answered is None:
            return
        labels = {DONE: Content("I have done it"), SKIPPED: Content("Leave it out")}
        if isinstance(node, Decision):
            labels = {key: prose(answer.label, self._session) for key, answer in node.answers.items()}
        self.answers.offer(self._step.node, labels)
        self.answers.mark({self._step.way: "the answer so far"})
        self.answers.focus(scroll_visible=False)

    @on(Answers.Picked)
    def _picked(self, event: Answers.Picked) -> None:
        if event.answer == self._step.way:
            self.dismiss(None)
        else:
            self.dismiss(Answered(event.answer, Giver.PERSON))

    def action_pick(self, digit: str) -> None:
        """Pick by digit."""
        for answers in self.query(Answers):
            answers.pick(digit)
