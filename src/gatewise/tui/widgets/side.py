"""What is known so far, beside the question: how to find out, evidence and calls, the trail, the suspects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from gatewise.calls import Asking, Call
from gatewise.model import Evidence, Verdict
from gatewise.nodes import Action, Decision, Finding
from gatewise.observation.foreign_text import cleaned
from gatewise.session import Session
from gatewise.trail import Discarded, Step
from gatewise.tui.shown import QUIET, evidence, giver, outcome, prose
from gatewise.tui.widgets.how import How

PANES = {"how": "How to find out", "evidence": "Evidence", "trail": "Trail", "left": "Suspects"}
"""Each pane and its title; the pane's key is its first letter."""


class PaneTab(Static):
    """The name of a pane, to click on."""

    @dataclass
    class Clicked(Message):
        """The person wants to see this pane."""

        pane: str

    def __init__(self, pane: str) -> None:
        super().__init__(id=f"tab-{pane}")
        self.pane = pane

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Clicked(self.pane))


class Steps(OptionList):
    """The trail, to read and to change."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "See or change", tooltip="Open this step")]


class Side(Vertical):
    """All panes; a narrow terminal shows one at a time."""

    active = reactive("how")

    def compose(self) -> ComposeResult:
        """The bar and the panes."""
        with Horizontal(id="bar"):
            for pane in PANES:
                yield PaneTab(pane)
        for pane in PANES:
            with VerticalScroll(id=f"pane-{pane}", classes="pane"):
                match pane:
                    case "how":
                        yield How(with_why=True, classes="how")
                    case "trail":
                        yield Steps(id="steps", markup=False, compact=True)
                    case _:
                        yield Static(id=f"{pane}-text")

    def on_mount(self) -> None:
        """Name the panes."""
        self._title({})

    def on_resize(self) -> None:
        """The latest step stays in sight."""
        self.query_one("#steps", Steps).scroll_end(animate=False)

    def watch_active(self, active: str) -> None:
        """Show the pane."""
        for pane in PANES:
            self.query_one(f"#pane-{pane}").set_class(pane == active, "-active")
            self.query_one(f"#tab-{pane}").set_class(pane == active, "-active")

    def focus_active(self) -> None:
        """Let the keyboard scroll the pane that is shown."""
        if self.active != "trail":
            self.query_one(f"#pane-{self.active}").focus()
            return
        steps = self.query_one("#steps", Steps)
        if steps.highlighted is None and steps.option_count:
            steps.highlighted = steps.option_count - 1
        steps.focus()

    def show(self, session: Session) -> None:
        """Show what the session says."""
        self.query_one("#pane-how .how", How).show(session)
        steps = self.query_one("#steps", Steps)
        taken = (*session.trail, *session.early)
        steps.set_options([Option(_step_line(step, session), id=step.node) for step in taken])
        self.call_after_refresh(steps.scroll_end, animate=False)
        self.query_one("#left-text", Static).update(_suspects(session))
        left = session.suspects if session.finding is None else session.behind
        self._title({"trail": len(taken), "left": len(left)})
        for pane in PANES:
            self.query_one(f"#pane-{pane}").scroll_home(animate=False)

    def show_evidence(
        self, seen: Sequence[Evidence], calls: Sequence[Asking | Call], rests_on: Sequence[Call] = ()
    ) -> None:
        """Show what the open node's reading rests on, and the calls made besides."""
        self.query_one("#evidence-text", Static).update(_evidence(seen, calls, rests_on))
        self._title({"evidence": len(seen)})

    def _title(self, counts: dict[str, int]) -> None:
        for pane, title in PANES.items():
            if counts and pane not in counts:
                continue
            count = counts.get(pane, 0)
            name = f"{title} {count}" if count else title
            self.query_one(f"#pane-{pane}").border_title = Content(f"{name} ({pane[0]})")
            self.query_one(f"#tab-{pane}", PaneTab).update(Content.assemble((pane[0], "b $text-accent"), f" {name}"))

    @on(PaneTab.Clicked)
    def _tab_clicked(self, event: PaneTab.Clicked) -> None:
        self.active = event.pane


def _step_line(step: Step, session: Session) -> Content:
    node = session.graph.nodes[step.node]
    title = prose(node.title, session)
    return Content.assemble(
        (title.plain, QUIET), "  ", way_taken(step, session), (f"  ({giver(step.answered)})", QUIET)
    )


def way_taken(step: Step, session: Session) -> Content:
    """The answer in words."""
    node = session.graph.nodes[step.node]
    match node:
        case Decision():
            return prose(node.answers[step.way].label, session)
        case Action():
            return Content("done" if step.way == "done" else "left out")
        case Finding():
            return Content("")


def _suspects(session: Session) -> Content:
    nodes = session.graph.nodes
    lines: list[Content] = []

    def listed(title: str, names: frozenset[str], *, faults: bool) -> None:
        these = [name for name in session.graph.findings if name in names and _is_fault(nodes[name]) is faults]
        if these:
            lines.append(Content.styled(f"{title}: {len(these)}", "b"))
            lines.extend(Content.assemble("  ", prose(nodes[name].title, session)) for name in these)

    def left_behind(title: str, those: tuple[Discarded, ...]) -> None:
        if those:
            lines.append(Content.styled(f"{title}: {len(those)}", "b"))
        by: Step | None = None
        for gone in those:
            if gone.by != by:
                by = gone.by
                asked = prose(nodes[by.node].title, session)
                lines.append(Content.assemble(("  by ", QUIET), asked, ": ", way_taken(by, session)))
            lines.append(Content.styled(f"    - {prose(nodes[gone.finding].title, session).plain}", QUIET))

    if session.finding is None:
        listed("Faults still possible", session.suspects, faults=True)
        listed("Other outcomes", session.suspects, faults=False)
    else:
        listed("May lie behind this one", session.behind, faults=True)
    left_behind("Ruled out", session.discarded)
    left_behind("Passed over, because nobody could tell", session.passed_over)
    return Content("\n").join(lines)


def _is_fault(node: Decision | Action | Finding) -> bool:
    return isinstance(node, Finding) and node.verdict is Verdict.FAULT


def _evidence(seen: Sequence[Evidence], calls: Sequence[Asking | Call], rests_on: Sequence[Call]) -> Content:
    lines: list[Content] = []
    if seen:
        lines.append(evidence(seen, details=True))
    else:
        lines.append(Content.styled("Nothing seen at this question yet.", QUIET))
    keys = {call.observation.key for call in rests_on}
    besides = [call for call in reversed(calls) if call.observation.key not in keys]
    rest = "Other calls, the latest first" if rests_on else "Calls made, the latest first"
    for title, these in (("Calls this rests on", rests_on), (rest, besides)):
        if these:
            lines.append(Content.styled(f"\n{title}", "b"))
        for call in these:
            lines.append(Content.assemble(("$ ", QUIET), cleaned(call.observation.command())))
            lines.append(Content.assemble("  ", outcome(call)))
    return Content("\n").join(lines)
