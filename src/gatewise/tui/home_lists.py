"""What the home screen offers: saved sessions and recorded cases, as lines to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gatewise.journal import SavedSession, saved
from gatewise.loader import CaseMistakes, shipped_trees
from gatewise.observation.foreign_text import cleaned
from gatewise.opening import TREE, case_named, recorded
from gatewise.tui.walking import Walking

_FIRST = "two-faults"
"""The case that shows most, first in the list."""

_AGES = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the home screen."""

    id: str
    title: str
    remark: str
    about: str
    """What is said of it while it is highlighted."""
    problem: str
    """Why it can't be opened, if it can't."""
    walking: Callable[[Path], Walking]
    """Makes the walk; new journals go into the folder."""


def saved_sessions(folder: Path) -> tuple[Entry, ...]:
    """The sessions in the folder, the latest first; a broken one says why."""
    now = datetime.now(UTC)
    return tuple(_saved(session, now) for session in saved(folder))


def _saved(session: SavedSession, now: datetime) -> Entry:
    origin = session.origin
    age = age_of(session.changed, now)
    id_ = f"saved-{''.join(c if c.isalnum() else '-' for c in session.path.stem)}"

    def walking(_: Path) -> Walking:
        return Walking.from_journal(session.path)

    if session.problem:
        return Entry(id_, session.path.stem, f"can't be read, {age}", session.problem, session.problem, walking)
    url = origin.target.get("invoke_url") or origin.target.get("api_id") or "no URL given"
    what = Path(origin.case).stem if origin.case else cleaned(url if isinstance(url, str) else url[0])
    steps = f"{session.steps} step{'' if session.steps == 1 else 's'}"
    about = f"{what}\nSaved in {session.path}"
    return Entry(id_, what.removeprefix("https://"), f"{steps}, {origin.mode}, {age}", about, "", walking)


def recorded_cases() -> tuple[Entry, ...]:
    """The shipped cases, the one that shows most first."""
    names = sorted(path.stem for path in (shipped_trees() / TREE / "cases").glob("*.yaml"))
    names.sort(key=lambda name: name != _FIRST)
    return tuple(map(_case, names))


def _case(name: str) -> Entry:
    id_ = f"case-{name}"
    try:
        case = case_named(name)
    except CaseMistakes as mistakes:
        problem = str(mistakes)
        return Entry(id_, name, "can't be read", problem, problem, lambda folder: Walking.begun(recorded(case_named(name)), folder))
    return Entry(id_, case.title, "", _flowing(case.story) or case.title, "", lambda folder: Walking.begun(recorded(case), folder))


def _flowing(text: str) -> str:
    """The text with its paragraphs kept, and its line ends left to the screen."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def age_of(then: datetime, now: datetime) -> str:
    """How long ago, in words."""
    seconds = int((now - then).total_seconds())
    for length, word in _AGES:
        if seconds >= length:
            count = seconds // length
            return f"{count} {word}{'' if count == 1 else 's'} ago"
    return "just now"
