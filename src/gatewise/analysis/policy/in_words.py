"""The changes of an edit as sentences, for people who edit a document by hand."""

import json
from collections.abc import Iterable, Sequence

from gatewise.analysis.policy.changes import (
    Change,
    ConditionAddition,
    ConditionChange,
    StatementAddition,
    ValueChange,
    VersionChange,
)
from gatewise.analysis.policy.document import Condition, Statement


def in_words(changes: Iterable[Change], statements: Sequence[Statement]) -> str:
    """What to do to the document that has these statements, one sentence a change."""
    return " ".join(_sentence(change, statements) for change in changes)


def _sentence(change: Change, statements: Sequence[Statement]) -> str:
    match change:
        case VersionChange(version):
            return f'Set "Version" to "{version}".'
        case StatementAddition(statement):
            return f"Add this statement at the end: {json.dumps(dict(statement), ensure_ascii=False)}."
        case ValueChange(index, element, value, becomes):
            what = f"replace {value} by {becomes} in {element}" if value else f"add {becomes} to {element}"
        case ConditionAddition(index, condition):
            what = f"add the condition {_shown(condition)}"
        case ConditionChange(index, before, after):
            what = _condition(before, after)
    return f"In {statements[index].name}, {what}."


def _condition(before: Condition, after: Condition) -> str:
    added, removed = _beyond(after.values, before.values), _beyond(before.values, after.values)
    if (before.operator, before.key) == (after.operator, after.key):
        where = f"{before.operator} {before.key}"
        if added and removed:
            return f"replace {_listed(removed)} by {_listed(added)} behind {where}"
        return f"add {_listed(added)} behind {where}" if added else f"take {_listed(removed)} out of {where}"
    parts: list[str] = []
    if before.operator != after.operator:
        parts.append(f"write {after.operator} in place of {before.operator} over {before.key}")
    if before.key != after.key:
        parts.append(f"write {after.key} in place of {before.key}")
    if added or removed:
        parts.append(f"with {_listed(after.values)} in place of {_listed(before.values)}")
    return ", ".join(parts)


def _beyond(values: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in others)


def _shown(condition: Condition) -> str:
    return f"{condition.operator} {condition.key} {_listed(condition.values)}"


def _listed(values: Sequence[str]) -> str:
    return " and ".join(values) if len(values) <= _FEW else f"{', '.join(values[:-1])} and {values[-1]}"


_FEW = 2
