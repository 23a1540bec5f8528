"""How a person finds the answer, or does what an action asks: why, the steps, the commands."""

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from gatewise.accounts import sides_named_in
from gatewise.nodes import Action, Decision, Source
from gatewise.session import Session
from gatewise.tui.shown import QUIET, command, prose
from gatewise.tui.widgets.command_line import CommandLine
from gatewise.tui.widgets.numbered import numbered

WHO_CAN_SEE = {
    "client": "Look from the client: the machine that makes the call.",
    "api": "Look in the AWS account, in the console or with the CLI; from anywhere.",
    "person": "A person decides this one.",
}


class How(VerticalGroup):
    """The steps and commands of the open node, with every known value filled in."""

    def __init__(self, *, with_why: bool, classes: str) -> None:
        super().__init__(classes=classes)
        self._session: Session | None = None
        self._with_why = with_why

    def show(self, session: Session) -> None:
        """Show how to find out at the open node."""
        self._session = session
        self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        """The open node's words."""
        session = self._session
        if session is None:
            return
        node = session.node
        if isinstance(node, Decision):
            if self._with_why:
                yield Static(Content.assemble(("Why  ", "b"), prose(node.why, session)), classes="why")
            yield Static(Content.styled(_who_can_see(node, session), QUIET), classes="who")
            yield from numbered(prose(step, session) for step in node.check.steps)
            yield from _commands(node.check.commands, session)
            yield from _sources(node.sources)
        elif isinstance(node, Action):
            yield from numbered(prose(step, session) for step in node.console)
            yield from _commands(node.commands, session)
            yield Static(Content.assemble(("Risk  ", "b"), prose(node.risk, session)), classes="risk")
            if node.undo:
                yield Static("To undo", classes="label")
                yield from _commands(node.undo, session)
            yield from _sources(node.sources)


def _who_can_see(node: Decision, session: Session) -> str:
    """Who can see the answer; where there are two accounts, whose it is."""
    who = WHO_CAN_SEE[node.vantage]
    if not session.accounts.separate or node.vantage != "api":
        return who
    whose = " and ".join(side.whose for side in sides_named_in(node.check.commands))
    return who.replace("the AWS account", whose) if whose else who


def commands_of(session: Session) -> tuple[str, ...]:
    """The open node's commands, filled in."""
    node = session.node
    texts: tuple[str, ...] = ()
    if isinstance(node, Decision):
        texts = node.check.commands
    elif isinstance(node, Action):
        texts = node.commands
    return tuple(command(text, session) for text in texts)


def _sources(sources: tuple[Source, ...]) -> ComposeResult:
    if sources:
        lines = [Content.assemble(source.title, "\n  ", source.url) for source in sources]
        yield Static(Content("\n").join(["Sources", *lines]).stylize(QUIET), classes="sources")


def _commands(texts: tuple[str, ...], session: Session) -> ComposeResult:
    for text in texts:
        yield CommandLine(command(text, session))
