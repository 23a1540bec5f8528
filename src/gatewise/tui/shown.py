"""Text as the screens show it. What others wrote is shown as it is: never as markup, never as a link."""

import re
from collections.abc import Iterable

from textual.content import Content

from gatewise import wording
from gatewise.calls import Asking, Call
from gatewise.model import Answered, Evidence, Giver, Reason, Reply, VantageKind, Verdict
from gatewise.observation.foreign_text import cleaned
from gatewise.session import Session

QUIET = "$foreground 60%"
CODE = "$text-accent"
GOOD = "$text-success"
BAD = "$text-error"
UNSURE = "$text-warning"

VERDICTS = {
    Verdict.FAULT: ("✗", "Fault", BAD),
    Verdict.SOUND: ("✓", "Sound", GOOD),
    Verdict.INCONCLUSIVE: ("?", "Undecided", UNSURE),
    Verdict.ELSEWHERE: ("→", "Elsewhere", UNSURE),
}
"""A verdict's sign, word and colour; the word says it all."""

GIVERS = {
    Giver.PROBE: "seen by gatewise",
    Giver.PASTED: "read from what you pasted",
    Giver.PERSON: "you said so",
    Giver.RECORDED: "recorded",
    Giver.NOBODY: "not asked",
}

SEEN_FROM = {
    VantageKind.AWS_API: "AWS API",
    VantageKind.CLIENT: "client",
    VantageKind.THIS_MACHINE: "this machine",
    VantageKind.PERSON: "a person",
}

REASONS = {
    Reason.ACCESS_DENIED: "access denied",
    Reason.NO_CREDENTIALS: "no credentials",
    Reason.EXPIRED_CREDENTIALS: "credentials expired",
    Reason.THROTTLED: "throttled",
    Reason.ENDPOINT_UNREACHABLE: "AWS API out of reach",
    Reason.OTHER_ACCOUNT: "another account has to be asked",
    Reason.WRONG_VANTAGE: "only the client can see this",
    Reason.OFFLINE: "offline",
    Reason.NOT_RECORDED: "not in this case",
    Reason.NO_TOOL: "no tool",
    Reason.UNREADABLE: "unreadable",
    Reason.MISSING_FACT: "something is not known yet",
    Reason.AMBIGUOUS: "several things fit",
    Reason.NEEDS_JUDGEMENT: "yours to judge",
    Reason.CANCELLED: "stopped",
    Reason.FAILED: "failed",
}
"""Why nothing was seen, in a few words."""

_WORTH_SAYING = 0.05
"""Seconds below which nobody wants to know how long a call took."""

_CODE_SPAN = re.compile(r"`([^`\n]+)`")


def prose(text: str, session: Session) -> Content:
    """A tree's wording with its values filled in; what stands between backticks is shown as code."""
    parts: list[Content] = []
    for number, part in enumerate(_CODE_SPAN.split(text)):
        filled = cleaned(wording.prose(part, session.facts, session.graph.titles))
        parts.append(Content.styled(filled, CODE) if number % 2 else Content(filled))
    return Content("").join(parts)


def coded(text: str) -> Content:
    """Filled-in wording, with what stands between backticks shown as code."""
    parts = _CODE_SPAN.split(text)
    return Content.assemble(*((part, CODE if number % 2 else "") for number, part in enumerate(parts)))


def command(text: str, session: Session) -> str:
    """A tree's command with every known value filled in, ready for a shell."""
    return cleaned(session.accounts.command(text, session.facts, session.graph.titles))


def evidence(seen: Iterable[Evidence], *, details: bool) -> Content:
    """What a reading rests on, with where it was seen from; with the lines behind it, if wanted."""
    lines: list[Content] = []
    for one in seen:
        where = SEEN_FROM[one.seen_from.kind]
        lines.append(Content.assemble("• ", cleaned(one.summary), (f"  ({where})", QUIET)))
        if details and one.detail:
            lines.extend(Content.styled(f"    {line}", QUIET) for line in cleaned(one.detail).splitlines())
    return Content("\n").join(lines)


def call_line(call: Asking | Call) -> Content:
    """One look at the world, on one line: the command, then what came of it."""
    asked = cleaned(call.observation.command()).replace("\n", " ")
    return Content.assemble(outcome(call), " ", asked)


def outcome(call: Asking | Call) -> Content:
    """What came of one look, in a word."""
    if isinstance(call, Asking):
        return Content.styled("… looking      ", QUIET)
    took = f"{call.seconds:.1f} s" if call.seconds >= _WORTH_SAYING else ""
    if isinstance(call.seen, Reply):
        return Content.assemble(f"→ {cleaned(call.seen.meaning)}", (f" {took}" if took else "", QUIET))
    denied = f" {call.seen.missing_action}" if call.seen.missing_action else ""
    return Content.assemble((f"! {REASONS[call.seen.reason]}{denied}", UNSURE), (f" {took}" if took else "", QUIET))


def giver(answered: Answered | None) -> str:
    """Who gave an answer, in a few words."""
    return "gone past as if it were fixed" if answered is None else GIVERS[answered.given_by]
