"""Reads policy documents as AWS hands them out, and tells whether two of them say the same.

`get_rest_api` shows the resource policy as it is saved, JSON-escaped once more; the deployed copy stands in the stage's
export. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
"""

import difflib
import json
from collections.abc import Mapping
from typing import NamedTuple

from gatewise.model import JsonValue
from gatewise.partitions import partition_of

Document = Mapping[str, JsonValue]

_AS_SETS = ("Action", "NotAction", "Resource", "NotResource")
_EVERYONE = "*"
_SHORT = "execute-api:/"
_DEEPEST = 30
"""Levels of nesting; a policy has six, and what is much deeper is made to exhaust whoever reads it."""


class Owner(NamedTuple):
    """The API that a resource policy belongs to; what is unknown is empty."""

    api_id: str = ""
    region: str = ""
    account_id: str = ""


def decoded(text: str) -> Document | None:
    r"""The document in a policy text, plain or escaped once more (`{\"Version\":…}`); None if it is no policy."""
    for candidate in (text, f'"{text}"'):
        try:
            value = json.loads(candidate)
            value = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and not _is_deeper(value, _DEEPEST):
            return value
    return None


def _is_deeper(value: JsonValue, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    held = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in held)


def readable(document: Document) -> str:
    """The document as indented JSON, its keys in their own order."""
    return json.dumps(document, indent=2, ensure_ascii=False)


def same(one: Document | None, other: Document | None, owner: Owner) -> bool:
    """Whether both documents decide every request alike as far as their text tells."""
    return canonical(one, owner) == canonical(other, owner)


def difference(saved: Document | None, deployed: Document | None, owner: Owner) -> str:
    """What the saved document has otherwise than the deployed one, as a unified diff; empty if they are the same."""
    before, after = (readable(canonical(document, owner)).splitlines() for document in (deployed, saved))
    return "\n".join(difflib.unified_diff(before, after, "deployed", "saved", lineterm="", n=2))


def canonical(document: Document | None, owner: Owner) -> Document:
    """The document in one spelling: lists where one value may stand, sorted where order says nothing, ARNs in full.

    `Sid` and `Id` are left out; they decide nothing.
    """
    if not document:
        return {}
    statements = document.get("Statement")
    listed = statements if isinstance(statements, list) else [statements]
    spelled: dict[str, JsonValue] = {name: value for name, value in document.items() if name not in {"Statement", "Id"}}
    spelled["Statement"] = [_statement(one, owner) for one in listed if one is not None]
    return spelled


def is_full_access(document: Document) -> bool:
    """Whether this is the endpoint policy that AWS sets by default: everyone may do everything."""
    statements = canonical(document, Owner()).get("Statement")
    full = {"Effect": "Allow", "Principal": _EVERYONE, "Action": ["*"], "Resource": ["*"]}
    return statements == [full]


def _statement(statement: JsonValue, owner: Owner) -> JsonValue:
    if not isinstance(statement, dict):
        return statement
    spelled: dict[str, JsonValue] = {}
    for name in sorted(statement.keys() - {"Sid"}):
        value = statement[name]
        match name:
            case "Principal" | "NotPrincipal":
                spelled[name] = _principal(value)
            case "Condition":
                spelled[name] = _condition(value)
            case _ if name in _AS_SETS:
                folded = [_folded(name, entry, owner) for entry in _listed(value)]
                spelled[name] = _sorted(folded)
            case _:
                spelled[name] = value
    return spelled


def _folded(name: str, entry: JsonValue, owner: Owner) -> JsonValue:
    if not isinstance(entry, str):
        return entry
    return entry.lower() if name.endswith("Action") else _in_full(entry, owner)


def _in_full(arn: str, owner: Owner) -> str:
    """The short form `execute-api:/…` as the ARN that API Gateway saves it as."""
    if not arn.startswith(_SHORT) or not all(owner):
        return arn
    partition = partition_of(owner.region).name
    return f"arn:{partition}:execute-api:{owner.region}:{owner.account_id}:{owner.api_id}/{arn.removeprefix(_SHORT)}"


def _principal(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    kinds: dict[str, JsonValue] = {kind: _sorted(_listed(named)) for kind, named in sorted(value.items())}
    return _EVERYONE if kinds == {"AWS": [_EVERYONE]} else kinds


def _condition(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict):
        return value
    return {
        operator: {
            key.lower(): _sorted([_as_text(one) for one in _listed(asked)]) for key, asked in sorted(keys.items())
        }
        if isinstance(keys, dict)
        else keys
        for operator, keys in sorted(value.items())
    }


def _as_text(value: JsonValue) -> JsonValue:
    """Quotation marks are optional around numbers and truth values."""
    return value if isinstance(value, str | list | dict) or value is None else json.dumps(value)


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _sorted(values: list[JsonValue]) -> list[JsonValue]:
    """Without doubles, in one order."""
    return list({json.dumps(value, sort_keys=True): value for value in sorted(values, key=json.dumps)}.values())
