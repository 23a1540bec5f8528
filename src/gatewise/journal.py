"""Sessions on disk: one append-only JSON-lines file each, so that a killed process loses at most the step under way."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from gatewise.accounts import Accounts
from gatewise.graph import DecisionGraph
from gatewise.model import Facts
from gatewise.moves import Move, UnreadableMove, as_facts, as_line, as_move, moved, plain, stamp
from gatewise.session import NotPossible, Session

VERSION = 1


class JournalMistake(Exception):  # noqa: N818 - a mistake in a file, as in the loader
    """A journal can't be read; the message says which file and line, and what would be right."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a journal begins with."""

    tree: str
    digest: str
    mode: str
    """`live`, `offline` or `recorded`."""
    target: Facts
    case: str = ""
    """The case's name, in a recorded session."""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the observer is made from: profiles, region. Never a credential."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A journal read back."""

    session: Session
    origin: Origin
    journal: "Journal"
    notes: tuple[str, ...]
    """What the person should know: a torn last line, a tree that has changed since."""


@dataclass(frozen=True, slots=True)
class SavedSession:
    """One line of the list of saved sessions."""

    path: Path
    origin: Origin
    steps: int
    changed: datetime
    problem: str = ""
    """Why it can't be resumed, if it can't."""


class Journal:
    """The file of one session. Each move is on disk before `append` returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def begin(cls, folder: Path, origin: Origin) -> "Journal":
        """A new journal in the folder, readable by its owner only.

        Raises:
            OSError: the folder can't be made or written.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = datetime.now(UTC)
        path = folder / f"{now:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}.jsonl"
        first = {
            "gatewise_journal": VERSION,
            "tree": origin.tree,
            "digest": origin.digest,
            "mode": origin.mode,
            "case": origin.case,
            "settings": dict(origin.settings),
            "target": plain(origin.target),
            "at": stamp(now),
        }
        journal = cls(path)
        journal._write(first, os.O_CREAT | os.O_EXCL)
        return journal

    def append(self, move: Move) -> None:
        """Add one move.

        Raises:
            OSError: the file can't be written.
        """
        self._write(as_line(move), 0)

    def _write(self, line: Mapping[str, Any], flags: int) -> None:
        encoded = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | flags, 0o600)
        try:
            os.write(handle, encoded)
        finally:
            os.close(handle)


def resume(path: Path, graph: DecisionGraph) -> Resumed:
    """Read a journal back and replay it on the graph.

    A last line without its end is the step that was under way when the process died: it is cut off. A step that the
    tree no longer allows ends the replay with a note; nothing before it is lost.

    Raises:
        JournalMistake: the file is no journal, or a line in its middle can't be read.
        OSError: the file can't be read.
    """
    lines, torn = _lines(path)
    origin = _origin(path, lines[0])
    notes: list[str] = []
    if torn:
        notes.append("The last step had not been written whole and is left out.")
        _cut_torn_line(path)
    if origin.digest != graph.digest:
        notes.append("The tree has changed since this session was saved.")
    session = Session(graph, MappingProxyType(dict(origin.target)), accounts=Accounts.of(origin.settings))
    for number, line in enumerate(lines[1:], 2):
        try:
            move = as_move(line)
        except UnreadableMove as wrong:
            raise JournalMistake(f"{path}:{number}: {wrong}") from wrong
        try:
            session = moved(session, move)
        except NotPossible as refused:
            notes.append(f"Replayed up to line {number}: {refused}.")
            break
    return Resumed(session, origin, Journal(path), tuple(notes))


def saved(folder: Path) -> tuple[SavedSession, ...]:
    """The sessions in the folder, the latest first; one that can't be read says why."""
    found: list[SavedSession] = []
    for path in folder.glob("*.jsonl"):
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        try:
            lines, _ = _lines(path)
            found.append(SavedSession(path, _origin(path, lines[0]), len(lines) - 1, changed))
        except (JournalMistake, OSError) as problem:
            found.append(SavedSession(path, Origin("", "", "", MappingProxyType({})), 0, changed, str(problem)))
    return tuple(sorted(found, key=lambda session: session.changed, reverse=True))


def _lines(path: Path) -> tuple[list[dict[str, Any]], bool]:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as wrong:
        raise JournalMistake(f"{path}: not UTF-8 text (byte {wrong.start}); it is no gatewise journal") from wrong
    whole, _, rest = text.rpartition("\n")
    lines: list[dict[str, Any]] = []
    for number, line in enumerate(whole.split("\n") if whole else [], 1):
        try:
            read = json.loads(line)
        except ValueError as wrong:
            raise JournalMistake(
                f"{path}:{number}: not a line of JSON ({wrong}); restore the line or delete it"
            ) from wrong
        if not isinstance(read, dict):
            raise JournalMistake(f"{path}:{number}: a journal's line is a JSON object")
        lines.append(read)
    if not lines:
        raise JournalMistake(f"{path}: empty; a journal begins with a line that names its tree")
    return lines, bool(rest)


def _cut_torn_line(path: Path) -> None:
    content = path.read_bytes()
    os.truncate(path, content.rfind(b"\n") + 1)


def _origin(path: Path, line: Mapping[str, Any]) -> Origin:
    if line.get("gatewise_journal") != VERSION:
        raise JournalMistake(f'{path}:1: not a gatewise journal of version {VERSION} ("gatewise_journal": {VERSION})')
    try:
        return Origin(
            str(line["tree"]),
            str(line["digest"]),
            str(line["mode"]),
            as_facts(line["target"]),
            str(line.get("case", "")),
            MappingProxyType({str(name): str(value) for name, value in line.get("settings", {}).items()}),
            str(line.get("at", "")),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise JournalMistake(f"{path}:1: the first line lacks or misspells {wrong}") from wrong
