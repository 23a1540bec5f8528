"""The console script: reads the command line, carries a command out, or opens the wizard.

The only module that may import both front ends; each is imported when it is wanted.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gatewise.cli.outcome import Outcome, Wizard
from gatewise.cli.sessions import sessions_folder
from gatewise.cli.streams import Refusal, talk, tolerate_any_text, why_no_wizard
from gatewise.report.exit_code import ExitCode


def main(argv: Sequence[str] | None = None) -> int:
    """Run gatewise with these arguments, the process's own unless given; returns the exit code."""
    tolerate_any_text()
    code = _code_of(sys.argv[1:] if argv is None else argv)
    if argv is None and _something_still_looks():
        # Looks that nobody waits for any more would hold the process until they time out.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _something_still_looks() -> bool:
    if "gatewise.runner" not in sys.modules:
        return False
    from gatewise.runner import looks_under_way

    return looks_under_way()


def _code_of(argv: Sequence[str]) -> int:
    try:
        return _carried_out(argv)
    except Refusal as refused:
        talk(f"gatewise: {refused}")
        return ExitCode.USAGE
    except KeyboardInterrupt:
        talk("gatewise: interrupted")
        return ExitCode.INTERRUPTED
    except SystemExit as stop:
        # argparse has printed its help, or what is wrong with the command line.
        return stop.code if isinstance(stop.code, int) else ExitCode.SOUND
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever it is, it gets one line and a code
        if os.environ.get("GATEWISE_DEBUG"):
            sys.excepthook(type(error), error, error.__traceback__)
        talk(f"gatewise: unexpected {type(error).__name__}: {error} (GATEWISE_DEBUG=1 shows where)")
        return ExitCode.INTERNAL


def _carried_out(argv: Sequence[str]) -> int:
    # Home needs no command line, and is there the sooner without one.
    outcome: Outcome = _commanded(argv) if argv else Wizard()
    return _in_wizard(outcome) if isinstance(outcome, Wizard) else outcome


def _commanded(argv: Sequence[str]) -> Outcome:
    from gatewise.cli.parser import command_line

    arguments = command_line().parse_args(argv)
    if arguments.command is None:
        return Wizard()
    outcome: Outcome = arguments.run(arguments)
    return outcome


def _in_wizard(wanted: Wizard) -> int:
    obstacle = why_no_wizard()
    if obstacle:
        raise Refusal(
            f"the wizard needs a terminal, and {obstacle}. "
            "`gatewise diagnose` writes a report without one; `gatewise --help` lists the commands."
        )
    from gatewise import tui

    if wanted.opening is not None:
        return tui.run_walk(wanted.opening, sessions_folder(), wanted.guide)
    if wanted.journal is not None:
        return _resumed(wanted.journal)
    return tui.run_home(sessions_folder())


def _resumed(journal: Path) -> int:
    from gatewise import tui
    from gatewise.journal import JournalMistake
    from gatewise.loader import CaseMistakes

    try:
        return tui.run_resumed(journal, sessions_folder())
    except (JournalMistake, CaseMistakes) as mistake:
        raise Refusal(str(mistake)) from mistake


if __name__ == "__main__":
    sys.exit(main())
