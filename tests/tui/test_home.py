"""Home, the form of a new diagnosis, and what is pasted into the wizard."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from gatewise.accounts import Accounts
from gatewise.journal import Journal, Origin
from gatewise.model import Giver, NotSeen, Reason
from gatewise.moves import Back
from gatewise.tui.app import Wizard
from gatewise.tui.screens.home import HomeScreen, Menu
from gatewise.tui.screens.paste import PasteScreen
from gatewise.tui.screens.question import QuestionScreen
from gatewise.tui.screens.target import TargetScreen
from gatewise.tui.widgets.fact_field import FactField
from gatewise.tui.widgets.looking import Looking
from gatewise.tui.widgets.tick import Tick
from tests.tui.small_world import (
    DENIED,
    ENDPOINT,
    FIRST,
    SECOND,
    only,
    opening,
    shown,
    text_of,
    wait_for,
    wait_for_node,
    wait_for_notice,
    wait_for_words,
    wizard,
)

TREE = Path(__file__).parent
URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


def home(folder: Path) -> Wizard:
    return Wizard(folder, tree_folder=TREE)


def lines(app: Wizard) -> list[str]:
    return [str(option.prompt).strip() for menu in app.screen.query(Menu) for option in menu.options]


def test_home_is_painted_without_the_heavy_libraries() -> None:
    code = (
        "import sys, gatewise.tui.app, gatewise.tui.screens.home;"
        "print(*(sys.modules.keys() & {'networkx', 'pydantic', 'boto3', 'botocore', 'yaml', 'dns'}))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == ""


def test_the_package_itself_imports_no_textual() -> None:
    code = "import sys, gatewise.tui; print('textual' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "False"


async def test_home_offers_the_recorded_cases_the_fullest_first(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        await wait_for(lambda: "All is well" in lines(app), "the cases")
        assert lines(app)[-2:] == ["Two faults on one path", "All is well"]
        await pilot.press("d")
        await wait_for_words(app, "refused: the first fault", Static, "#about")


async def test_a_recorded_case_opens_as_a_walk_and_escape_leads_home(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        await wait_for(lambda: "All is well" in lines(app), "the cases")
        await pilot.press("d", "enter")
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the walk")
        assert "▷ recorded" in shown(app, Static, "#where")
        await wait_for_words(app, "Read:", Looking)
        await pilot.press("escape")
        await wait_for(lambda: isinstance(app.screen, HomeScreen), "home")
        await wait_for(lambda: any("recorded, just now" in line for line in lines(app)), "the session")


async def test_a_saved_session_shows_its_age_steps_and_mode_and_goes_on(tmp_path: Path) -> None:
    journal = Journal.begin(tmp_path, Origin("private-api", "", "offline", {"invoke_url": URL}))
    two_hours_ago = journal.path.stat().st_mtime - 7_300
    os.utime(journal.path, (two_hours_ago, two_hours_ago))
    app = home(tmp_path)
    async with app.run_test() as pilot:
        await wait_for(lambda: any("0 steps, offline, 2 hours ago" in line for line in lines(app)), "the session")
        await pilot.press("r", "enter")
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the walk")
        assert "○ offline" in shown(app, Static, "#where")


async def test_a_broken_journal_says_why_and_stays_closed(tmp_path: Path) -> None:
    (tmp_path / "20261122-190000-abcdef.jsonl").write_text("[/] no journal\n")
    app = home(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(lambda: any("can't be read" in line for line in lines(app)), "the session")
        await pilot.press("r")
        await wait_for_words(app, "not a line of JSON", Static, "#about")
        await pilot.press("enter")
        await wait_for_notice(app, "not a line of JSON")
        assert isinstance(app.screen, HomeScreen)


async def test_a_journal_whose_step_cannot_be_read_says_why(tmp_path: Path) -> None:
    journal = Journal.begin(tmp_path, Origin("private-api", "", "offline", {"invoke_url": URL}))
    journal.append(Back())
    journal.path.write_text(journal.path.read_text().replace('"back"', '"sideways"'))
    app = home(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await wait_for(lambda: any("1 step, offline" in line for line in lines(app)), "the session")
        await pilot.press("r", "enter")
        await wait_for_notice(app, "unknown move 'sideways'")


async def form(app: Wizard, pilot: Pilot[None]) -> TargetScreen:
    await wait_for(lambda: "All is well" in lines(app), "the cases")
    await pilot.press("n")
    await wait_for(lambda: isinstance(app.screen, TargetScreen), "the form")
    assert isinstance(app.screen, TargetScreen)
    return app.screen


def paste(app: App[None], text: str) -> None:
    focused = app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))


def values(screen: TargetScreen) -> dict[str, str]:
    return {field.fact: field.value for field in screen.query(FactField)}


async def test_a_pasted_url_fills_in_the_form(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        screen = await form(app, pilot)
        paste(app, URL)
        await wait_for(lambda: values(screen)["api_id"] == "a1b2c3d4e5", "the API id")
        assert values(screen) == {
            "api_id": "a1b2c3d4e5",
            "region": "eu-west-3",
            "stage": "prod",
            "vpce_id": "",
            "client": "",
        }
        assert "default name" in shown(app, Static, "#read")


async def test_a_whole_curl_line_is_read_and_its_secrets_never_show(tmp_path: Path) -> None:
    vpce = "vpce-0f1e2d3c4b5a69788-ab12cd34.execute-api.eu-west-3.vpce.amazonaws.com"
    app = home(tmp_path)
    async with app.run_test() as pilot:
        screen = await form(app, pilot)
        paste(
            app,
            f"curl -X POST \\\n  -H 'Authorization: Bearer S3CR3T-12345' \\\n  -H 'x-apigw-api-id: a1b2c3d4e5' \\\n  https://{vpce}/prod/orders\n",
        )
        await wait_for(lambda: values(screen)["vpce_id"] == "vpce-0f1e2d3c4b5a69788", "the endpoint")
        assert values(screen)["api_id"] == "a1b2c3d4e5"
        assert "S3CR3T" not in screen.pasted.value
        assert "endpoint name" in shown(app, Static, "#read")
        await pilot.press("tab")
        screen.query_one("#live", Tick).value = False
        await pilot.press("ctrl+s")
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the walk")

    session = app.walked[-1].session
    assert session.target["headers"] == ("x-apigw-api-id: a1b2c3d4e5",)
    assert session.target["method"] == "POST"
    assert "S3CR3T" not in text_of(only(tmp_path, "*.jsonl"))


async def test_what_is_no_invoke_url_says_what_would_be_right(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        await form(app, pilot)
        paste(app, "arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod")
        await wait_for(lambda: "an invoke url looks like" in shown(app, Static, "#read").lower(), "the mistake")
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, TargetScreen)


async def test_a_pasted_error_loses_its_secrets_and_answers_the_first_question(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        screen = await form(app, pilot)
        screen.error.focus()
        await pilot.pause()
        paste(app, "> Authorization: Bearer S3CR3T-12345\ncurl: (28) Connection timed out after 3001 milliseconds")
        await wait_for(lambda: "(28)" in screen.error.text, "the error")
        await wait_for(lambda: "S3CR3T" not in screen.error.text, "the redaction")
        screen.query_one("#live", Tick).value = False
        await pilot.press("ctrl+s")
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the walk")
        await wait_for_words(app, "Read: The connection times out", Looking)


async def test_a_mistyped_field_keeps_the_form_open(tmp_path: Path) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        screen = await form(app, pilot)
        field = next(field for field in screen.query(FactField) if field.fact == "vpce_id")
        field.query_one(Input).focus()
        await pilot.press(*"endpoint")
        await pilot.press("ctrl+s")
        await wait_for_words(app, "An example: vpce-", Static, ".field-note")
        assert isinstance(app.screen, TargetScreen)
        await pilot.press("escape")
        await wait_for(lambda: isinstance(app.screen, HomeScreen), "home")


@pytest.mark.parametrize("field", ["#profile", "#consumer-profile"])
async def test_an_unknown_profile_is_said(tmp_path: Path, field: str) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        screen = await form(app, pilot)
        screen.query_one(field, Input).value = "nobody"
        await pilot.press("ctrl+s")
        await wait_for_words(app, "no profile nobody", Static, "#problem")


async def test_a_question_of_the_other_account_says_whose_it_is_and_asks_there(tmp_path: Path) -> None:
    other = NotSeen(Reason.OTHER_ACCOUNT, "It has to be asked elsewhere.", "Send it to somebody there.")
    begun = opening({ENDPOINT: other})
    begun = replace(begun, session=replace(begun.session, accounts=Accounts("shop", "network")))
    app = wizard(tmp_path, begun)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Has to be asked in the endpoint's account", Looking)
        assert "--profile network" in shown(app, Static, "#main .how CommandLine")
        assert "Look in the endpoint's account" in shown(app, Static, "#main .how .who")
        await pilot.press("p")
        await wait_for(lambda: isinstance(app.screen, PasteScreen), "the paste screen")
        assert "Run this in the endpoint's account" in shown(app, Static, "#where-to-run")


async def test_a_pasted_output_answers_the_question_as_pasted(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({ENDPOINT: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Could not tell", Looking)
        await pilot.press("p")
        await wait_for(lambda: isinstance(app.screen, PasteScreen), "the paste screen")
        assert "aws ec2 describe-vpc-endpoints" in shown(app, Static, "CommandLine")
        paste(app, "nonsense [/]")
        await pilot.press("ctrl+r")
        await wait_for_words(app, "!", Static, "#came-of-it")
        assert isinstance(app.screen, PasteScreen)
        app.screen.query_one(
            TextArea
        ).text = '{"VpcEndpoints": [{"VpcEndpointId": "vpce-0f1e2d3c4b5a69788", "ServiceName": "pasted.execute-api"}]}'
        await pilot.press("ctrl+r")
        await wait_for_words(app, "Read: It is there", Looking)
        await pilot.press("enter")
        await wait_for_node(app, "connects")

    assert app.walked[-1].session.answers["endpoint"].given_by is Giver.PASTED


async def test_several_commands_are_pasted_one_after_the_other(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({FIRST: DENIED, SECOND: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read: It is there", Looking)
        await pilot.press("enter")
        await wait_for_words(app, "Could not tell", Looking)
        await pilot.press("p")
        await wait_for_words(app, "2 commands to go", Static, "#where-to-run")
        await pilot.press("ctrl+n")
        for address in ("10.0.2.41", "10.0.1.37"):
            await wait_for_words(app, address, Static, "CommandLine")
            paste(app, f"Connection to {address} 443 port [tcp/https] succeeded!")
            await wait_for(lambda: app.screen.query_one(TextArea).text, "the paste")
            await pilot.press("ctrl+r")
        await wait_for_words(app, "Read: Every address answers", Looking)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_closes_by_the_key_that_opened_it(tmp_path: Path, key: str) -> None:
    app = home(tmp_path)
    async with app.run_test() as pilot:
        await wait_for(lambda: isinstance(app.screen, HomeScreen), "home")
        await pilot.press(key)
        await wait_for(lambda: app.screen.query("#help"), "help")
        await pilot.press(key)
        await wait_for(lambda: isinstance(app.screen, HomeScreen), "home")
