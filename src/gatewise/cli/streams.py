"""Where words go: stdout is the result, stderr is talk; and what the terminal behind them can do."""

import os
import sys
from typing import TextIO


class Refusal(Exception):  # noqa: N818 - it says what is refused, as a sentence
    """What was asked for can't be done; the message says why and what would be right. Exit code 2."""


def say(text: str) -> None:
    """Write to stdout. A reader that has gone away is no error: what it no longer wants is dropped.

    Raises:
        OSError: stdout can't be written, for want of space for example.
    """
    _write(sys.stdout, text)


def talk(text: str) -> None:
    """Write one line to stderr, if there is anybody to read it.

    Raises:
        OSError: stderr can't be written.
    """
    _write(sys.stderr, f"{text}\n")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError as wrong:
        # What is still buffered goes nowhere, so that Python does not try again when it ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if not isinstance(wrong, BrokenPipeError):
            raise


def tolerate_any_text() -> None:
    """Let the streams write what their encoding lacks as an escape, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def colour_wanted() -> bool:
    """Whether stdout is a terminal that shows colour, and nobody has asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def why_no_wizard() -> str:
    """Why the wizard can't be shown here; empty when it can."""
    if not sys.stdin.isatty():
        return "standard input is no terminal"
    if not sys.stdout.isatty():
        return "standard output is no terminal"
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return f"the terminal can't be painted on (TERM={os.environ.get('TERM', '')!r})"
    return ""
