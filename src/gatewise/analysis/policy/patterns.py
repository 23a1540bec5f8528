"""Policy values as patterns: wildcards, policy variables, and what they match.

Variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gatewise.analysis.policy.request import Missing, Request
from gatewise.analysis.policy.truth import Truth

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_DEFAULT = re.compile(r"^([^,]+?)\s*,\s*'(.*)'$", re.DOTALL)
_LITERAL_VARIABLES = {"*": "*", "?": "?", "$": "$"}


class Wild(Enum):
    """A piece of a pattern that stands for other text."""

    RUN = "*"
    """Any run of characters."""
    ONE = "?"
    """Any one character."""
    UNKNOWN = "${}"
    """A variable whose value is not known."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A policy value with its variables filled in."""

    pieces: tuple[str | Wild, ...]
    never: bool = False
    """A variable without value and default makes the value null, which matches nothing."""

    def matches(self, text: str) -> Truth:
        """Whether the text is one the pattern stands for."""
        if self.never:
            return Truth.FALSE
        if _expression(self.pieces, ignore_case=False).fullmatch(text) is None:
            return Truth.FALSE
        return Truth.UNKNOWN if Wild.UNKNOWN in self.pieces else Truth.TRUE

    def matches_ignoring_case(self, text: str) -> Truth:
        """As `matches`, letter case aside."""
        if self.never or _expression(self.pieces, ignore_case=True).fullmatch(text) is None:
            return Truth.FALSE
        return Truth.UNKNOWN if Wild.UNKNOWN in self.pieces else Truth.TRUE

    @property
    def matches_everything(self) -> bool:
        """Whether it is `*`."""
        return not self.never and bool(self.pieces) and all(piece is Wild.RUN for piece in self.pieces)


@lru_cache(4096)
def _expression(pieces: tuple[str | Wild, ...], *, ignore_case: bool) -> re.Pattern[str]:
    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    return re.compile(expression(pieces), flags)


def expression(pieces: Iterable[str | Wild], one: str = ".") -> str:
    """The regular expression of a pattern, `one` standing for any one character.

    What follows a run is found at its first place and kept (an atomic group), so that many runs cost no more than one.
    """
    fixed = [""]
    for piece in pieces:
        if isinstance(piece, str):
            fixed[-1] += re.escape(piece)
        elif piece is Wild.ONE:
            fixed[-1] += one
        else:
            fixed.append("")
    first, *rest = fixed
    if not rest:
        return first
    *middle, last = rest
    return first + "".join(f"(?>{one}*?{part})" for part in middle if part) + f"{one}*{last}"


def pattern(value: str, request: Request, *, wildcards: bool, variables: bool) -> Pattern:
    """The value as a pattern; without `wildcards` a `*` is text, without `variables` so is `${…}`."""
    pieces: list[str | Wild] = []
    position = 0
    found = _VARIABLE.finditer(value) if variables else iter(())
    for variable in found:
        pieces += _plain(value[position : variable.start()], wildcards=wildcards)
        position = variable.end()
        inserted = _variable(variable[1], request)
        if inserted is None:
            return Pattern((), never=True)
        pieces.append(inserted)
    pieces += _plain(value[position:], wildcards=wildcards)
    return Pattern(tuple(piece for piece in pieces if piece != ""))


def _plain(text: str, *, wildcards: bool) -> tuple[str | Wild, ...]:
    return plain_pieces(text) if wildcards else (text,)


@lru_cache(4096)
def plain_pieces(text: str) -> tuple[str | Wild, ...]:
    """A value without variables as pieces of a pattern."""
    wild = {"*": Wild.RUN, "?": Wild.ONE}
    return tuple(wild.get(part, part) for part in re.split(r"([*?])", text))


def _variable(name: str, request: Request) -> str | Wild | None:
    if name in _LITERAL_VARIABLES:
        return _LITERAL_VARIABLES[name]
    with_default = _DEFAULT.match(name)
    key, default = (with_default[1], with_default[2]) if with_default else (name.strip(), None)
    value = request.value(key)
    match value:
        case str():
            return value
        case Missing.ABSENT:
            return default
        case _:
            # Several values in one variable are not documented, and an unknown one may be anything.
            return Wild.UNKNOWN


def arn_parts(arn: str, *, variables: bool) -> list[str]:
    """The ARN's parts, at most six, split at colons; with `variables` only at those outside `${…}`."""
    if not variables or "${" not in arn:
        return arn.split(":", _ARN_PARTS - 1)
    parts = [""]
    depth = 0
    for position, character in enumerate(arn):
        if character == ":" and depth == 0 and len(parts) < _ARN_PARTS:
            parts.append("")
            continue
        if arn[position : position + 2] == "${":
            depth += 1
        elif character == "}" and depth:
            depth -= 1
        parts[-1] += character
    return parts


_ARN_PARTS = 6
