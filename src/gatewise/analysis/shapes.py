"""Reads the JSON of an AWS response or a policy without trusting its shape.

What is absent, or is of another type than AWS documents, reads as empty: pasted and recorded data may hold anything.
"""

from collections.abc import Mapping
from typing import TypeAlias

from gatewise.model import JsonValue

Record: TypeAlias = Mapping[str, JsonValue]
"""A JSON object."""
Shaped: TypeAlias = "JsonValue | Record"
"""Any JSON."""

_LONGEST_NUMBER = 16
"""Digits of the longest time or count that AWS writes."""


def record(value: Shaped, key: str) -> Record:
    """The object under the key."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, dict) else {}


def records(value: Shaped, key: str) -> tuple[Record, ...]:
    """The objects in the list under the key."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return tuple(entry for entry in found if isinstance(entry, dict)) if isinstance(found, list) else ()


def text(value: Shaped, key: str) -> str:
    """The text under the key."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def texts(value: Shaped, key: str) -> tuple[str, ...]:
    """The texts in the list under the key."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return tuple(entry for entry in found if isinstance(entry, str)) if isinstance(found, list) else ()


def integer(value: Shaped, key: str) -> int | None:
    """The whole number under the key; a case file has a long one, such as a time in milliseconds, as text."""
    found = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) <= _LONGEST_NUMBER:
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def flag(value: Shaped, key: str) -> bool | None:
    """The truth value under the key; None where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, bool) else None
