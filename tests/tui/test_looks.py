"""What the few screens that matter look like. Look at the report before you take a new picture over an old one."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Tabs

from gatewise.journal import Journal, Origin
from gatewise.model import Reply
from gatewise.tui.app import Wizard
from gatewise.tui.widgets.looking import Looking
from tests.tui.small_world import DENIED, ENDPOINT, TARGET, opening, session_open, wait_for, wait_for_words, wizard
from tests.tui.test_home import home, lines
from tests.tui.test_way import to_the_finding

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]

NARROW, WIDE = (80, 24), (140, 45)


def until(app: Wizard, words: str, *keys: str) -> Before:
    """Press the keys, and wait until gatewise says the words at the question."""

    async def before(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await wait_for_words(app, words, Looking)

    return before


def recorded(folder: Path) -> Wizard:
    """A walk in which nothing is looked at ahead or side by side, so that the calls come in the same order."""
    alone = Reply("aws.ok", {"ServiceName": "com.amazonaws.eu-west-3.execute-api", "Addresses": ["10.0.1.37"]})
    return wizard(folder, opening({ENDPOINT: alone}, mode="recorded"))


def at_the_finding(app: Wizard, theme: str = "textual-dark") -> Before:
    """Walk to the finding."""

    async def before(pilot: Pilot[None]) -> None:
        app.theme = theme
        await to_the_finding(pilot, app)
        await wait_for(lambda: isinstance(app.focused, Tabs), "the forms of the fix")

    return before


def test_home(snap_compare: Compare, tmp_path: Path) -> None:
    """A new diagnosis, one saved session and two recorded cases, each group under its title."""
    journal = Journal.begin(tmp_path, Origin("private-api", "", "offline", TARGET))
    two_hours_ago = journal.path.stat().st_mtime - 7_300
    os.utime(journal.path, (two_hours_ago, two_hours_ago))
    app = home(tmp_path)

    async def before(_: Pilot[None]) -> None:
        await wait_for(lambda: "All is well" in lines(app), "the cases")

    assert snap_compare(app, terminal_size=NARROW, run_before=before)


def test_the_first_question(snap_compare: Compare, tmp_path: Path) -> None:
    """Question, answers and how to find out, all without scrolling."""
    app = wizard(tmp_path)
    assert snap_compare(app, terminal_size=NARROW, run_before=until(app, "This one is yours"))


def test_a_look_under_way(snap_compare: Compare, tmp_path: Path) -> None:
    """The call under way, on one line; Stop is in the footer."""
    gate = Event()
    app = wizard(tmp_path, opening(gates={ENDPOINT: gate}, mode="recorded"))
    try:
        assert snap_compare(app, terminal_size=NARROW, run_before=until(app, "describe-vpc-endpoints", "2"))
    finally:
        gate.set()


def test_could_not_tell(snap_compare: Compare, tmp_path: Path) -> None:
    """The reason, the missing permission and the cure, above the answers."""
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    assert snap_compare(app, terminal_size=NARROW, run_before=until(app, "Could not tell", "2"))


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_the_finding(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    """Verdict, explanation, risk, then the fix; on a wide terminal with evidence, trail and suspects beside it."""
    app = recorded(tmp_path)
    assert snap_compare(app, terminal_size=size, run_before=at_the_finding(app))


def test_the_finding_in_light_colours(snap_compare: Compare, tmp_path: Path) -> None:
    """The same, dark on light."""
    app = wizard(tmp_path)
    assert snap_compare(app, terminal_size=NARROW, run_before=at_the_finding(app, "textual-light"))


def test_a_question_in_one_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said by colour alone: with NO_COLOR the reading, its mark and the keys can still be told apart."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = recorded(tmp_path)
    assert snap_compare(app, terminal_size=WIDE, run_before=until(app, "Read: It is there", "2"))
    assert session_open(app) == "endpoint"
