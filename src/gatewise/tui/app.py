"""The application: the home screen or a walk, the keys that work everywhere, and a terminal that is too small."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen

if TYPE_CHECKING:
    from gatewise.tui.walking import Walking

SMALLEST = (60, 16)
"""Columns and rows that every screen fits into."""


class Wizard(App[None]):
    """gatewise in a terminal."""

    TITLE = "gatewise"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it

    class AccountKnown(Message):
        """The account of the credentials has been looked up."""

        def __init__(self, walking: "Walking", account: str) -> None:
            super().__init__()
            self.walking = walking
            self.account = account

    def __init__(
        self, sessions_folder: Path, begin: "Callable[[], Walking] | None" = None, tree_folder: Path | None = None
    ) -> None:
        """Start at home, or with the walk that `begin` makes.

        Args:
            sessions_folder: where journals are kept.
            begin: makes the walk to start with, once the screen is there.
            tree_folder: the tree whose recorded cases home offers; the shipped one unless given.
        """
        super().__init__()
        self._tree_folder = tree_folder
        self.sessions_folder = sessions_folder
        self._begin = begin
        self.walked: list[Walking] = []
        """The walks of this run, the latest last."""

    def get_default_screen(self) -> Screen[None]:
        """Home, unless the start is a walk."""
        if self._begin is not None:
            return Screen(id="_default")
        from gatewise.tui.screens.home import HomeScreen

        return HomeScreen(self.sessions_folder, self._tree_folder)

    def on_mount(self) -> None:
        """Straight into the walk, if there is one to begin with."""
        if self._begin is not None:
            self.walk(self._begin())

    def walk(self, walking: "Walking") -> None:
        """Go into a walk."""
        from gatewise.tui.screens.at import screen_for

        self.walked.append(walking)
        self.push_screen(screen_for(walking)(walking))
        if walking.mode == "live" and not walking.account:
            # No worker: leaving waits for workers, and nobody would wait for this.
            Thread(target=self._look_up_account, args=(walking,), daemon=True).start()

    def _look_up_account(self, walking: "Walking") -> None:
        self.post_message(self.AccountKnown(walking, walking.look_up_account()))

    @on(AccountKnown)
    def _account_known(self, message: AccountKnown) -> None:
        message.walking.account = message.account
        show_frame = getattr(self.screen, "show_frame", None)
        if show_frame is not None:
            show_frame()

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
