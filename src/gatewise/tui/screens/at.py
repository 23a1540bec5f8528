"""Which screen fits where the walk stands."""

from typing import TYPE_CHECKING

from gatewise.nodes import Action, Decision, Finding
from gatewise.tui.walking import Walking

if TYPE_CHECKING:
    from gatewise.tui.screens.base import WalkScreen


def screen_for(walking: Walking) -> "type[WalkScreen]":
    """The screen for the open node."""
    match walking.session.node:
        case Decision():
            from gatewise.tui.screens.question import QuestionScreen

            return QuestionScreen
        case Action():
            from gatewise.tui.screens.action import ActionScreen

            return ActionScreen
        case Finding():
            from gatewise.tui.screens.finding import FindingScreen

            return FindingScreen
