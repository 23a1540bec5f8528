"""`o` asks what tells most for its time first, says why, and gives the choice back to the tree."""

from functools import partial
from pathlib import Path

from textual.widgets import Static

from gatewise.journal import resume
from gatewise.known_worlds import guide_for
from gatewise.tui.app import Wizard
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.where import Where
from tests.tui.small_world import (
    only,
    opening,
    session_open,
    shown,
    small_graph,
    wait_for,
    wait_for_notice,
    wait_for_words,
    wizard,
)


def in_best_order(folder: Path) -> Wizard:
    begun = opening(mode="offline")
    guide = guide_for(small_graph())
    return Wizard(folder, lambda: Walking.begun(begun, folder, guide))


def _more_is_asked(walking: Walking, asked: int) -> bool:
    return len(walking.session.asked) > asked


async def test_o_turns_to_the_question_that_tells_most_and_says_why(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening(mode="offline"))
    async with app.run_test() as pilot:
        await wait_for(lambda: app.walked, "the walk")
        await pilot.press("o")
        await wait_for_words(app, "best order", Where)
        session = app.walked[-1].session
        why = shown(app, Static, "#question")

        assert session.asking is not None
        assert "splits 3 suspects in" in why


async def test_o_once_more_asks_what_comes_next_in_the_tree(tmp_path: Path) -> None:
    app = in_best_order(tmp_path)
    async with app.run_test() as pilot:
        await wait_for_words(app, "best order", Where)
        await pilot.press("o")
        await wait_for(lambda: "best order" not in shown(app, Where), "the tree's order")

        assert session_open(app) == "symptom"


async def test_a_walk_that_is_decided_early_says_that_the_rest_was_left_out(tmp_path: Path) -> None:
    app = in_best_order(tmp_path)
    async with app.run_test() as pilot:
        await wait_for_words(app, "best order", Where)
        walking = app.walked[-1]
        while walking.session.finding is None:
            asked = len(walking.session.asked)
            await pilot.press({"connects": "2"}.get(session_open(app), "0"))
            await wait_for(partial(_more_is_asked, walking, asked), "the next question")
        await wait_for_notice(app, "what was not asked is left out")

    assert walking.session.open == "group_blocks"
    assert walking.session.concluded


async def test_back_returns_to_the_question_asked_before_and_the_journal_to_both(tmp_path: Path) -> None:
    app = in_best_order(tmp_path)
    async with app.run_test() as pilot:
        await wait_for_words(app, "best order", Where)
        first = session_open(app)
        await pilot.press("0")
        await wait_for(lambda: session_open(app) != first, "the next question")
        second = session_open(app)
        await pilot.press("b")
        await wait_for(lambda: session_open(app) == first, "the question before")
        await pilot.press("f")
        await wait_for(lambda: session_open(app) == second, "the question after")
        session = app.walked[-1].session

    assert resume(only(tmp_path, "*.jsonl"), small_graph()).session == session
