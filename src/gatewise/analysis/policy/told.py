"""A policy's verdict on one call as plain text: every statement, what decided, what is wrong, and the edit."""

import textwrap
from collections.abc import Iterator, Sequence

from gatewise.analysis.policy.document import Condition, Principals, Statement
from gatewise.analysis.policy.edit import Edit, NoEdit
from gatewise.analysis.policy.evaluation import Applied, Element, Evaluation, Result
from gatewise.analysis.policy.in_words import in_words
from gatewise.analysis.policy.layers import Combined
from gatewise.analysis.policy.mistake import Mistake
from gatewise.analysis.policy.request import Missing, Request
from gatewise.analysis.policy.truth import Truth

_WIDTH = 80
_SIGNS = {Truth.TRUE: "[=]", Truth.FALSE: "[x]", Truth.UNKNOWN: "[?]"}
_MATCHES = {Truth.TRUE: "matches", Truth.FALSE: "does not match", Truth.UNKNOWN: "can't be told"}
_HOLDS = {Truth.TRUE: "holds", Truth.FALSE: "does not hold", Truth.UNKNOWN: "can't be told"}
_APPLIES = {Truth.TRUE: "applies", Truth.FALSE: "does not apply", Truth.UNKNOWN: "may apply: can't be told"}
_VERDICTS = {
    Result.ALLOWED: "ALLOWED: an Allow applies, and no Deny does.",
    Result.IMPLICIT_DENY: "IMPLICIT_DENY: no Allow applies to this call.",
    Result.EXPLICIT_DENY: "EXPLICIT_DENY: a Deny applies to this call.",
    Result.UNKNOWN: "UNKNOWN: what is not known of the call decides.",
}


def told(
    evaluation: Evaluation, request: Request, mistakes: Sequence[Mistake] = (), edit: Edit | NoEdit | None = None
) -> str:
    """The verdict and how it came about, in lines of 80 columns but for ids and the diff."""
    lines = [_VERDICTS[evaluation.result]]
    if evaluation.denied_either_way:
        lines.append("It is denied either way: no Allow applies, and a Deny may.")
    lines += ["", f"  caller    {request.principal or 'anonymous'}", f"  action    {request.action}"]
    lines.append(f"  resource  {request.resource}")
    decisive = evaluation.decisive
    for part in evaluation.applied:
        lines += ["", *_statement(part, request, decides=part in decisive)]
    if not evaluation.applied:
        lines += ["", "The policy has no statement."]
    if mistakes:
        lines += ["", "What is wrong:"]
        for mistake in mistakes:
            lines += [*_wrapped(mistake.sentence, "  ! "), *_wrapped(mistake.right, "    "), f"    ({mistake.cause})"]
    match edit:
        case Edit():
            statements = [part.statement for part in evaluation.applied]
            said = _wrapped(in_words(edit.changes, statements), "  ")
            lines += ["", "The smallest edit that allows this call:", *said, *edit.diff.splitlines()]
        case NoEdit():
            lines += ["", *_wrapped(f"No edit: {edit.reason}", "")]
        case None:
            pass
    return "\n".join(lines) + "\n"


def layers_told(combined: Combined) -> tuple[str, str]:
    """All layers' verdicts in one sentence, and one line each with its reason; those that decide are marked."""
    said, lines = [], []
    for layer in combined.layers:
        decides = layer.layer in combined.denied_by
        said.append(f"{layer.layer} {layer.result}{' (decides)' if decides else ''}")
        lines.append(f"{'>>' if decides else '  '} {layer.layer}: {layer.result}; {layer.why}")
    return f"The layers, in the order they are asked: {', '.join(said)}.", "\n".join(lines)


def _statement(part: Applied, request: Request, *, decides: bool) -> Iterator[str]:
    statement = part.statement
    mark = ">>" if decides else "  "
    verb = "decides" if part.applies is not Truth.UNKNOWN else "leaves it open"
    decided = f", and {verb}" if decides else ""
    name = statement.name[0].upper() + statement.name[1:]
    yield f"{mark} {name}: {statement.effect}; {_APPLIES[part.applies]}{decided}"
    for element in part.elements:
        if element.condition is None:
            asked = ", ".join(_asked(element, statement))
            yield (
                f"   {_SIGNS[element.matched]} {_title(element, statement)} {asked or '(empty)'}: "
                + _MATCHES[element.matched]
            )
        else:
            yield from _condition(element.condition, element.matched, request)


def _condition(condition: Condition, matched: Truth, request: Request) -> Iterator[str]:
    yield f"   {_SIGNS[matched]} Condition {condition.operator} {condition.key}: {_HOLDS[matched]}"
    yield f"         the policy asks   {', '.join(condition.values) or '(nothing)'}"
    yield f"         the request has   {had(condition, request)}"


def had(condition: Condition, request: Request) -> str:
    """What the request has of the condition's key, in words."""
    match request.value(condition.key):
        case str(value):
            return value or "an empty text"
        case Missing.ABSENT | ():
            return "no such key"
        case Missing.MAYBE:
            return "not known: it may lack the key"
        case Missing.PRESENT:
            return "the key, with a value that is not known"
        case values:
            return ", ".join(values)


def _title(element: Element, statement: Statement) -> str:
    excepts = {
        "principal": statement.except_principals,
        "action": statement.except_actions,
        "resource": statement.except_resources,
    }[element.name]
    return ("Not" if excepts else "") + element.name.capitalize()


def _asked(element: Element, statement: Statement) -> tuple[str, ...]:
    match element.name:
        case "action":
            return statement.actions
        case "resource":
            return statement.resources
        case _:
            return _named(statement.principals)


def _named(principals: Principals) -> tuple[str, ...]:
    everyone = ("* (everyone)",) if principals.everyone else ()
    return (*everyone, *principals.aws, *principals.service, *principals.other)


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
