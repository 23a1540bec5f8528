"""A policy document as frozen statements, whichever of the accepted JSON forms it came in.

Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gatewise.model import JsonValue

CURRENT_VERSION = "2012-10-17"


class PolicyMistake(ValueError):  # noqa: N818 - a mistake in a document, as in the loader
    """The document is no policy; the message says where, and what would be right."""


@dataclass(frozen=True, slots=True)
class Principals:
    """A Principal or NotPrincipal element."""

    everyone: bool
    aws: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """Federated and canonical users."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with one key."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; of each pair (`Action`, `NotAction`) one is used."""

    index: int
    """Counted from 0, as in the document."""
    sid: str
    effect: Literal["Allow", "Deny"]
    principals: Principals
    except_principals: bool
    """Whether the element was NotPrincipal."""
    actions: tuple[str, ...]
    except_actions: bool
    resources: tuple[str, ...]
    except_resources: bool
    conditions: tuple[Condition, ...]

    @property
    def name(self) -> str:
        """How a person finds it: its number, counted from 1, and its Sid."""
        return f"statement {self.index + 1}" + (f" ({self.sid})" if self.sid else "")


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole document."""

    version: str
    statements: tuple[Statement, ...]

    @property
    def has_variables(self) -> bool:
        """Whether `${…}` is a variable, and not plain text."""
        return self.version == CURRENT_VERSION


def policy_from(document: JsonValue) -> Policy:
    """The policy that a decoded JSON document states.

    Raises:
        PolicyMistake: it states none.
    """
    if not isinstance(document, dict):
        raise PolicyMistake("a policy is a JSON object with Version and Statement")
    version = document.get("Version", "2008-10-17")
    if not isinstance(version, str):
        raise PolicyMistake(f"Version is {shown(version)}; it is a text such as {CURRENT_VERSION!r}")
    if "Statement" not in document:
        raise PolicyMistake("the policy has no Statement")
    listed = document["Statement"]
    statements = listed if isinstance(listed, list) else [listed]
    return Policy(version, tuple(_statement(index, statement) for index, statement in enumerate(statements)))


def _statement(index: int, statement: JsonValue) -> Statement:
    where = f"Statement[{index}]"
    if not isinstance(statement, dict):
        raise PolicyMistake(f"{where} is not a JSON object")
    effect = _effect(statement.get("Effect"), where)
    actions, except_actions = _either(statement, "Action", where)
    resources, except_resources = _either(statement, "Resource", where)
    principals, except_principals = _either(statement, "Principal", where)
    sid = statement.get("Sid", "")
    return Statement(
        index,
        sid if isinstance(sid, str) else "",
        effect,
        _principals(principals, where),
        except_principals,
        _texts(actions, f"{where}.Action"),
        except_actions,
        _texts(resources, f"{where}.Resource"),
        except_resources,
        _conditions(statement.get("Condition"), where),
    )


def _effect(effect: JsonValue, where: str) -> Literal["Allow", "Deny"]:
    match effect:
        case "Allow":
            return "Allow"
        case "Deny":
            return "Deny"
        case _:
            raise PolicyMistake(f'{where} has Effect {shown(effect)}; it is "Allow" or "Deny"')


def _either(statement: Mapping[str, JsonValue], name: str, where: str) -> tuple[JsonValue, bool]:
    if (name in statement) == (f"Not{name}" in statement):
        raise PolicyMistake(f"{where} needs one of {name} and Not{name}")
    return (statement[name], False) if name in statement else (statement[f"Not{name}"], True)


def _principals(element: JsonValue, where: str) -> Principals:
    if element == "*":
        return Principals(everyone=True)
    if not isinstance(element, dict):
        raise PolicyMistake(f'{where}.Principal is {shown(element)}; it is "*" or an object such as {{"AWS": "*"}}')
    kinds = MappingProxyType({kind: _texts(values, f"{where}.Principal.{kind}") for kind, values in element.items()})
    unknown = kinds.keys() - {"AWS", "Service", "Federated", "CanonicalUser"}
    if unknown:
        raise PolicyMistake(f"{where}.Principal has {min(unknown)!r}; it may have AWS, Service, Federated")
    aws = kinds.get("AWS", ())
    named = tuple(value for value in aws if value != "*")
    other = (*kinds.get("Federated", ()), *kinds.get("CanonicalUser", ()))
    return Principals("*" in aws, named, kinds.get("Service", ()), other)


def _conditions(element: JsonValue, where: str) -> tuple[Condition, ...]:
    if element is None:
        return ()
    if not isinstance(element, dict):
        raise PolicyMistake(f"{where}.Condition is an object of operators")
    conditions: list[Condition] = []
    for operator, keys in element.items():
        if not isinstance(keys, dict):
            raise PolicyMistake(f"{where}.Condition.{operator} is an object of keys")
        for key, values in keys.items():
            conditions.append(Condition(operator, key, _texts(values, f"{where}.Condition.{operator}.{key}")))
    return tuple(conditions)


def _texts(element: JsonValue, where: str) -> tuple[str, ...]:
    """One value or a list; JSON booleans and numbers as the text a policy could have quoted."""
    listed = element if isinstance(element, list) else [element]
    return tuple(_text(value, where) for value in listed)


def _text(value: JsonValue, where: str) -> str:
    match value:
        case str():
            return value
        case bool() | int() | float():
            return scalar_text(value)
        case _:
            raise PolicyMistake(f"{where} holds {shown(value)}, which is neither a text, a number nor a boolean")


def scalar_text(value: float) -> str:
    """A JSON boolean or number as the text it could have been written as; a whole number has no fraction."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else repr(value)


def shown(value: JsonValue) -> str:
    """A JSON value in a message: shortened, whatever it holds."""
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return repr(value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…")
        case None:
            return "null"
        case _:
            return scalar_text(value)


_SHOWN = 60
