"""The end of a route in full: the verdict, what it means, and what to change."""

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TabbedContent, TabPane, Tabs

from gatewise.diagnosis import Diagnosis
from gatewise.model import Verdict
from gatewise.report.contents import ShownFinding, ShownFix
from gatewise.report.shown_nodes import NodesShown
from gatewise.session import Session
from gatewise.tui.shown import BAD, GOOD, QUIET, UNSURE, VERDICTS, coded
from gatewise.tui.widgets.command_line import CommandLine
from gatewise.tui.widgets.numbered import numbered


class FindingView(VerticalGroup):
    """The open finding."""

    class Shown(Message):
        """Everything of the finding is there."""

    def __init__(self) -> None:
        super().__init__()
        self.finding: ShownFinding | None = None
        self._missing: tuple[str, ...] = ()
        self._goes_on = False

    def show(self, session: Session, missing: tuple[str, ...]) -> None:
        """Show the open finding; `missing` names the values that nobody has said yet."""
        self.finding = NodesShown(Diagnosis(session)).finding(session.open)
        self._missing = missing
        self._goes_on = session.finding is not None and session.finding.then is not None
        self.refresh(recompose=True)

    async def recompose(self) -> None:
        """Build it anew, and say when that is done."""
        await super().recompose()
        self.post_message(self.Shown())

    def compose(self) -> ComposeResult:
        """Verdict, explanation, then the fix or the next steps."""
        finding = self.finding
        if finding is None:
            return
        sign, word, colour = VERDICTS[Verdict(finding.verdict)]
        yield Static(Content.assemble((f"{sign} {word}  ", f"b {colour}"), (finding.title, "b")), id="verdict")
        yield Static(coded(finding.explanation), classes="explanation")
        if finding.fix is not None:
            yield from self._fix(finding, finding.fix)
        else:
            if finding.next_steps:
                yield Static(Content.styled("What to do next", "b"))
                yield from numbered(map(coded, finding.next_steps))
            yield Static(_sources(finding), classes="sources")
        if finding.evidence:
            lines = [Content.assemble("• ", seen.summary) for seen in finding.evidence]
            yield Static(Content("\n").join([Content.styled("It rests on", "b"), *lines]))

    def _fix(self, finding: ShownFinding, fix: ShownFix) -> ComposeResult:
        yield Static(Content.assemble(("Risk  ", f"b {UNSURE}"), coded(fix.risk)), id="risk")
        if self._missing:
            named = ", ".join(self._missing)
            yield Static(Content.assemble(("Not filled in yet  ", f"b {BAD}"), named, ("  (i fills in)", QUIET)))
        with TabbedContent(id="fix"):
            with TabPane("Command line", id="cli"):
                yield from map(CommandLine, fix.cli)
            with TabPane("Console", id="console"):
                yield from numbered(map(coded, fix.console))
            with TabPane("Terraform", id="terraform"):
                yield CommandLine(fix.terraform, prompt="")
            if fix.cloudformation is not None:
                with TabPane("CloudFormation", id="cloudformation"):
                    yield CommandLine(fix.cloudformation, prompt="")
            with TabPane("Undo", id="undo"):
                yield from map(CommandLine, fix.undo)
            with TabPane("Sources", id="sources"):
                yield Static(_sources(finding))
        redeploy = (
            ("Deploy the API again, or the change has no effect.", f"b {UNSURE}")
            if fix.redeploy
            else ("The API need not be deployed again.", QUIET)
        )
        yield Static(Content.assemble(("Verify  ", f"b {GOOD}"), coded(fix.verify), "\n", redeploy), id="verify")
        if fix.refusals:
            lines = [
                Content.assemble("• ", (f"“{refused.says}”", QUIET), " → ", coded(refused.title))
                for refused in fix.refusals
            ]
            heading = Content.styled("If AWS refuses the command", "b")
            yield Static(Content("\n").join([heading, *lines]), id="refusals")

    def focus_tabs(self) -> None:
        """Let the arrows change the form of the fix."""
        for tabs in self.query(Tabs):
            tabs.focus()

    @property
    def form(self) -> str:
        """Which form of the fix is shown."""
        shown = self.query(TabbedContent)
        return shown.first().active if shown else ""

    def text(self) -> str:
        """What is shown of the fix, as text to copy."""
        finding = self.finding
        if finding is None:
            return ""
        fix = finding.fix
        if fix is None:
            return "\n".join(finding.next_steps)
        forms = {
            "console": "\n".join(f"{number}. {step}" for number, step in enumerate(fix.console, 1)),
            "terraform": fix.terraform,
            "cloudformation": fix.cloudformation or "",
            "undo": "\n".join(fix.undo),
            "sources": "\n".join(f"{source.title}: {source.url}" for source in finding.sources),
        }
        return forms.get(self.form, "\n".join(fix.cli))


def _sources(finding: ShownFinding) -> Content:
    lines = [Content.assemble(source.title, "\n  ", (source.url, QUIET)) for source in finding.sources]
    cause = f"Cause {finding.cause} · layer {finding.layer}" if finding.cause else f"Layer {finding.layer}"
    return Content("\n").join([*lines, Content.styled(cause, QUIET)])
