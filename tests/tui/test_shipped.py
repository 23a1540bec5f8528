"""The wizard on the shipped tree: recorded cases, from the first question to the finding."""

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from gatewise.diagnosis import unattended
from gatewise.opening import case_named, offline, recorded
from gatewise.runner import Runner
from gatewise.tui.screens.error import ErrorScreen
from gatewise.tui.screens.finding import FindingScreen
from gatewise.tui.widgets.looking import Looking
from tests.tui.small_world import shown, wait_for, wait_for_words, wizard

PRINTED = (
    "* Connected\n< HTTP/1.1 403 Forbidden\n< x-amzn-ErrorType: ForbiddenException\n\n" + '{"message":"Forbidden"}'
)


@pytest.mark.parametrize("name", ["net-endpoint-sg-ingress", "dns-phz-shadow", "dep-policy-not-redeployed"])
async def test_a_shipped_case_reaches_the_same_session_as_without_the_wizard(tmp_path: Path, name: str) -> None:
    opening = recorded(case_named(name))
    app = wizard(tmp_path, opening)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")

    runner = Runner(opening.observer)
    headless = unattended(opening.session, runner, opening.answers)
    runner.close()
    assert app.walked[-1].session == headless.session


async def test_a_finding_says_what_aws_may_answer_to_its_commands(tmp_path: Path) -> None:
    app = wizard(tmp_path, recorded(case_named("dep-policy-not-redeployed")))
    async with app.run_test() as pilot:
        await pilot.press("a")
        await wait_for(lambda: app.screen.query("#refusals"), "the messages")
        said = shown(app, Static, "#refusals")

    assert "If AWS refuses the command" in said
    assert "Caller provided credentials not allowed when resource policy is set" in said
    assert "passes the caller's credentials on" in said


async def test_the_first_question_takes_all_that_the_client_printed(tmp_path: Path) -> None:
    app = wizard(tmp_path, offline({}))
    async with app.run_test() as pilot:
        await wait_for_words(app, "Nobody has said yet", Looking)
        await pilot.press("p")
        await wait_for(lambda: isinstance(app.screen, ErrorScreen), "room for the error")
        app.screen.query_one(TextArea).text = PRINTED
        await pilot.press("ctrl+r")
        await wait_for_words(app, "Read: ", Looking)

    assert '{"message":"Forbidden"}' in str(app.walked[-1].session.facts["error_text"])
