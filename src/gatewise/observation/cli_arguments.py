"""The parameters of an API call as the words of an AWS CLI command, for version 1 and version 2 alike."""

import json
import re
from collections.abc import Mapping
from shlex import quote

from gatewise.model import JsonValue

_BEFORE_WORD = re.compile(r"(.)([A-Z][a-z]+)")
_BEFORE_CAPITAL = re.compile(r"([a-z0-9])([A-Z])")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s$")
_PLAIN = re.compile(r"[A-Za-z0-9_./:*@+-]+")
"""What shorthand syntax takes literally: no comma, equals sign, quote, bracket or space."""


def kebab_case(name: str) -> str:
    """A parameter or operation in the CLI's spelling: `VpcEndpointIds`, `restApiId` -> `rest-api-id`.

    The rule is botocore's `xform_name`, which both versions of the CLI use.
    """
    if plural := _PLURAL_ACRONYM.search(name):
        name = f"{name[: plural.start()]}-{plural[0].lower()}"
    spaced = _BEFORE_CAPITAL.sub(r"\1-\2", _BEFORE_WORD.sub(r"\1-\2", name))
    return re.sub(r"[-_]+", "-", spaced).lower()


def options(parameters: Mapping[str, JsonValue]) -> list[str]:
    """The parameters as shell words, quoted, in the order given."""
    words: list[str] = []
    for name, value in parameters.items():
        words += _option(kebab_case(name), value)
    return words


def _option(option: str, value: JsonValue) -> list[str]:
    if isinstance(value, bool):
        return [f"--{option}" if value else f"--no-{option}"]
    if isinstance(value, list):
        return [f"--{option}", *_several(value)]
    if isinstance(value, dict):
        return [f"--{option}", quote(_shorthand(value) or json.dumps(value))]
    text = value if isinstance(value, str) else json.dumps(value)
    # The CLI's argument parser takes a word that begins with a dash for an option.
    return [f"--{option}={quote(text)}"] if text.startswith("-") else [f"--{option}", quote(text)]


def _several(values: list[JsonValue]) -> list[str]:
    words = [_one_of_several(value) for value in values]
    if words and all(words):
        return [quote(word) for word in words if word]
    return [quote(json.dumps(values))]


def _one_of_several(value: JsonValue) -> str | None:
    """The value as one shorthand word, or None when only JSON can say it."""
    if isinstance(value, dict):
        return _shorthand(value)
    return _scalar(value)


def _shorthand(value: Mapping[str, JsonValue]) -> str | None:
    """`Name=vpc-id,Values=a,b`, or None when only JSON can say it."""
    parts: list[str] = []
    for name, item in value.items():
        several = item if isinstance(item, list) else [item]
        scalars = [_scalar(each) for each in several]
        if not scalars or not all(scalars) or not _PLAIN.fullmatch(name):
            return None
        parts.append(f"{name}={','.join(filter(None, scalars))}")
    return ",".join(parts) or None


def _scalar(value: JsonValue) -> str | None:
    text = json.dumps(value) if isinstance(value, bool | int | float) else value
    if isinstance(text, str) and _PLAIN.fullmatch(text) and not text.startswith(("-", "@")) and "://" not in text:
        return text
    return None
