"""The report as plain text for 80 columns: the verdict and the fix first, how it was found behind it."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from gatewise.accounts import Side
from gatewise.model import UNKNOWN, Giver, Reason, Verdict
from gatewise.report.contents import (
    LeftBehind,
    Report,
    Seen,
    ShownCall,
    ShownFinding,
    ShownFix,
    ShownQuestion,
    ShownRefusal,
    ShownStep,
)

WIDTH = 80
"""Columns; a command is never broken, because it has to run as printed."""

MOST_LINES = 60
"""Lines of one piece of evidence."""

_HEADLINES = {
    Verdict.FAULT: "FAULT",
    Verdict.SOUND: "SOUND",
    Verdict.INCONCLUSIVE: "UNDECIDED",
    Verdict.ELSEWHERE: "ELSEWHERE",
}
_COLOURS = {Verdict.FAULT: "31", Verdict.SOUND: "32", Verdict.INCONCLUSIVE: "33", Verdict.ELSEWHERE: "33"}
_GIVERS = {
    "probe": "gatewise looked",
    "pasted": "from pasted output",
    "person": "a person answered",
    "recorded": "recorded",
    "nobody": "",
    None: "",
}
_CREDENTIALS = {
    Reason.NO_CREDENTIALS.value: "AWS was not asked, because there are no credentials. Make them available: "
    "`aws configure sso` and `aws sso login`, the environment variable AWS_PROFILE, or --profile.",
    Reason.EXPIRED_CREDENTIALS.value: "AWS was not asked, because the credentials have expired. Sign in again "
    "(`aws sso login`), or name another profile with --profile.",
}
_CURES = {
    **dict.fromkeys(_CREDENTIALS, ""),
    Reason.OFFLINE.value: "Run the commands below where they can look, and give what they show as answers.",
    Reason.OTHER_ACCOUNT.value: "Let somebody who may do so run the commands below in that account, and give what they "
    "show as answers; or name a profile for it with --profile.",
    Reason.WRONG_VANTAGE.value: "Run the command on the client. If this machine is the client, add --here.",
}
"""What to do where a question's own cure would name its command a second time."""


def written(report: Report, *, colour: bool) -> str:
    """The whole report; `colour` marks the verdicts."""
    parts = [
        _verdict(report),
        *(_finding(finding, colour=colour) for finding in _shown_in_full(report)),
        _trail(report.trail),
        _ruled_out(report.discarded),
        _suspects(report),
        _credentials(report.open_questions),
        _open_questions(report.open_questions),
        _missing_actions(report.missing_actions),
        _calls(report.calls),
    ]
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def _verdict(report: Report) -> Iterator[str]:
    if report.stopped:
        yield "INTERRUPTED: this is how far the walk came."
    if len(report.findings) > 1:
        faults = len([finding for finding in report.findings if finding.verdict == Verdict.FAULT])
        found = "1 fault is" if faults == 1 else f"{faults} faults are"
        yield from _wrapped(f"{found} on the path. The walk went on behind each finding as if it were settled.", "", "")
        for number, finding in enumerate(report.findings, 1):
            yield from _wrapped(f"{_headline(finding)}: {finding.title}", f"{number:>3}. ", "     ")
    if report.findings and report.findings[-1].id == report.stands_at:
        return
    yield from _wrapped(f"UNDECIDED: the walk stands at {report.stands_at} and has not come to its end.", "", "")


def _shown_in_full(report: Report) -> tuple[ShownFinding, ...]:
    """The faults; what the walk came to behind them says little before they are repaired."""
    faults = tuple(finding for finding in report.findings if finding.verdict == Verdict.FAULT)
    return faults or report.findings


def _finding(finding: ShownFinding, *, colour: bool) -> Iterator[str]:
    headline = _headline(finding)
    lines = _wrapped(f"{headline}: {finding.title}", "", " " * (len(headline) + 2))
    if colour:
        lines[0] = f"\x1b[1;{_COLOURS[Verdict(finding.verdict)]}m{headline}\x1b[0m{lines[0][len(headline) :]}"
    yield from lines
    named = f"cause {finding.cause}" if finding.cause else f"finding {finding.id}"
    yield f"  {named}, layer {finding.layer}"
    yield from _section("What happens", _paragraphs(finding.explanation))
    yield from _section("Evidence", _evidence_in_full(finding.evidence, "  "))
    if finding.fix is not None:
        yield from _fix(finding.fix)
    yield from _section("What to do next", _bullets(finding.next_steps))
    yield from _section(
        "Read more",
        (line for source in finding.sources for line in (*_wrapped(source.title, "  ", "    "), f"    {source.url}")),
    )


def _fix(fix: ShownFix) -> Iterator[str]:
    yield from _section("Fix: risk", _paragraphs(fix.risk))
    yield from _section("Fix: commands", _commands(fix.cli))
    yield from _section("Fix: console", _numbered(fix.console))
    yield from _section("Fix: Terraform", _verbatim(fix.terraform))
    yield from _section("Fix: CloudFormation", _verbatim(fix.cloudformation or ""))
    yield from _section("Fix: undo", _commands(fix.undo))
    redeploy = "Yes: the change takes effect once the API is deployed to its stage again."
    yield from _section("Fix: redeploy the API", [f"  {redeploy if fix.redeploy else 'Not needed.'}"])
    yield from _section("Fix: verify", _paragraphs(fix.verify))
    yield from _section("Fix: if AWS refuses the command", _bullets(map(_refusal, fix.refusals)))


def _refusal(refused: ShownRefusal) -> str:
    return f'"{refused.says}": {refused.title} ({refused.id})'


def _trail(steps: Iterable[ShownStep]) -> Iterator[str]:
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        is_open = step.answer == UNKNOWN
        left_open = is_open and step.note and step.given_by != Giver.NOBODY
        giver = "left open" if left_open else _GIVERS.get(step.given_by, "")
        said = f"{step.title} -> {step.label}" + (f" [{giver}]" if giver else "")
        lines += _wrapped(said, f"{number:>3}. ", "     ")
        lines += [] if is_open else _evidence(step.evidence[:1], "     ")
    return _titled("How it was found", lines)


def _ruled_out(gone: Iterable[LeftBehind]) -> Iterator[str]:
    lines: list[str] = []
    for (node, answer), group in groupby(gone, key=lambda one: (one.by.node, one.by.answer)):
        findings = list(group)
        lines += _wrapped(f"by {node} = {answer}: {findings[0].by.why}".rstrip(": "), "  ", "    ")
        lines += _wrapped(", ".join(one.cause or one.id for one in findings), "    ", "    ")
    return _titled("Ruled out", lines)


def _suspects(report: Report) -> Iterator[str]:
    found = {finding.id for finding in report.findings}
    left = [suspect.cause or suspect.id for suspect in report.suspects if suspect.id not in found]
    lines = _wrapped(", ".join(left), "  ", "  ")
    for node, group in groupby(report.passed_over, key=lambda one: one.by.node):
        causes = ", ".join(one.cause for one in group if one.cause and one.id not in found)
        lines += _wrapped(f"behind {node}, which was left open: {causes}", "  ", "    ") if causes else []
    behind = [suspect.cause for suspect in report.behind if suspect.cause]
    if behind:
        last = report.findings[-1].id
        lines += _wrapped(f"behind {last}, not looked at yet (--all goes on): {', '.join(behind)}", "  ", "    ")
    return _titled("Still possible", lines)


def _open_questions(questions: tuple[ShownQuestion, ...]) -> Iterator[str]:
    lines: list[str] = []
    told: set[str] = set()
    for asked in questions:
        lines += _wrapped(f"{asked.title}: {asked.question}", "  ", "    ")
        lines += _wrapped(f"Not known: {asked.detail}", "    ", "    ")
        lines += _evidence_in_full(asked.evidence, "    ")
        cure = _CURES.get(asked.reason, asked.cure)
        if cure and cure not in told:
            told.add(cure)
            lines += _wrapped(cure, "    ", "    ")
        if asked.commands:
            whose = " and ".join(Side(side).whose for side in asked.accounts)
            where = f" in {whose}" if whose else ""
            lines += [f"    To find out, run{where}:", *_commands(asked.commands, "      ")]
        choices = "|".join(choice.answer for choice in asked.answers)
        lines += _wrapped(f"Then: --answer {asked.node}={choices}", "    ", "      ")
        lines.append("")
    return _titled("Open questions", lines[:-1])


def _credentials(questions: tuple[ShownQuestion, ...]) -> Iterator[str]:
    """What to do about missing or expired credentials, once for all questions that they left open."""
    lines: list[str] = []
    for reason, words in _CREDENTIALS.items():
        left_open = sum(1 for asked in questions if asked.reason == reason)
        if left_open:
            noun = "question" if left_open == 1 else "questions"
            lines += _wrapped(
                f"{words} {left_open} {noun} stayed open for this; each can be answered by hand.", "  ", "  "
            )
    return _titled("Credentials", lines)


def _missing_actions(actions: tuple[str, ...]) -> Iterator[str]:
    lead = _wrapped("These were denied. Allow them, or let somebody who has them answer:", "  ", "  ")
    return _titled("Missing IAM actions", [*lead, *(f"    {action}" for action in actions)] if actions else [])


def _calls(calls: tuple[ShownCall, ...]) -> Iterator[str]:
    lines: list[str] = []
    for call in calls:
        took = "" if call.seconds is None else f" ({call.seconds:.2f} s)"
        lines += _wrapped(f"{call.key} -> {call.meaning or call.reason}{took}", "  ", "      ")
    return _titled("Calls made", lines)


def _headline(finding: ShownFinding) -> str:
    return _HEADLINES[Verdict(finding.verdict)]


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines under their title; nothing where there are none."""
    lines = list(lines)
    if lines:
        yield title
        yield from lines


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    titled = list(_titled(title, lines))
    if titled:
        yield ""
        yield from titled


def _evidence(evidence: Iterable[Seen], indent: str) -> list[str]:
    return [line for seen in evidence for line in _wrapped(seen.summary, indent, indent)]


def _evidence_in_full(evidence: Iterable[Seen], indent: str) -> list[str]:
    """The evidence with the lines behind it, of which a very long document is cut off."""
    lines: list[str] = []
    for seen in evidence:
        lines += _wrapped(seen.summary, indent, indent)
        behind = seen.detail.splitlines()
        lines += [f"{indent}  {line}".rstrip() for line in behind[:MOST_LINES]]
        if len(behind) > MOST_LINES:
            lines.append(f"{indent}  … {len(behind) - MOST_LINES} more lines; --format json has them all")
    return lines


def _paragraphs(text: str) -> list[str]:
    blocks = [_block(block) for block in text.split("\n\n")]
    return [line for number, block in enumerate(blocks) for line in ([""] if number else []) + block]


def _block(text: str) -> list[str]:
    """A paragraph; lines that are set in are a piece of code, and stay as they are."""
    return _verbatim(text) if text.startswith(" ") else _wrapped(text, "  ", "  ")


def _numbered(steps: Iterable[str]) -> list[str]:
    return [line for number, step in enumerate(steps, 1) for line in _wrapped(step, f"{number:>3}. ", "     ")]


def _bullets(steps: Iterable[str]) -> list[str]:
    return [line for step in steps for line in _wrapped(step, "  - ", "    ")]


def _commands(commands: Iterable[str], indent: str = "  ") -> list[str]:
    """The commands, set in where that leaves them as they are: a text over several lines stays at the margin."""
    listed = list(commands)
    margin = "" if any("\n" in command for command in listed) else indent
    return [f"{margin}{line}" for command in listed for line in command.splitlines()]


def _verbatim(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.splitlines()]


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
