"""Back, forward, revised and resumed: no answer is ever lost."""

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from gatewise.journal import Journal, resume
from gatewise.model import Giver, Reply
from gatewise.tui.app import Wizard
from gatewise.tui.screens.finding import FindingScreen
from gatewise.tui.screens.question import QuestionScreen
from gatewise.tui.screens.step import StepScreen
from gatewise.tui.walking import Walking
from gatewise.tui.widgets.answers import Answers
from gatewise.tui.widgets.looking import Looking
from tests.tui.small_world import (
    FIRST,
    SECOND,
    only,
    opening,
    session_open,
    small_graph,
    text_of,
    wait_for,
    wait_for_node,
    wait_for_notice,
    wait_for_words,
    wizard,
)


async def to_the_finding(pilot: Pilot[None], app: Wizard) -> None:
    await pilot.press("2")
    for node, after in (("endpoint", "connects"), ("connects", "group_blocks")):
        await wait_for_node(app, node)
        await wait_for_words(app, "Read:", Looking)
        await pilot.press("enter")
        await wait_for_node(app, after)
    await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")


async def test_back_and_forward_restore_the_same_session(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        before = app.walked[-1].session
        for node in ("connects", "endpoint", "symptom"):
            await pilot.press("b")
            await wait_for_node(app, node)
        for node in ("endpoint", "connects", "group_blocks"):
            await pilot.press("f")
            await wait_for_node(app, node)

    assert app.walked[-1].session == before


async def test_going_back_from_the_first_question_says_why_not(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("b")
        await wait_for_notice(app, "this is the first question")


async def test_an_earlier_answer_is_marked_when_the_person_comes_back(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_node(app, "endpoint")
        await pilot.press("b")
        await wait_for_node(app, "symptom")
        answers = app.screen.query_one(Answers)
        assert "answered before" in str(answers.get_option("symptom/timeout").prompt)


async def test_an_answer_is_revised_from_the_trail_and_later_answers_stay(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await pilot.press("t", "home", "enter")
        await wait_for(lambda: isinstance(app.screen, StepScreen), "the step")
        await pilot.press("3")
        await wait_for_node(app, "policy")
        assert [step.node for step in app.walked[-1].session.trail] == ["symptom"]
        await pilot.press("t", "enter")
        await wait_for(lambda: isinstance(app.screen, StepScreen), "the step")
        await pilot.press("2")
        await wait_for_node(app, "group_blocks")

    trail = app.walked[-1].session.trail
    assert [step.node for step in trail] == ["symptom", "endpoint", "connects"]
    assert trail[1].answered is not None
    assert trail[1].answered.given_by is Giver.PROBE


async def test_closing_a_step_changes_nothing(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        before = app.walked[-1].session
        await pilot.press("t", "enter")
        await wait_for(lambda: isinstance(app.screen, StepScreen), "the step")
        await pilot.press("escape")
        await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")
        assert app.walked[-1].session is before


async def test_a_session_that_is_left_is_resumed_as_it_was(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await pilot.press("b")
        await wait_for_node(app, "connects")
        await pilot.press("q")
    left = app.walked[-1]
    assert left.journal is not None

    saved = resume(left.journal.path, small_graph())
    walking = Walking(opening(), saved.session, saved.journal, ("Resumed where you left it.",))
    again = Wizard(tmp_path, lambda: walking)
    async with again.run_test() as pilot:
        await wait_for(lambda: isinstance(again.screen, QuestionScreen), "the question")
        assert session_open(again) == "connects"
        assert again.walked[-1].session == left.session


async def test_each_step_is_on_disk_before_it_shows(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_node(app, "endpoint")
        assert json.loads(text_of(only(tmp_path, "*.jsonl")).splitlines()[-1])["answer"] == "timeout"


async def test_leaving_says_where_it_is_saved_and_how_to_go_on(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("q")
    journal = only(tmp_path, "*.jsonl")

    assert app.farewell() == (f"Saved in {journal}", f"Go on with: gatewise session resume {journal.stem}")


async def test_a_folder_that_cannot_be_written_is_said_and_the_walk_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    app = wizard(tmp_path / "file")
    async with app.run_test(notifications=True) as pilot:
        await wait_for_notice(app, "not saved")
        await pilot.press("2")
        await wait_for_node(app, "endpoint")

    assert app.farewell() == ()


async def test_a_journal_that_breaks_on_the_way_is_said_and_the_walk_goes_on(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        app.walked[-1].journal = Journal(tmp_path / "gone" / "session.jsonl")
        await pilot.press("2")
        await wait_for_notice(app, "not saved")
        assert session_open(app) == "endpoint"


async def test_the_wizard_and_the_headless_walk_reach_equal_sessions(tmp_path: Path) -> None:
    from gatewise.diagnosis import unattended
    from gatewise.runner import Runner

    replies = {FIRST: Reply("tcp.open"), SECOND: Reply("tcp.open")}
    recorded = opening(replies, mode="recorded", answers={"symptom": "timeout", "policy": "denies"})
    app = wizard(tmp_path, recorded)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")

    runner = Runner(recorded.observer)
    headless = unattended(recorded.session, runner, recorded.answers)
    runner.close()
    assert app.walked[-1].session == headless.session


@pytest.mark.parametrize("size", [(20, 5), (59, 24), (80, 15), (1, 1)])
async def test_a_terminal_that_is_too_small_says_which_size_is_needed(tmp_path: Path, size: tuple[int, int]) -> None:
    from gatewise.tui.screens.too_small import TooSmall

    app = wizard(tmp_path)
    async with app.run_test(size=size) as pilot:
        await wait_for(lambda: isinstance(app.screen, TooSmall), "the message")
        await pilot.resize_terminal(80, 24)
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the question")
        await pilot.press("2")
        await wait_for_node(app, "endpoint")
        await pilot.resize_terminal(20, 5)
        await wait_for(lambda: isinstance(app.screen, TooSmall), "the message again")
        await pilot.press("q")
