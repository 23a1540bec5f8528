"""Getting text out of the wizard: over the terminal's clipboard, and always into a file too.

The clipboard is asked for with OSC 52. Nobody can know whether it arrived, so nobody claims that it did.
"""

import os
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile, gettempdir

from textual.app import App

from gatewise.journal import Journal
from gatewise.observation.foreign_text import cleaned
from gatewise.tui.walking import Walking

LONGEST = 74_994
"""Bytes of base64 that terminals and multiplexers commonly let through in one sequence."""


def copied(app: "App[None]", text: str, journal: Journal | None) -> str:
    """Send the text to the terminal's clipboard and keep it in a file; says no more than is known."""
    try:
        kept = f"it is in {written(_beside(journal, '.copied.txt'), text)}"
    except OSError as refused:
        kept = f"it could not be written to a file either ({refused})"
    if len(b64encode(text.encode())) > LONGEST:
        return f"Too long for a terminal's clipboard ({len(text)} characters); {kept}."
    app.copy_to_clipboard(text)
    if "TMUX" in os.environ and app._driver is not None:  # noqa: SLF001 - Textual wraps nothing for tmux by itself
        app._driver.write(wrapped_for_tmux(text))  # noqa: SLF001
    return f"Sent to the terminal's clipboard. If it did not arrive, {kept}."


def wrapped_for_tmux(text: str) -> str:
    """The sequence that asks the terminal around tmux to copy the text."""
    return f"\x1bPtmux;\x1b\x1b]52;c;{b64encode(text.encode()).decode()}\x07\x1b\\"


def report_saved(walking: Walking) -> str:
    """Write the report of the diagnosis as it stands to a file; says where, or why not."""
    from gatewise.diagnosis import Diagnosis
    from gatewise.report import in_format
    from gatewise.report.made import report_of

    calls = walking.runner.calls
    opening = replace(walking.opening, session=walking.session)
    report = report_of(opening, Diagnosis(walking.session, calls=calls), calls)
    try:
        path = written(_beside(walking.journal, ".report.txt"), in_format("text").written(report, colour=False))
    except OSError as refused:
        return f"Not saved: {refused}. Start gatewise with another folder for its sessions."
    return f"Saved in {path}"


def written(path: Path, text: str) -> Path:
    """Write the file as a whole or not at all, readable by its owner only.

    Raises:
        OSError: it can't be written.
    """
    with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8") as new:
        try:
            new.write(cleaned(text).rstrip("\n") + "\n")
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).replace(path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
    return path


def _beside(journal: Journal | None, suffix: str) -> Path:
    return Path(gettempdir()) / f"gatewise{suffix}" if journal is None else journal.path.with_suffix(suffix)
