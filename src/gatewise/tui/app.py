"""The application: the home screen or a walk, the keys that work everywhere, and a terminal that is too small."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen

if TYPE_CHECKING:
    from gatewise.tui.walking import Walking

SMALLEST = (60, 16)
"""Columns and rows that every screen fits into."""


class Wizard(App[None]):
    """gatewise in a terminal."""

    TITLE = "gatewise"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (110, "-wide")]

    def __init__(self, sessions_folder: Path, begin: "Callable[[], Walking] | None" = None) -> None:
        """Start at home, or with the walk that `begin` makes."""
        super().__init__()
        self.sessions_folder = sessions_folder
        self._begin = begin
        self.walked: list[Walking] = []
        """The walks of this run, the latest last."""

    def get_default_screen(self) -> Screen[None]:
        """Home, unless the start is a walk."""
        if self._begin is not None:
            return Screen(id="_default")
        from gatewise.tui.screens.home import HomeScreen

        return HomeScreen(self.sessions_folder)

    def on_mount(self) -> None:
        """Straight into the walk, if there is one to begin with."""
        if self._begin is not None:
            self.walk(self._begin())

    def walk(self, walking: "Walking") -> None:
        """Go into a walk."""
        from gatewise.tui.screens.at import screen_for

        self.walked.append(walking)
        self.push_screen(screen_for(walking)(walking))

    @property
    def has_home(self) -> bool:
        """Whether the home screen lies beneath."""
        return self._begin is None

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small to show anything of use."""
        from gatewise.tui.screens.too_small import TooSmall

        too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if too_small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not too_small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def action_help(self) -> None:
        """What the screen is for, and its keys."""
        from gatewise.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Leave; nothing is lost."""
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: what the screen does, then what works everywhere."""
        palette = getattr(screen, "palette", None)
        if palette is not None:
            yield from palette()
        yield SystemCommand("Help", "What this screen does, and its keys", self.action_help)
        yield SystemCommand("Theme", "Choose colours: light, dark, and others", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; every step is saved", self.action_leave)

    def on_unmount(self) -> None:
        """Stop every look that is under way."""
        for walking in self.walked:
            walking.close()

    def farewell(self) -> tuple[str, ...]:
        """What to print once the screen is gone: where the sessions are and how to go on."""
        lines: list[str] = []
        for walking in self.walked:
            if walking.journal is not None:
                lines.append(f"Saved in {walking.journal.path}")
                lines.append(f"Go on with: gatewise session resume {walking.journal.path.stem}")
        return tuple(dict.fromkeys(lines))
