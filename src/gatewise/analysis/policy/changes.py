"""Changes to a policy document, as values; applied to a copy that keeps everything else and its order."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from gatewise.analysis.policy.document import Condition
from gatewise.model import JsonValue

Document: TypeAlias = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """One operator with one key becomes another, or has other values."""

    statement: int
    condition: Condition
    becomes: Condition


@dataclass(frozen=True, slots=True)
class ConditionAddition:
    """A statement gets one more condition."""

    statement: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of Action, Resource or Principal (its AWS part) becomes another."""

    statement: int
    element: Literal["Action", "Resource", "Principal"]
    value: str
    """Empty: the value is added."""
    becomes: str


@dataclass(frozen=True, slots=True)
class VersionChange:
    """The document gets another Version."""

    becomes: str


@dataclass(frozen=True, slots=True)
class StatementAddition:
    """One more statement, at the end."""

    statement: tuple[tuple[str, JsonValue], ...]


Change: TypeAlias = ConditionChange | ConditionAddition | ValueChange | VersionChange | StatementAddition


def changed(document: Document, changes: Iterable[Change]) -> Document:
    """The document with the changes made; the given one stays as it is."""
    result = copy.deepcopy(document)
    for change in changes:
        match change:
            case VersionChange(version):
                rest = {name: value for name, value in result.items() if name != "Version"}
                result = {"Version": version, **rest}
            case StatementAddition(statement):
                listed = result["Statement"]
                statements = listed if isinstance(listed, list) else [listed]
                result["Statement"] = [*statements, dict(statement)]
            case ValueChange():
                _change_value(_statement(result, change.statement), change)
            case ConditionChange():
                _change_condition(_statement(result, change.statement), change)
            case ConditionAddition(_, condition):
                _add_condition(_statement(result, change.statement), condition)
    return result


def _statement(document: Document, index: int) -> Document:
    listed = document["Statement"]
    statement = listed[index] if isinstance(listed, list) else listed
    return cast("Document", statement)


def _change_value(statement: Document, change: ValueChange) -> None:
    if change.element != "Principal":
        statement[change.element] = _replaced(statement[change.element], change)
        return
    principal = statement["Principal"]
    if isinstance(principal, dict):
        principal["AWS"] = _replaced(principal.get("AWS", []), change)


def _replaced(element: JsonValue, change: ValueChange) -> JsonValue:
    """A single value stays single, a list stays a list."""
    if not isinstance(element, list):
        return change.becomes if element == change.value else [element, change.becomes]
    if change.value in element:
        return [change.becomes if value == change.value else value for value in element]
    return [*element, change.becomes]


def _change_condition(statement: Document, change: ConditionChange) -> None:
    """The condition block again in its order, with the one condition in its new spelling."""
    block = cast("dict[str, Document]", statement["Condition"])
    again: dict[str, Document] = {}
    for operator, keys in block.items():
        for key, values in keys.items():
            if (operator, key) == (change.condition.operator, change.condition.key):
                new = change.becomes
                same = new.values == change.condition.values
                again.setdefault(new.operator, {})[new.key] = values if same else _spelled(new.values, values)
            else:
                again.setdefault(operator, {})[key] = values
    statement["Condition"] = cast("JsonValue", again)


def _add_condition(statement: Document, condition: Condition) -> None:
    block = cast("dict[str, Document]", statement.setdefault("Condition", {}))
    block.setdefault(condition.operator, {})[condition.key] = _spelled(condition.values, "")


def _spelled(values: Sequence[str], before: JsonValue) -> JsonValue:
    if len(values) == 1 and not isinstance(before, list):
        return values[0]
    return list(values)
