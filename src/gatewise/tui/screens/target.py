"""What is under diagnosis: one field takes the URL or the whole curl line, the others say more where it is known."""

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Static, TextArea
from textual.worker import Worker, WorkerState

from gatewise import opening
from gatewise.accounts import Accounts
from gatewise.analysis.invoke_url import InvokeUrl, NotAnInvokeUrl, read_invoke_url
from gatewise.analysis.sent_credentials import NOTHING_SAID, printed_by_curl
from gatewise.model import Fact
from gatewise.observation.foreign_text import cleaned
from gatewise.observation.secrets import without_secrets
from gatewise.opening import Opening
from gatewise.tui.shown import BAD, GOOD, QUIET
from gatewise.tui.widgets.fact_field import FactField, as_fact
from gatewise.tui.widgets.one_line import OneLine
from gatewise.tui.widgets.tick import Tick

_FIELDS = ("api_id", "region", "stage", "vpce_id", "client")
LONGEST_ERROR = 100_000
"""Characters of an error that are kept; its end says most."""


class TargetScreen(Screen[Opening | None]):
    """The form before a new diagnosis; nothing in it has to be filled in."""

    HELP = """
## What is under diagnosis

Paste the invoke URL, or the whole `curl` line, as the client uses it: the API, Region, stage and endpoint are read
from it. Secrets are taken out. Whatever you don't know may stay empty; gatewise finds out, or asks.

The **error** is worth the most: paste all of it.

Often the API and the VPC endpoint belong to **two accounts**: then give an AWS profile for each. With only the
endpoint's, what the API's account would show is asked, with the commands to send to somebody there.

*Look by itself* lets gatewise ask AWS (read-only), the resolver and the endpoint. Without it, no connection is made at
all. *This machine is the client* says that what is seen from here is what the client sees.
"""

    CSS_PATH = "../walk.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "begin", "Begin", tooltip="Begin the diagnosis", id="target.begin"),
        Binding("escape", "dismiss(None)", "Back", id="target.back"),
        Binding("f1", "app.help", "Help", id="target.help"),
        Binding("ctrl+q", "app.leave", "Quit", id="target.quit"),
    ]

    pasted = getters.query_one("#pasted", OneLine)
    read = getters.query_one("#read", Static)
    error = getters.query_one("#error", TextArea)

    @dataclass
    class Ready(Message):
        """The opening is made, or the profile does not exist."""

        opening: Opening | None
        problem: str = ""

    def __init__(self) -> None:
        super().__init__()
        self._call: InvokeUrl | None = None
        self._filled: dict[str, str] = {}
        self._sent = NOTHING_SAID

    def compose(self) -> ComposeResult:
        """The form."""
        kinds = opening.graph().facts
        with VerticalScroll(id="form", can_focus=False):
            yield Static("New diagnosis", classes="title")
            yield Static("Invoke URL, or the client's whole curl line", classes="field-label")
            yield OneLine(id="pasted", placeholder=f"e.g. {kinds['invoke_url'].example}", compact=True)
            yield Static(id="read")
            with Grid(id="fields"):
                for name in _FIELDS:
                    yield FactField(name, kinds[name])
                with VerticalScroll(classes="profile-field", can_focus=False):
                    yield Static("AWS profile of the API's account", classes="field-label")
                    yield Input(id="profile", placeholder="the default", compact=True)
                with VerticalScroll(classes="profile-field", can_focus=False):
                    yield Static("AWS profile of the endpoint's account", classes="field-label")
                    yield Input(id="consumer-profile", placeholder="the same", compact=True)
            yield Static("Error that the client shows: paste all of it", classes="field-label")
            yield TextArea(id="error", compact=True, show_line_numbers=False, soft_wrap=True, tab_behavior="focus")
            with Horizontal(classes="buttons"):
                yield Tick("Look by itself (live)", value=True, id="live")
                yield Tick("This machine is the client", id="here")
            with Horizontal(classes="buttons"):
                yield Button("Begin", variant="primary", id="begin", compact=True)
                yield Button("Back", id="back", compact=True)
                yield Static(id="problem")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the URL."""
        self.pasted.focus()

    @on(Input.Changed, "#pasted")
    def _read_pasted(self, event: Input.Changed) -> None:
        self._call = None
        if not event.value.strip():
            self.read.update("")
            return
        try:
            self._call = read_invoke_url(event.value)
        except NotAnInvokeUrl as wrong:
            said = cleaned(str(wrong))
            self.read.update(Content.styled(f"{said[:1].upper()}{said[1:]}.", BAD))
            return
        form = self._call.form.replace("_", " ")
        more = f", {self._call.method}" if self._call.method else ""
        self.read.update(Content.assemble(("✓ Read", GOOD), (f": {form}, {self._call.host}{more}", QUIET)))
        self._fill_in(self._call)

    def _fill_in(self, call: InvokeUrl) -> None:
        facts = call.facts()
        for field in self.query(FactField):
            value = facts.get(field.fact, "")
            # What the person typed stays; what an earlier URL filled in goes.
            if field.value in {"", self._filled.get(field.fact, "")}:
                field.value = self._filled[field.fact] = value if isinstance(value, str) else ", ".join(value)

    @on(TextArea.Changed, "#error")
    def _redact(self) -> None:
        sent = printed_by_curl(cleaned(self.error.text))
        # Once its value is taken out, a header no longer tells of which kind it was.
        if sent == NOTHING_SAID or sent.scheme:
            self._sent = sent
        kept = without_secrets(cleaned(self.error.text))
        if kept != self.error.text:
            self.error.text = kept

    @on(Input.Submitted)
    def _next(self) -> None:
        self.screen.focus_next()

    @on(Button.Pressed, "#begin")
    def _begin_pressed(self) -> None:
        self.action_begin()

    @on(Button.Pressed, "#back")
    def _back_pressed(self) -> None:
        self.dismiss(None)

    def action_begin(self) -> None:
        """Begin, if nothing is mistyped."""
        wrong = next((field for field in self.query(FactField) if field.problem), None)
        if wrong is not None:
            wrong.note()
            wrong.query_one(Input).focus()
            return
        if self._call is None and self.pasted.value.strip():
            self.pasted.focus()
            return
        self._say("Preparing…")
        live = self.query_one("#live", Tick).value
        here = self.query_one("#here", Tick).value
        profile, consumer = (self.query_one(one, Input).value.strip() for one in ("#profile", "#consumer-profile"))
        self._open(self._target(), live=live, here=here, accounts=Accounts(profile or None, consumer or None))

    def _target(self) -> dict[str, Fact]:
        facts: dict[str, Fact] = {} if self._call is None else dict(self._call.facts())
        facts |= self._sent.facts()
        facts |= {field.fact: as_fact(field.value, field.kind) for field in self.query(FactField)}
        facts["error_text"] = without_secrets(cleaned(self.error.text))[-LONGEST_ERROR:].strip()
        return {name: value for name, value in facts.items() if value}

    @work(thread=True, exclusive=True, group="open", exit_on_error=False, description="opening")
    def _open(self, target: dict[str, Fact], *, live: bool, here: bool, accounts: Accounts) -> None:
        if not live:
            if here:
                target["client_is_here"] = "yes"
            self.post_message(self.Ready(opening.offline(target, accounts)))
            return
        for profile in filter(None, (accounts.api, accounts.endpoint)):
            from gatewise.observers.aws_configuration import profiles

            there = profiles()
            if profile not in there:
                named = f"there is {', '.join(there)}" if there else "none is configured here"
                self.post_message(self.Ready(None, f"There is no profile {profile}; {named}."))
                return
        region = target.get("region")
        where = region if isinstance(region, str) else None
        began = opening.live(target, profile=accounts.api, region=where, here=here, consumer_profile=accounts.endpoint)
        self.post_message(self.Ready(began))

    @on(Ready)
    def _ready(self, message: Ready) -> None:
        if message.opening is None:
            self._say(message.problem)
        else:
            self.dismiss(message.opening)

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(Content(text))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong is said, and the form stays."""
        if event.state is WorkerState.ERROR:
            self._say(f"gatewise itself broke here: {event.worker.error!r}")
