"""The wizard: the same session and the same graph as everywhere, on screens.

Importing this package imports no Textual; the three ways in do.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatewise.guidance import Guide
    from gatewise.opening import Opening
    from gatewise.tui.app import Wizard


def run_home(sessions_folder: Path) -> int:
    """The home screen: new diagnosis, saved sessions, recorded cases. Returns the exit status."""
    from gatewise.tui.app import Wizard

    return _run(Wizard(sessions_folder))


def run_walk(opening: "Opening", sessions_folder: Path, guide: "Guide | None" = None) -> int:
    """Straight into one diagnosis, in the tree's own order or a guide's. Returns the exit status."""
    from gatewise.tui.app import Wizard
    from gatewise.tui.walking import Walking

    return _run(Wizard(sessions_folder, lambda: Walking.begun(opening, sessions_folder, guide)))


def run_resumed(path: Path, sessions_folder: Path) -> int:
    """On with a saved session. Returns the exit status.

    Raises:
        JournalMistake: the file is no journal, or can't be read.
        CaseMistakes: the recorded case that the session looks at is gone or broken.
        OSError: the file can't be opened.
    """
    from gatewise.tui.app import Wizard
    from gatewise.tui.walking import Walking

    walking = Walking.from_journal(path)
    return _run(Wizard(sessions_folder, lambda: walking))


def _run(wizard: "Wizard") -> int:
    from gatewise.report.exit_code import ExitCode

    wizard.run()
    for line in wizard.farewell():
        print(line)  # noqa: T201 - what the person reads in the shell after the screen is gone
    # Textual's own status says whether its screen broke; its traceback is on stderr by then.
    return ExitCode.INTERNAL if wizard.return_code else ExitCode.SOUND
