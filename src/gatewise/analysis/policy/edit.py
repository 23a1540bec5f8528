"""The smallest edit of a policy that allows one call and, on a grid of other calls, nothing broader.

A correction of what is wrong comes first; then a value more in the one element that fails; then a statement of its
own. Each is tried: the same evaluation must come out ALLOWED, and no other call may become allowed with it.
"""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

from gatewise.analysis.policy.changes import (
    Change,
    ConditionAddition,
    ConditionChange,
    Document,
    StatementAddition,
    ValueChange,
    changed,
)
from gatewise.analysis.policy.document import Condition, Policy, policy_from
from gatewise.analysis.policy.evaluation import Applied, Result, evaluate
from gatewise.analysis.policy.guilty import NEGATED, OPPOSITES
from gatewise.analysis.policy.mistake import Around, Mistake
from gatewise.analysis.policy.mistakes import mistakes_in
from gatewise.analysis.policy.other_callers import Way, is_address, other_callers
from gatewise.analysis.policy.principal_mistakes import lasting
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth
from gatewise.model import JsonValue

_WAYS = {way.value: way for way in Way}
_TRIED = 200
"""How many combinations are tried; with several Denies they multiply, and the first are the smallest."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A document that allows the call, and how it differs."""

    document: Document
    diff: str
    """A unified diff, with three lines around each change."""
    changes: tuple[Change, ...]
    """What makes the one document of the other, in order."""


@dataclass(frozen=True, slots=True)
class NoEdit:
    """There is none to propose."""

    reason: str


class _Step(NamedTuple):
    """Some changes, and in which ways a call must be like this one to become allowed with them."""

    changes: tuple[Change, ...]
    alike: frozenset[Way]


def smallest_edit(document: Document, request: Request, around: Around) -> Edit | NoEdit:
    """The smallest edit that allows this call.

    Raises:
        PolicyMistake: the document is no policy.
    """
    policy = policy_from(document)
    evaluation = evaluate(policy, request)
    if evaluation.result is Result.ALLOWED:
        return NoEdit("The policy allows the call as it is.")
    if evaluation.result is Result.UNKNOWN:
        return NoEdit("Whether the policy denies the call depends on keys that are not known.")
    mistakes = mistakes_in(document, request, around)
    needed: list[Sequence[_Step]] = [
        tuple(_for_deny(part, request, mistakes, around))
        for part in evaluation.applied
        if part.statement.effect == "Deny" and part.applies is Truth.TRUE
    ]
    allows = [part for part in evaluation.applied if part.statement.effect == "Allow"]
    if not any(part.applies is Truth.TRUE for part in allows):
        needed.append(tuple(_for_allow(allows, request, mistakes, around)))
    for steps in islice(product(*needed), _TRIED):
        changes: list[Change] = []
        for step in steps:
            changes += [change for change in step.changes if change not in changes]
        edited = changed(document, changes)
        alike = frozenset[Way]().union(*(step.alike for step in steps))
        if around.kind == "vpce":
            # Every call that this policy is asked about comes through the same endpoint.
            alike -= {Way.ENDPOINT, Way.VPC}
        if evaluate(policy_from(edited), request).result is Result.ALLOWED and not _opens(
            policy, edited, request, alike
        ):
            return Edit(edited, difference(document, edited), tuple(changes))
    return NoEdit("No edit was found that allows this call and opens nothing else; the statement has to be rewritten.")


def difference(before: Document, after: Document) -> str:
    """A unified diff of the two documents as indented JSON."""
    old, new = (json.dumps(document, indent=2, ensure_ascii=False).splitlines() for document in (before, after))
    return "\n".join(difflib.unified_diff(old, new, "policy as it is", "policy as it should be", lineterm=""))


def _opens(policy: Policy, edited: Document, request: Request, alike: frozenset[Way]) -> bool:
    """Whether a call becomes allowed that is not like this one where it must be."""
    after = policy_from(edited)
    return any(
        ways & alike
        and evaluate(after, other).result is Result.ALLOWED
        and evaluate(policy, other).result is not Result.ALLOWED
        for ways, other in other_callers(policy, request)
    )


def _for_deny(part: Applied, request: Request, mistakes: Sequence[Mistake], around: Around) -> Iterator[_Step]:
    """What may keep a Deny from applying: its mistake corrected, its list longer, or an exception in it."""
    index = part.statement.index
    for mistake in mistakes:
        if mistake.statement == index and mistake.change is not None:
            yield _corrected([mistake.change], around)
    for condition in part.statement.conditions:
        for other in (_longer(condition, request, NEGATED), _shorter(condition, request)):
            if other is not None:
                yield _corrected([ConditionChange(index, condition, other)], around)
    listed = {(condition.operator, condition.key.lower()) for condition in part.statement.conditions}
    for operator, key, way in _EXCEPTIONS[around.kind]:
        value = request.value(key)
        if isinstance(value, str) and (operator, key.lower()) not in listed:
            exception = ConditionAddition(index, Condition(operator, key, (value,)))
            yield _Step((exception,), frozenset({way}))


_BY_CALLER = ("ArnNotEquals", "aws:PrincipalArn", Way.CALLER)
_EXCEPTIONS = {
    "resource": (_BY_CALLER, ("StringNotEquals", "aws:SourceVpce", Way.ENDPOINT)),
    # In an endpoint's policy an exception for the endpoint would be one for everyone.
    "vpce": (_BY_CALLER, ("NotIpAddress", "aws:VpcSourceIp", Way.ADDRESS)),
}
"""By what a Deny can except a call: operator, key, and what else is excepted must have in common with it."""


def _for_allow(
    allows: Sequence[Applied], request: Request, mistakes: Sequence[Mistake], around: Around
) -> Iterator[_Step]:
    """What may make an Allow apply: its mistakes corrected, one value more, or a statement of the call's own."""
    for part in allows:
        own = [mistake for mistake in mistakes if mistake.statement == part.statement.index]
        changes = [mistake.change for mistake in own if mistake.change is not None]
        if own and len(changes) == len(own):
            yield _corrected(changes, around)
    # An anonymous caller has nothing to be told by but the endpoint.
    alike = frozenset({Way.ENDPOINT, Way.METHOD} | ({Way.CALLER} if request.principal else set()))
    for part in allows:
        change = _one_more(part, request)
        if change is not None:
            yield _Step((change,), alike)
    statement = pinned(request)
    if statement is not None:
        yield _Step((StatementAddition(statement),), alike)


def _one_more(part: Applied, request: Request) -> Change | None:
    """The Allow's one failing element with this call's value added."""
    if len(part.mismatches) != 1:
        return None
    (failing,) = part.mismatches
    index = part.statement.index
    if failing.name == "resource" and not part.statement.except_resources:
        return ValueChange(index, "Resource", "", request.resource)
    caller = lasting(request)
    if failing.name == "principal" and caller is not None and part.statement.principals.aws:
        return ValueChange(index, "Principal", "", caller)
    if failing.condition is not None:
        longer = _longer(failing.condition, request, OPPOSITES)
        return None if longer is None else ConditionChange(index, failing.condition, longer)
    return None


def _longer(condition: Condition, request: Request, operators: dict[str, str]) -> Condition | None:
    """The condition with the request's value in its list, for a list of callers."""
    had = request.value(condition.key)
    name = condition.operator.rpartition(":")[2].removesuffix("IfExists")
    if name not in operators or not isinstance(had, str) or had in condition.values:
        return None
    if "*" in had or "?" in had or "${" in had or ("Ip" in name and not is_address(had)):
        return None
    return Condition(condition.operator, condition.key, (*condition.values, had))


def _shorter(condition: Condition, request: Request) -> Condition | None:
    """A Deny's list of whom to deny, without this call's value."""
    left = tuple(value for value in condition.values if value != request.value(condition.key))
    if condition.operator not in OPPOSITES or not left or left == condition.values:
        return None
    return Condition(condition.operator, condition.key, left)


def pinned(request: Request) -> tuple[tuple[str, JsonValue], ...] | None:
    """An Allow for this method, through this endpoint, by this caller; None where that can't be said narrowly."""
    endpoint = request.value("aws:SourceVpce")
    caller = lasting(request)
    if not isinstance(endpoint, str) or (caller is not None and not caller.startswith("arn:")):
        return None
    if any(sign in request.resource for sign in ("*", "?", "${")):
        return None
    return (
        ("Effect", "Allow"),
        ("Principal", "*" if caller is None else {"AWS": caller}),
        ("Action", request.action),
        ("Resource", request.resource),
        ("Condition", {"StringEquals": {"aws:SourceVpce": endpoint}}),
    )


def _corrected(changes: Sequence[Change], around: Around) -> _Step:
    """A correction opens what is like this call in what was corrected.

    Where that says little it opens what comes through its endpoint, in an endpoint's policy what calls its method. A
    key alone corrected leaves the values to the author.
    """
    alike: set[Way] = set()
    little = Way.METHOD if around.kind == "vpce" else Way.ENDPOINT
    for change in changes:
        match change:
            case ConditionChange(_, before, after):
                key = after.key.lower()
                if key in _WAYS and (before.operator, before.values) == (after.operator, after.values):
                    continue
                alike.add(_WAYS.get(key, Way.CALLER if key == "aws:principalarn" else little))
            case ValueChange(_, "Principal", _, _):
                alike.add(Way.CALLER)
            case ValueChange(_, "Resource", _, _):
                alike |= {Way.METHOD, little}
            case _:
                alike.add(little)
    return _Step(tuple(changes), frozenset(alike))
