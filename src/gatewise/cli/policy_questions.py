"""The policy questions of the command line: one from its arguments, or many from lines of JSON."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from gatewise.analysis.policy.changes import Document
from gatewise.analysis.policy.document import PolicyMistake, policy_from
from gatewise.analysis.policy.edit import Edit, smallest_edit
from gatewise.analysis.policy.evaluation import Evaluation, Result, evaluate
from gatewise.analysis.policy.mistake import Around, Mistake
from gatewise.analysis.policy.mistakes import mistakes_in
from gatewise.analysis.policy.question import answer_line, verdict
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.told import told
from gatewise.analysis.policy_documents import decoded
from gatewise.cli.streams import Refusal
from gatewise.model import JsonValue
from gatewise.report.exit_code import ExitCode

_ARN_PARTS = 6


def explanation(arguments: Namespace) -> tuple[str, ExitCode]:
    """The verdict on one call, as text or JSON, and what it comes to."""
    document = _document(arguments.policy)
    request = _request(arguments)
    around = Around(arguments.kind, arguments.authorization, arguments.client_vpc)
    try:
        evaluation = evaluate(policy_from(document), request)
        mistakes = mistakes_in(document, request, around)
        edit = None if evaluation.result is Result.ALLOWED else smallest_edit(document, request, around)
    except PolicyMistake as mistake:
        raise Refusal(f"--policy: {mistake}") from mistake
    code = {Result.ALLOWED: ExitCode.SOUND, Result.UNKNOWN: ExitCode.UNDECIDED}.get(evaluation.result, ExitCode.FAULT)
    if arguments.format == "text":
        return told(evaluation, request, mistakes, edit), code
    page: dict[str, JsonValue] = {**verdict(evaluation), **_also(evaluation, mistakes)}
    if isinstance(edit, Edit):
        page |= {"edit": {"document": edit.document, "diff": edit.diff}}
    elif edit is not None:
        page |= {"edit": None, "no_edit": edit.reason}
    return json.dumps(page, indent=2) + "\n", code


def _also(evaluation: Evaluation, mistakes: Iterable[Mistake]) -> dict[str, JsonValue]:
    listed: list[JsonValue] = [
        {
            "kind": mistake.kind.value,
            "cause": mistake.cause,
            "statement": mistake.statement,
            "sid": mistake.sid,
            "sentence": mistake.sentence,
            "right": mistake.right,
        }
        for mistake in mistakes
    ]
    return {"denied_either_way": evaluation.denied_either_way, "mistakes": listed}


def answers(source: str) -> Iterator[str]:
    """The answer to each line of the file, `-` for standard input; blank lines are passed over."""
    if source == "-":
        yield from _answers(sys.stdin.buffer)
        return
    try:
        with Path(source).open("rb") as lines:
            yield from _answers(lines)
    except OSError as wrong:
        raise Refusal(f"--jsonl: {source}: {wrong.strerror}") from wrong


def _answers(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if line.strip():
            yield answer_line(line)


def _document(source: str) -> Document:
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as wrong:
        raise Refusal(f"--policy: {source}: {wrong.strerror}") from wrong
    try:
        document = decoded(raw.decode("utf-8-sig").strip())
    except (UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(f"--policy: {source} is no JSON in UTF-8: {wrong}") from wrong
    if document is None:
        raise Refusal(
            f"--policy: {source} holds no policy; it is a JSON object with Version and Statement, "
            "or the text of `policy` as `aws apigateway get-rest-api` prints it"
        )
    return dict(document)


def _request(arguments: Namespace) -> Request:
    parts = arguments.resource.split(":", _ARN_PARTS - 1)
    if len(parts) != _ARN_PARTS or parts[0] != "arn" or parts[2] != "execute-api":
        raise Refusal(
            f"--resource: {arguments.resource!r} is no ARN of a method; "
            "it is arn:aws:execute-api:REGION:ACCOUNT:API-ID/STAGE/METHOD/PATH"
        )
    context: dict[str, tuple[str, ...]] = {}
    for pair in arguments.context:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise Refusal(f"--context: {pair!r} has no key and value; it is KEY=VALUE, as aws:SourceVpce=vpce-1")
        context[key] = (*context.get(key, ()), value)
    both = {key.lower() for key in context} & {key.lower() for key in arguments.unknown + arguments.unknown_present}
    if both:
        raise Refusal(f"--unknown: {min(both)} has a value by --context; a key is known or not")
    return Request(
        resource=arguments.resource,
        action=arguments.action,
        principal=arguments.principal,
        context={key: values[0] if len(values) == 1 else values for key, values in context.items()},
        unknown=frozenset(arguments.unknown),
        unknown_present=frozenset(arguments.unknown_present),
    )
