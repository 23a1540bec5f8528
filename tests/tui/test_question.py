"""One question at a time: answered by a reading or by a person, and never by a reading that comes too late."""

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Static

from gatewise.model import Giver, NotSeen, Reason, Reply
from gatewise.tui.app import Wizard
from gatewise.tui.screens.finding import FindingScreen
from gatewise.tui.screens.question import QuestionScreen
from gatewise.tui.widgets.answers import Answers
from gatewise.tui.widgets.looking import Looking
from tests.tui.small_world import (
    DENIED,
    ENDPOINT,
    FIRST,
    SECOND,
    opening,
    session_open,
    shown,
    wait_for,
    wait_for_node,
    wait_for_words,
    wizard,
)


def question(app: Wizard) -> QuestionScreen:
    assert isinstance(app.screen, QuestionScreen)
    return app.screen


async def test_a_digit_answers_the_open_question(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await wait_for_node(app, "symptom")
        await pilot.press("2")
        await wait_for_node(app, "endpoint")

    answered = app.walked[-1].session.answers["symptom"]
    assert (answered.answer, answered.given_by) == ("timeout", Giver.PERSON)


async def test_a_key_pressed_twice_answers_one_question_only(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    async with app.run_test():
        await wait_for_node(app, "symptom")
        question(app).answers.pick("2")
        question(app).answers.pick("2")
        await wait_for_words(app, "Could not tell", Looking)

    assert [step.node for step in app.walked[-1].session.trail] == ["symptom"]


@pytest.mark.parametrize("key", ["0", "u"])
async def test_not_knowing_has_keys_of_its_own(tmp_path: Path, key: str) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await wait_for_node(app, "endpoint")

    assert app.walked[-1].session.answers["symptom"].answer == "unknown"


async def test_a_digit_without_an_answer_does_nothing(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("9")
        await pilot.press("enter")

    assert session_open(app) == "symptom"


async def test_a_reading_waits_for_enter_and_is_the_probes_answer(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read: It is there", Looking)
        assert session_open(app) == "endpoint"
        await pilot.press("enter")
        await wait_for_node(app, "connects")

    answered = app.walked[-1].session.answers["endpoint"]
    assert (answered.answer, answered.given_by) == ("present", Giver.PROBE)
    assert answered.evidence[0].summary.endswith("com.amazonaws.eu-west-3.execute-api.")
    assert app.walked[-1].session.facts["endpoint_addresses"] == ("10.0.1.37", "10.0.2.41")


async def test_a_person_may_answer_otherwise_than_the_reading(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read:", Looking)
        await pilot.press("2")
        await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")

    answered = app.walked[-1].session.answers["endpoint"]
    assert (answered.answer, answered.given_by) == ("missing", Giver.PERSON)


async def test_a_reading_that_could_not_tell_asks_and_names_the_missing_permission(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Could not tell", Looking)
        assert "ec2:DescribeVpcEndpoints" in shown(app, Looking)
        assert DENIED.cure in shown(app, Looking)
        await pilot.press("enter")
        assert session_open(app) == "endpoint"
        assert question(app).answers.highlighted is None


async def test_a_late_reading_does_not_answer_a_later_question(tmp_path: Path) -> None:
    gate = Event()
    app = wizard(tmp_path, opening(gates={ENDPOINT: gate}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for(lambda: question(app).is_looking, "the look")
        await pilot.press("0")
        await wait_for_node(app, "connects")
        gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert session_open(app) == "connects"
        assert app.walked[-1].session.answers["endpoint"].answer == "unknown"
        assert "It is there" not in shown(app, Looking)


async def test_a_call_shows_while_it_is_under_way_and_the_person_may_answer_first(tmp_path: Path) -> None:
    gate = Event()
    app = wizard(tmp_path, opening(gates={ENDPOINT: gate}))
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("2")
        await wait_for_words(app, "aws ec2 describe-vpc-endpoints", Looking)
        assert "Looking" in shown(app, Looking)
        await pilot.press("0")
        await wait_for_node(app, "connects")
        gate.set()


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_a_look_can_be_stopped_and_begun_again(tmp_path: Path, key: str) -> None:
    gate = Event()
    app = wizard(tmp_path, opening(gates={ENDPOINT: gate}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for(lambda: question(app).is_looking, "the look")
        await pilot.press(key)
        await wait_for_words(app, "Stopped", Looking)
        assert session_open(app) == "endpoint"
        gate.set()
        await pilot.press("r")
        await wait_for_words(app, "Read: It is there", Looking)


async def test_by_itself_it_goes_on_until_a_person_is_needed(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({FIRST: Reply("tcp.open"), SECOND: Reply("tcp.open")}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read:", Looking)
        await pilot.press("a")
        await wait_for_words(app, "yours to judge", Looking)

    assert session_open(app) == "policy"


async def test_a_document_to_judge_is_shown_beside_the_question(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({FIRST: Reply("tcp.open"), SECOND: Reply("tcp.open")}))
    async with app.run_test() as pilot:
        await pilot.press("3")
        await wait_for_words(app, "yours to judge", Looking)
        assert question(app).side.active == "evidence"
        assert '"Action": "execute-api:Invoke"' in shown(app, Static, "#evidence-text")


async def test_what_only_the_client_can_see_is_asked_elsewhere(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening(client=False))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read:", Looking)
        await pilot.press("enter")
        await wait_for_words(app, "only the client can see this", Looking)
        assert "not on the client" in shown(app, Static, "#where")


HOSTILE = "[/] [@click=app.quit]x[/] [vpce-0abc123] [b]bold[/b] \\"
"""Text that is markup to whoever takes it for markup."""


async def test_hostile_evidence_is_shown_as_it_is(tmp_path: Path) -> None:
    name = f"{HOSTILE}\x1b]0;title\x07\x1b[31mred\x9b0m"
    app = wizard(tmp_path, opening({ENDPOINT: Reply("aws.ok", {"ServiceName": name})}))
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read:", Looking)
        for where in (shown(app, Looking), shown(app, Static, "#evidence-text")):
            assert HOSTILE in where
            assert "\x1b" not in where
            assert "\x9b" not in where
        await pilot.press("enter")
        await wait_for_node(app, "connects")
        await pilot.press("t", "home", "down", "enter")
        await wait_for(lambda: any(HOSTILE in str(one.content) for one in app.screen.query(Static)), "the step")


async def test_hostile_reasons_are_shown_as_they_are(tmp_path: Path) -> None:
    denied = NotSeen(Reason.ACCESS_DENIED, HOSTILE, f"{HOSTILE}\x1b]0;x\x07", f"ec2:{HOSTILE}")
    app = wizard(tmp_path, opening({ENDPOINT: denied}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Could not tell", Looking)
        assert shown(app, Looking).count(HOSTILE) == 3


async def test_hostile_target_values_are_shown_as_they_are(tmp_path: Path) -> None:
    target = {"region": HOSTILE, "vpce_id": "vpce-0f1e2d3c4b5a69788", "account_id": "[/x]"}
    app = wizard(tmp_path, opening(target=target))
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.press("2")
        await wait_for_words(app, HOSTILE, Static, "#main .words")
        assert "account [/x]" in shown(app, Static, "#where")


async def test_an_answer_by_hand_asks_for_what_the_fixes_will_need(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Could not tell", Looking)
        await pilot.press("1")
        await wait_for(lambda: app.screen.query("FactField"), "the form")
        await pilot.press(*"10.0.1.37, 10.0.2.41", "enter", *"sg-0e1e2e3e4e5e6e7e8", "enter")
        await wait_for_node(app, "connects")

    facts = app.walked[-1].session.facts
    assert facts["endpoint_addresses"] == ("10.0.1.37", "10.0.2.41")
    assert facts["endpoint_security_groups"] == "sg-0e1e2e3e4e5e6e7e8"


async def test_a_mistyped_value_is_said_and_not_taken(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Could not tell", Looking)
        await pilot.press("1")
        await wait_for(lambda: app.screen.query("FactField"), "the form")
        await pilot.press("enter", *"group", "enter")
        await wait_for_words(app, "An example: sg-0e", Static, ".field-note")
        assert session_open(app) == "endpoint"
        await pilot.press("escape")
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the question")


async def test_the_mouse_answers_too(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await wait_for(lambda: app.screen.query_one(Answers).size.height, "the answers")
        await pilot.click(Answers, offset=(8, 1))
        await wait_for_node(app, "endpoint")


async def test_panes_open_in_full_and_close_by_the_same_key_or_escape(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        for key, closing in (("e", "e"), ("t", "escape"), ("l", "l"), ("h", "2")):
            await pilot.press(key)
            assert app.screen.has_class("-zoomed")
            await pilot.press(closing)
            assert not app.screen.has_class("-zoomed")
        assert session_open(app) == "symptom"


async def test_quitting_does_not_wait_for_a_look_that_is_under_way(tmp_path: Path) -> None:
    gate = Event()
    app = wizard(tmp_path, opening(gates={ENDPOINT: gate}))
    begun = asyncio.get_running_loop().time()
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for(lambda: question(app).is_looking, "the look")
        await pilot.press("q")
    took = asyncio.get_running_loop().time() - begun
    gate.set()

    assert took < 5
