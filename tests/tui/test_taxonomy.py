"""The failure taxonomy in the wizard."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, Static

from gatewise.tui.app import Wizard
from gatewise.tui.screens.home import HomeScreen
from gatewise.tui.screens.question import QuestionScreen
from gatewise.tui.screens.taxonomy import Causes, TaxonomyScreen
from gatewise.tui.widgets.cause_view import READING
from tests.tui.small_world import notices, wait_for


def causes(app: Wizard) -> list[str]:
    listed = app.screen.query_one(Causes)
    return [option.id for option in listed.options if option.id is not None]


def text(app: Wizard) -> str:
    return "\n".join(str(part.visual) for part in app.screen.query("#cause Static").results(Static))


async def opened(pilot: Pilot[None], app: Wizard) -> None:
    await pilot.press("l")
    await wait_for(lambda: isinstance(app.screen, TaxonomyScreen) and len(causes(app)) > 1, "the causes")


async def complete(app: Wizard) -> None:
    """Every case of the tree is walked: seconds, and more of them beside other tests."""
    await wait_for(lambda: READING not in text(app), "what the cases show", patience=60)


async def test_learn_shows_every_cause_and_the_highlighted_one_in_full(tmp_path: Path) -> None:
    app = Wizard(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await wait_for(lambda: READING in text(app) or "What it looks like" in text(app), "the first cause")
        await complete(app)
        await wait_for(lambda: "What it looks like" in text(app), "the first cause in full")

        assert {"dns-phz-shadow", "client-proxy"} <= set(causes(app))


async def test_a_search_keeps_the_causes_that_fit(tmp_path: Path) -> None:
    app = Wizard(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("slash", *"hosted zone")
        await wait_for(lambda: "client-proxy" not in causes(app), "fewer causes")
        assert "dns-phz-shadow" in causes(app)

        app.screen.query_one(Input).value = "unheard-of"
        await wait_for(lambda: "No cause has these words." in text(app), "the words for none")

        await pilot.press("escape")
        await wait_for(lambda: "client-proxy" in causes(app), "all causes again")
        await pilot.press("escape")
        await wait_for(lambda: isinstance(app.screen, HomeScreen), "home")


async def test_those_that_look_alike_can_be_kept(tmp_path: Path) -> None:
    app = Wizard(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await wait_for(lambda: text(app), "the first cause")
        await complete(app)
        listed = app.screen.query_one(Causes)
        listed.highlighted = listed.get_option_index("dep-not-deployed")
        await pilot.press("a")
        await wait_for(lambda: "client-proxy" not in causes(app), "fewer causes")

        assert {"dep-not-deployed", "dep-wrong-or-missing-stage"} <= set(causes(app))
        assert '{"message":"Forbidden"}' in notices(app)


async def test_a_case_of_the_cause_can_be_walked(tmp_path: Path) -> None:
    app = Wizard(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await wait_for(lambda: text(app), "the first cause")
        await complete(app)
        listed = app.screen.query_one(Causes)
        listed.highlighted = listed.get_option_index("dep-not-deployed")
        await pilot.press("d")
        await wait_for(lambda: not isinstance(app.screen, TaxonomyScreen), "the walk")

        assert app.walked
        assert isinstance(app.screen, QuestionScreen) or app.walked[-1].session.trail
