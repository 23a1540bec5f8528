"""What the home screen offers: saved sessions and recorded cases, as lines to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gatewise.journal import SavedSession, saved
from gatewise.loader import Case, CaseMistakes, case_files, cases_in, load_case, shipped_trees
from gatewise.model import Facts
from gatewise.opening import TREE, graph, recorded
from gatewise.tui.walking import Walking, one

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
    what = Path(origin.case).stem if origin.case else _described(origin.target)
    steps = f"{session.steps} step{'' if session.steps == 1 else 's'}"
    about = f"{one(origin.target, 'invoke_url')}\nSaved in {session.path}".strip()
    return Entry(id_, what, f"{steps}, {origin.mode}, {age}", about, "", walking)


def _described(target: Facts) -> str:
    """What was under diagnosis, in a few words."""
    stage = one(target, "stage")
    words = (one(target, "api_id"), one(target, "region"), f"/{stage}{one(target, 'path')}" if stage else "")
    return " ".join(word for word in words if word) or one(target, "host") or "nothing given"


def recorded_cases(folder: Path | None = None) -> tuple[Entry, ...]:
    """The cases of the tree in the folder, of the shipped one unless given; the one that shows most first."""
    place = folder or shipped_trees() / TREE
    read = zip(case_files(place), cases_in(place, graph()), strict=True)
    return tuple(_case(*each) for each in sorted(read, key=lambda each: (each[0].stem != _FIRST, each[0].stem)))


def _case(path: Path, case: Case | CaseMistakes) -> Entry:
    id_ = f"case-{path.stem}"

    def walking(folder: Path) -> Walking:
        return Walking.begun(recorded(load_case(path, graph())), folder)

    if isinstance(case, CaseMistakes):
        return Entry(id_, path.stem, "can't be read", str(case), str(case), walking)
    return Entry(id_, case.title, "", _flowing(case.story) or case.title, "", walking)


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
