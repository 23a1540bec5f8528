"""What a command comes to: an exit code, or the wish to go on in the wizard."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gatewise.report.exit_code import ExitCode

if TYPE_CHECKING:
    from gatewise.guidance import Guide
    from gatewise.opening import Opening


@dataclass(frozen=True, slots=True)
class Wizard:
    """The wizard is wanted: its home screen, unless one of these says where it begins."""

    opening: "Opening | None" = None
    """A diagnosis that begins."""
    guide: "Guide | None" = None
    """Who chooses its questions; the tree's own order without one."""
    journal: Path | None = None
    """A saved session to go on with."""


Outcome: TypeAlias = ExitCode | Wizard
