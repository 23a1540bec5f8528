"""Says on stderr what is being looked at, where somebody watches."""

import sys

from gatewise.calls import Asking, Call, Heard
from gatewise.cli.streams import talk
from gatewise.model import NotSeen
from gatewise.observation.foreign_text import cleaned

_LONGEST = 48
"""Characters of a call that fit on a line of 80."""


def progress() -> Heard:
    """One line for each call if stderr is a terminal; else nothing."""
    return _line if sys.stderr.isatty() else _nothing


def _line(heard: Asking | Call) -> None:
    if isinstance(heard, Call):
        seen = heard.seen
        came = seen.reason.value if isinstance(seen, NotSeen) else seen.meaning
        key = cleaned(heard.observation.key)
        shown = key if len(key) <= _LONGEST else f"{key[: _LONGEST - 1]}…"
        talk(f"{heard.seconds:5.1f} s  {came:<20}  {shown}")


def _nothing(_: Asking | Call) -> None:
    """Nobody watches."""
