"""One question: what gatewise sees there, and the answers a person can give."""

from threading import Event
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from gatewise.calls import Asking, Call
from gatewise.model import Facts, Reason
from gatewise.moves import Answer
from gatewise.nodes import Decision
from gatewise.runner import Probed
from gatewise.session import Session
from gatewise.tui.screens.base import WalkScreen
from gatewise.tui.shown import QUIET, prose
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.answers import Answers
from gatewise.tui.widgets.how import How
from gatewise.tui.widgets.looking import Looking

_ROOMY = 7
"""Answers up to which a terminal of 24 rows has room for empty lines between the parts."""


class QuestionScreen(WalkScreen, inherit_bindings=False):
    """The question, the reading, the answers."""

    HELP = """
## One question at a time

gatewise looks by itself where it can. What it **read** is shown with what it rests on; **Enter** goes on with it.
You may answer first, or differently: press the **digit** of an answer. **0** or **u** means that you can't tell, and
leads somewhere useful.

Where it **could not tell** it says why, and what would cure it: a missing permission, or a command to run on the
client. Run the command anywhere, press **p**, and paste what it printed.

Nothing is lost. **b** goes back, **f** forward; later answers are kept and count again. **t** shows the trail, where
any answer can be changed. Every step is saved before it shows. With **o** what tells most for its time is asked first.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(digit, f"pick('{digit}')", show=False) for digit in "123456789"),
        Binding("0,u", "pick('0')", "I can't tell", show=False, id="question.unknown"),
        Binding("c", "stop", "Stop", tooltip="Stop looking", id="question.stop"),
        Binding("a", "toggle_auto", "Auto", tooltip="Go on by itself until a person is needed", id="question.auto"),
        Binding("p", "paste", "Paste", tooltip="Paste what a command printed elsewhere", id="question.paste"),
        Binding("r", "look_again", "Look again", show=False, tooltip="Look with fresh eyes", id="question.again"),
        Binding("y", "copy_commands", "Copy commands", show=False, id="question.copy"),
        # In this order, so that the footer reads from what is next to the way out.
        *WalkScreen.BINDINGS,
        *Screen.BINDINGS,
    ]

    question = getters.query_one("#question", Static)
    looking = getters.query_one(Looking)
    answers = getters.query_one(Answers)

    class Read(Message):
        """A probe's reading has come."""

        def __init__(self, look: Event, session: Session, probed: Probed) -> None:
            super().__init__()
            self.look = look
            """Which look it ends; a question can be looked at again."""
            self.session = session
            self.probed = probed

    def __init__(self, walking: Walking) -> None:
        super().__init__(walking)
        self.probed: Probed | None = None
        """The reading at the open question, once it is there."""
        self._stop = Event()
        self._heard_since: dict[str, Asking | Call] = {}
        """By key: the calls heard of since the look began, and those that were under way by then."""

    @property
    def decision(self) -> Decision:
        """The open question."""
        node = self.walking.session.node
        if not isinstance(node, Decision):
            raise TypeError(f"{self.walking.session.open!r} is no question")
        return node

    @property
    def is_looking(self) -> bool:
        """Whether the probe is under way."""
        return self.looking.has_class("-under-way")

    def compose_main(self) -> ComposeResult:
        """Question, reading, answers; on a wide terminal also why and how."""
        yield Static(id="question")
        yield Looking(id="looking")
        yield Answers(id="answers")
        yield How(with_why=True, classes="how wide-only")

    def show(self) -> None:
        """Show the open question, and look."""
        super().show()
        session = self.walking.session
        because = f"\n{self.walking.because}" if self.walking.because else ""
        self.question.update(Content.assemble(prose(self.decision.question, session), (because, QUIET)))
        labels = {key: prose(answer.label, session) for key, answer in self.decision.answers.items()}
        self.answers.offer(session.open, labels)
        self._mark_kept()
        self.query_one("#main .how", How).show(session)
        self.set_class(len(self.decision.answers) > _ROOMY, "-tight")
        self.main.scroll_home(animate=False)
        self.side.active = "how"
        self.focus_main()
        self.look()

    def focus_main(self) -> None:
        """The keyboard chooses an answer."""
        self.answers.focus(scroll_visible=False)

    @on(Answers.OptionHighlighted)
    def _highlighted(self, event: Answers.OptionHighlighted) -> None:
        """The list is as high as its lines, so the part around it scrolls to the highlighted one."""
        region = self.answers.virtual_region
        line = round(event.option_index * region.height / max(self.answers.option_count, 1))
        self.main.scroll_to_region(Region(0, region.y + line, region.width, 1), animate=False)

    def look(self) -> None:
        """Run the open question's probe."""
        self._stop.set()
        self._stop = Event()
        self.probed = None
        self._heard_since = {key: call for key, call in self.calls.items() if isinstance(call, Asking)}
        self.side.show_evidence((), tuple(self.calls.values()))
        if self.decision.probe is None:
            self.looking.nobody_looks()
            self._go_by_itself()
        else:
            self.looking.under_way(tuple(self._heard_since.values()))
            self._read(self.walking.session, self._stop)
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="probe", exit_on_error=False, description="looking")
    def _read(self, session: Session, stop: Event) -> None:
        runner = self.walking.runner
        if self.walking.mode == "live":
            runner.prefetch(session)
        self.post_message(self.Read(stop, session, runner.read(session, cancelled=stop)))

    @on(Read)
    def _take_reading(self, message: Read) -> None:
        if message.look is not self._stop or message.session is not self.walking.session:
            return  # the person has moved on, or looks again
        self.probed = probed = message.probed
        reading, session = probed.reading, self.walking.session
        if reading.answer is not None:
            label = prose(self.decision.answers[reading.answer].label, session)
            self.looking.told(label, probed)
        elif reading.not_told is not None and reading.not_told.reason is Reason.CANCELLED:
            self.looking.stopped()
        elif reading.not_told is not None:
            self.looking.could_not_tell(reading.not_told, probed, self._suggestion())
        self._mark_kept()
        self.side.show_evidence(reading.evidence, tuple(self.calls.values()), probed.calls)
        if reading.answer is None and any(seen.detail for seen in reading.evidence):
            self.side.active = "evidence"
        self.refresh_bindings()
        self._go_by_itself()

    def _go_by_itself(self) -> None:
        proposed = self._proposed()
        if proposed is None:
            return
        self.answers.suggest(proposed)
        if self.walking.going_by_itself:
            self.answer(proposed, {})

    def _proposed(self) -> str | None:
        read = None if self.probed is None else self.probed.reading.answer
        return self.walking.suggested or read

    def _suggestion(self) -> Content | None:
        suggested = self.walking.suggested
        return None if suggested is None else prose(self.decision.answers[suggested].label, self.walking.session)

    def _mark_kept(self) -> None:
        marks: dict[str, str] = {}
        kept = self.walking.session.answers.get(self.walking.session.open)
        if kept is not None:
            marks[kept.answer] = "answered before"
        if self.probed is not None and self.probed.reading.answer is not None:
            marks[self.probed.reading.answer] = "gatewise reads this"
        elif self.probed is not None and self.walking.suggested is not None:
            marks[self.walking.suggested] = "the answer in this case"
        self.answers.mark(marks)

    def on_walk_screen_heard(self, message: WalkScreen.Heard) -> None:
        """Show calls as they go."""
        super().on_walk_screen_heard(message)
        if self.is_looking:
            self._heard_since[message.call.observation.key] = message.call
            self.looking.under_way(tuple(self._heard_since.values()))

    @on(Answers.Picked)
    def _picked(self, event: Answers.Picked) -> None:
        if event.node != self.walking.session.open:
            return
        asks = self.decision.answers[event.answer].asks
        known = {**self.walking.session.facts, **(self.probed.reading.facts if self.probed else {})}
        kinds = self.walking.session.graph.facts
        wanted = {name: kinds[name] for name in asks if not known.get(name)}
        if not wanted or event.answer == self._proposed():
            self.answer(event.answer, {})
            return

        def given(facts: Facts | None) -> None:
            if facts is not None:
                self.answer(event.answer, facts)

        label = prose(self.decision.answers[event.answer].label, self.walking.session).plain
        self.ask_for(wanted, f"{label}: say what you know", given)

    def answer(self, answer: str, facts: Facts) -> None:
        """Answer the open question."""
        self._stop.set()
        answered = self.walking.answer_of_person(answer, self.probed, facts)
        self.move(Answer(self.walking.session.open, answered))

    def action_pick(self, digit: str) -> None:
        """Answer by digit, when the answers can be seen."""
        if self.has_class("-zoomed"):
            self.zoom(zoomed=False)
        else:
            self.answers.pick(digit)

    def action_stop(self) -> None:
        """Stop looking; the question stays."""
        self._stop.set()

    def action_look_again(self) -> None:
        """Look again, with fresh replies."""
        if self.decision.probe is None:
            self.notify("gatewise does not look here by itself, so there is nothing to look at again.")
            return
        self.walking.runner.forget(self.walking.session, self.walking.session.open)
        self.look()

    def action_toggle_auto(self) -> None:
        """Go on by itself, or stop doing so."""
        self.walking.going_by_itself = not self.walking.going_by_itself
        self.show_frame()
        self._go_by_itself()

    def action_paste(self) -> None:
        """Read what a command printed elsewhere."""
        from gatewise.tui.screens.error import ErrorScreen
        from gatewise.tui.screens.paste import PasteScreen

        missing = [kind.title for kind in self.walking.open_facts().values()]
        if wanted := self.walking.runner.wanted(self.walking.session):
            self.app.push_screen(PasteScreen(self.walking, wanted), self._pasted)
        elif self.walking.wants_the_error(self.probed):
            self.app.push_screen(ErrorScreen(), self._given)
        elif self.decision.probe is None:
            self.notify("gatewise can't read an answer to this question; please pick one.")
        elif missing and self.probed is not None and self.probed.reading.answer is None:
            self.notify(f"First fill in (i): {', '.join(missing)}.", markup=False)
        else:
            self.notify("Every reply is here already. r forgets them and looks again.")

    def _pasted(self, something: bool | None) -> None:  # noqa: FBT001 - what the screen gave
        if something:
            self.look()

    def action_one_level_back(self) -> None:
        """Stop a look that is under way; else close what is open on top."""
        if self.is_looking and not self.has_class("-zoomed"):
            self.action_stop()
        else:
            super().action_one_level_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stop is there while something is under way."""
        if action == "stop":
            return self.is_mounted and self.is_looking
        return super().check_action(action, parameters)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A probe that broke is said, and the question stays open."""
        if event.state is WorkerState.ERROR:
            self.looking.stopped()
            self.notify(
                f"gatewise itself broke here: {event.worker.error!r}. Please report it; answer by hand to go on.",
                severity="error",
                markup=False,
            )
