"""A mistake in a tree or case file: a stable code, the place, what is wrong and what would be right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path


class Code(StrEnum):
    """What is wrong. The codes are stable: scripts and editors may rely on them."""

    UNREADABLE = "G001"
    """The file can't be read: it is missing, it is not UTF-8, or it is too large."""
    NOT_YAML = "G002"
    """The text is not YAML."""
    REFERENCE = "G003"
    """An anchor, an alias or a merge key. A file says everything where it stands."""
    TAG = "G004"
    """A tag such as `!!int` or `!include`. Every value is text."""
    DUPLICATE_KEY = "G005"
    """A key that stands twice in one mapping."""
    SHAPE = "G006"
    """The file is not one mapping of plain keys: it is empty, a list, several documents, or nested too deep."""
    UNKNOWN_KEY = "G101"
    """A key that has no meaning here."""
    MISSING_KEY = "G102"
    """A key that has to be here."""
    WRONG_VALUE = "G103"
    """A value of the wrong kind, or outside its choices."""
    WRONG_VERSION = "G104"
    """The file does not say that it is of the one format version that is read."""
    FILE_MISSING = "G201"
    """`files` names a file that does not exist."""
    FILE_NOT_LISTED = "G202"
    """The folder holds a YAML file that `files` does not name."""
    DUPLICATE_NODE = "G203"
    """A node id that stands in two files."""
    UNKNOWN_START = "G204"
    """`start` is not a node."""
    UNKNOWN_TARGET = "G301"
    """A way that leads to a node that does not exist."""
    UNREACHABLE = "G302"
    """A node that no way leads to."""
    NO_END = "G303"
    """A node from which no way leads to a finding."""
    CYCLE = "G304"
    """Ways that lead round in a circle; those behind findings count."""
    NO_UNKNOWN = "G401"
    """A decision without the answer `unknown`."""
    UNKNOWN_PROBE = "G402"
    """A probe that does not exist."""
    ANSWERS_DIFFER = "G403"
    """A decision's answers are not its probe's answers and `unknown`."""
    PROBE_FACT = "G404"
    """The probe needs a fact that is not in the catalogue."""
    NO_MANUAL_WAY = "G405"
    """A decision that does not say how a person finds the answer."""
    FAULT_LACKS = "G501"
    """A fault without its cause, fix, verification, undo, source, `then` or `retest`."""
    UNKNOWN_CAUSE = "G502"
    """A cause that is not in the failure taxonomy (`trees/causes.csv`)."""
    UNKNOWN_RETEST = "G503"
    """`retest` is not a decision."""
    NO_CASE = "G504"
    """A fault that no case expects."""
    UNKNOWN_REFUSAL = "G505"
    """`refusals` names a node that is no finding."""
    UNKNOWN_FACT = "G601"
    """A fact that is not in the catalogue: in a placeholder, in `asks` or in `sets`."""
    FACT_NOT_KNOWN = "G602"
    """A placeholder for a fact that some route to here does not establish."""
    FACT_PATTERN = "G603"
    """A fact's pattern is no regular expression, or does not match the fact's own example."""
    CASE_FACT = "G701"
    """A case gives a fact that is not a target field, or that its pattern does not match."""
    UNKNOWN_BASE = "G702"
    """`based_on` names a case that does not exist."""
    BASE_CYCLE = "G703"
    """Cases that are based on one another."""
    OBSERVATION_KEY = "G704"
    """A key under `replies` or in `patch` that names no observation."""
    REPLY = "G705"
    """A recorded reply that is neither what was seen nor why nothing was."""
    PATCH = "G706"
    """A patch that does not fit the reply it is for."""
    CASE_ANSWER = "G707"
    """`answers` names a node or an answer that the tree does not have."""
    EXPECTATION = "G708"
    """`expect` does not name the tree's findings, or a shipped case expects none."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake, where it is, and what would be right."""

    code: Code
    file: Path
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str
    """What is wrong, as one sentence without its full stop."""
    hint: str = ""
    """What would be right; empty where the message says it."""

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}{hint}"


class Mistakes(Exception):  # noqa: N818 - it is what it is called: the mistakes of a file
    """A file does not load. `mistakes` holds every reason, in the order of the files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class TreeMistakes(Mistakes):
    """A tree does not load."""


class CaseMistakes(Mistakes):
    """A case does not load."""


class Spelling:
    """Suggests a known name for an unknown one, for as long as that is cheap."""

    _EFFORT = 100_000
    """Comparisons. A file with more misspellings than that is not a file with slips of the pen."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self._left = self._EFFORT

    def nearest(self, name: str) -> str | None:
        """The known name that looks most like this one, if any does."""
        self._left -= len(self.known)
        if self._left < 0:
            return None
        close = get_close_matches(name, self.known, 1)
        return close[0] if close else None

    def hint(self, name: str) -> str:
        """`did you mean ...?`, or the known names where there are few, or nothing."""
        near = self.nearest(name)
        if near is not None:
            return f"did you mean {near!r}?"
        return either(self.known) if 0 < len(self.known) <= _FEW else ""


_FEW = 12
"""So many names fit in one message."""


def either(names: Collection[str]) -> str:
    """`it may be a, b or c`."""
    *rest, last = names
    return f"it may be {', '.join(rest)} or {last}" if rest else f"it may be {last}"


def as_hint(sentence: str) -> str:
    """A field's description as a hint: no capital, no full stop."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")
