"""The end of a route: the fix in its forms, filled in, copied, saved, verified and gone past."""

from functools import partial
from pathlib import Path
from typing import cast

from textual.widgets import Static, TabbedContent

from gatewise.model import NotSeen, Reason, Reply
from gatewise.tui.app import Wizard
from gatewise.tui.copying import wrapped_for_tmux
from gatewise.tui.screens.action import ActionScreen
from gatewise.tui.screens.finding import FindingScreen
from gatewise.tui.screens.question import QuestionScreen
from gatewise.tui.widgets.command_line import CommandLine
from gatewise.tui.widgets.looking import Looking
from tests.scripted_observer import ScriptedObserver
from tests.tui.small_world import (
    DENIED,
    FIRST,
    SECOND,
    TARGET,
    notices,
    only,
    opening,
    rights_of,
    session_open,
    shown,
    text_of,
    wait_for,
    wait_for_node,
    wait_for_notice,
    wait_for_words,
    wizard,
)
from tests.tui.test_way import to_the_finding


def is_form(app: Wizard, form: str) -> bool:
    return app.screen.query_one(TabbedContent).active == form


def is_copied(app: Wizard, words: str) -> bool:
    return words in app.clipboard


def replies(app: Wizard) -> dict[str, Reply | NotSeen]:
    """The observer's table, to be changed as the world changes."""
    observer = app.walked[-1].runner.observer
    assert isinstance(observer, ScriptedObserver)
    return cast("dict[str, Reply | NotSeen]", observer.replies)


async def test_the_finding_says_the_risk_before_the_fix_and_fills_in_the_ids(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await wait_for(lambda: app.screen.query("#fix"), "the fix")
        assert "✗ Fault  The endpoint's security group" in shown(app, Static, "#verdict")
        assert app.screen.query_one("#risk").region.y < app.screen.query_one("#fix").region.y
        command = app.screen.query("#cli CommandLine").first(CommandLine)
        assert "--group-id sg-0e1e2e3e4e5e6e7e8" in command.text
        assert "--source-group sg-0c1c2c3c4c5c6c7c8" in command.text


async def test_the_arrows_change_the_form_of_the_fix_and_what_is_copied(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await wait_for(lambda: app.screen.query("#fix"), "the fix")
        for form, words in {
            "console": "Edit inbound rules",
            "terraform": 'resource "aws_vpc_security_group_ingress_rule"',
            "cloudformation": "AWS::EC2::SecurityGroupIngress",
            "undo": "revoke-security-group-ingress",
            "sources": "https://docs.aws.amazon.com/",
        }.items():
            await pilot.press("right")
            await wait_for(partial(is_form, app, form), form)
            await pilot.press("y")
            await wait_for(partial(is_copied, app, words), f"the {form} on the clipboard")


async def test_copying_never_claims_more_than_is_known_and_keeps_a_file(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await to_the_finding(pilot, app)
        await wait_for(lambda: app.screen.query("#fix"), "the fix")
        await pilot.press("y")
        await wait_for_notice(app, "Sent to the terminal's clipboard. If it did not arrive")
        kept = only(tmp_path, "*.copied.txt")
        assert str(kept) in notices(app)
        assert text_of(kept).strip() == app.clipboard
        assert rights_of(kept) == 0o600


def test_a_terminal_around_tmux_is_reached_with_every_escape_doubled() -> None:
    assert wrapped_for_tmux("hi") == "\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"


async def test_what_is_too_long_for_a_clipboard_is_said_and_kept_in_a_file(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True):
        await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the question")
        assert isinstance(app.screen, QuestionScreen)
        app.screen.copy("x" * 60_000)
        await wait_for_notice(app, "Too long for a terminal's clipboard")
        assert app.clipboard == ""
        assert len(text_of(only(tmp_path, "*.copied.txt")).strip()) == 60_000


async def test_the_report_is_saved_for_its_owner_only(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await to_the_finding(pilot, app)
        await pilot.press("s")
        await wait_for_notice(app, "Saved in")
        report = only(tmp_path, "*.report.txt")
        assert str(report) in notices(app)
        assert rights_of(report) == 0o600
        text = text_of(report)
        assert "The endpoint's security group does not let the client in" in text
        assert "authorize-security-group-ingress" in text
        assert only(tmp_path, "*.txt") == report


async def test_looking_again_says_that_the_fault_is_still_there(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await pilot.press("v")
        await wait_for_words(app, "✗ Still there", Static, "#verified")
        assert "10.0.1.37:443 timeout" in shown(app, Static, "#verified")
        assert session_open(app) == "group_blocks"


async def test_looking_again_says_that_it_is_fixed_and_goes_on_from_there(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        replies(app).update({FIRST: Reply("tcp.open"), SECOND: Reply("tcp.open")})
        await pilot.press("v")
        await wait_for_words(app, "✓ Fixed", Static, "#verified")
        assert session_open(app) == "group_blocks"
        await pilot.press("enter")
        await wait_for_node(app, "policy")

    answered = app.walked[-1].session.answers["connects"]
    assert (answered.answer, answered.note) == ("all", "verified after the fix")


async def test_looking_again_without_a_reply_could_not_tell(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        replies(app)[FIRST] = NotSeen(Reason.NO_TOOL, "There is nothing to look with.", "Look from another machine.")
        await pilot.press("v")
        await wait_for_words(app, "? Could not tell: no tool", Static, "#verified")
        assert "Look from another machine." in shown(app, Static, "#verified")


async def test_going_on_leads_behind_the_fault_and_back_leads_to_it_again(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        await pilot.press("n")
        await wait_for_node(app, "policy")
        await pilot.press("b")
        await wait_for(lambda: isinstance(app.screen, FindingScreen), "the finding")
        assert session_open(app) == "group_blocks"


async def test_a_finding_with_nothing_behind_it_says_so(tmp_path: Path) -> None:
    app = wizard(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("1")
        await wait_for_words(app, "✓ Sound  The call works", Static, "#verdict")
        await pilot.press("n")
        await wait_for_notice(app, "where the walk ends")
        await pilot.press("v")
        await wait_for_words(app, "could be verified", Static, "#verified")


async def test_values_that_nobody_knows_are_named_and_can_be_filled_in(tmp_path: Path) -> None:
    target = {name: value for name, value in TARGET.items() if name != "client_security_groups"}
    app = wizard(tmp_path, opening(target=target))
    async with app.run_test() as pilot:
        await to_the_finding(pilot, app)
        missing = "Not filled in yet  Security groups of the client"
        await wait_for_words(app, missing, Static, "FindingView > Static")
        await pilot.press("i")
        await wait_for(lambda: app.screen.query("FactField"), "the form")
        await pilot.press(*"sg-0c1c2c3c4c5c6c7c8", "enter")
        await wait_for(
            lambda: any("--source-group sg-0c1c2c3c4c5c6c7c8" in line.text for line in app.screen.query(CommandLine)),
            "the filled-in command",
        )
        assert missing not in shown(app, Static, "FindingView > Static")

    assert app.walked[-1].session.target["client_security_groups"] == "sg-0c1c2c3c4c5c6c7c8"


async def test_an_action_is_done_or_left_out(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({FIRST: Reply("tcp.open"), SECOND: Reply("tcp.open")}))
    async with app.run_test() as pilot:
        await pilot.press("3")
        await wait_for_words(app, "yours to judge", Looking)
        await pilot.press("1")
        await wait_for(lambda: isinstance(app.screen, ActionScreen), "the action")
        assert "Make the call again" in shown(app, Static, "#question")
        await pilot.press("1")
        await wait_for_node(app, "call_works")
        await pilot.press("b")
        await wait_for(lambda: isinstance(app.screen, ActionScreen), "the action")
        await pilot.press("2")
        await wait_for_node(app, "undecided")


async def test_a_denied_look_and_a_finding_survive_the_palette_and_help(tmp_path: Path) -> None:
    app = wizard(tmp_path, opening({FIRST: DENIED}))
    async with app.run_test() as pilot:
        await pilot.press("2")
        await wait_for_words(app, "Read:", Looking)
        for key in ("question_mark", "f1"):
            await pilot.press(key)
            await wait_for(lambda: app.screen.query("#help"), "help")
            await pilot.press(key)
            await wait_for(lambda: isinstance(app.screen, QuestionScreen), "the question")
        await pilot.press("ctrl+p", *"change what", "enter")
        await wait_for(lambda: app.screen.query("StepScreen .dialog") or app.screen.query(".dialog"), "the step")
