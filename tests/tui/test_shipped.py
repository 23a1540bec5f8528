"""The wizard on the shipped tree: recorded cases, from the first question to the finding."""

from pathlib import Path

import pytest

from gatewise.diagnosis import unattended
from gatewise.opening import case_named, recorded
from gatewise.runner import Runner
from gatewise.tui.screens.finding import FindingScreen
from tests.tui.small_world import wait_for, wizard


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
