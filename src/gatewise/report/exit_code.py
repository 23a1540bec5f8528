"""What gatewise's exit status tells a script."""

from enum import IntEnum

from gatewise.model import Verdict


class ExitCode(IntEnum):
    """The exit codes, for every command alike."""

    SOUND = 0
    """Nothing is wrong on the path; or the command did what it was asked."""
    FAULT = 1
    """A fault was found."""
    USAGE = 2
    """The command line is wrong, or a tree, case or journal does not load."""
    UNDECIDED = 3
    """No fault was found and none is ruled out: a question is open, or the problem lies elsewhere."""
    INTERNAL = 70
    """An error in gatewise itself."""
    INTERRUPTED = 130
    """Stopped by ctrl-C."""


def exit_code_of(verdict: Verdict, *, stopped: bool = False) -> ExitCode:
    """The exit code of a diagnosis with this verdict; `stopped` when it was interrupted."""
    if stopped:
        return ExitCode.INTERRUPTED
    match verdict:
        case Verdict.SOUND:
            return ExitCode.SOUND
        case Verdict.FAULT:
            return ExitCode.FAULT
        case Verdict.INCONCLUSIVE | Verdict.ELSEWHERE:
            return ExitCode.UNDECIDED
