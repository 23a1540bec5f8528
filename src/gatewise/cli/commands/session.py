"""`gatewise session`: what the wizard has kept."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gatewise.cli.outcome import Outcome, Wizard
from gatewise.cli.streams import Refusal, say, talk
from gatewise.report.exit_code import ExitCode

if TYPE_CHECKING:
    from gatewise.journal import Resumed

SUMMARY = "saved sessions: list them, show one, go on with one"
DESCRIPTION = """\
The wizard keeps every session as it goes. Each is one file, named by when it
began; any unambiguous beginning of the name will do.
"""
EXAMPLES = """\
  gatewise session list
  gatewise session show 20261122-1903     the trail so far
  gatewise session resume 20261122-1903   go on in the wizard
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    from gatewise.cli.parser import formatter

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
    listing = verbs.add_parser("list", help="list the saved sessions, latest first", formatter_class=formatter)
    listing.set_defaults(run=list_sessions)
    for verb, words, run in (
        ("show", "print a session's trail", show),
        ("resume", "go on with a session in the wizard", resume_in_wizard),
    ):
        one = verbs.add_parser(
            verb, help=words, description=f"{words[0].upper()}{words[1:]}.", formatter_class=formatter
        )
        one.add_argument("name", metavar="NAME", help="the session's name or its beginning, or a journal file")
        one.set_defaults(run=run)


def list_sessions(_: Namespace) -> Outcome:
    """Print one line for each saved session."""
    from gatewise.cli.sessions import sessions_folder
    from gatewise.journal import saved
    from gatewise.observation.foreign_text import cleaned

    folder = sessions_folder()
    sessions = saved(folder)
    if not sessions:
        talk(f"No session has been saved yet in {folder}.")
    for session in sessions:
        about = session.problem or Path(session.origin.case).stem or str(session.origin.target.get("invoke_url", ""))
        mode = "unreadable" if session.problem else session.origin.mode
        say(cleaned(f"{session.path.stem}  {mode:<10}  {session.steps:>3} steps  {about}") + "\n")
    return ExitCode.SOUND


def show(arguments: Namespace) -> Outcome:
    """Print the report of the session as it stands."""
    from dataclasses import replace

    from gatewise import opening
    from gatewise.cli.streams import colour_wanted
    from gatewise.diagnosis import Diagnosis
    from gatewise.report import in_format
    from gatewise.report.made import report_of

    resumed = _resumed(arguments.name)
    # Nothing is looked at: the journal holds every answer with its evidence.
    began = replace(opening.offline(resumed.origin.target), session=resumed.session, origin=resumed.origin)
    report = report_of(began, Diagnosis(resumed.session), ())
    say(in_format("text").written(report, colour=colour_wanted()))
    return ExitCode.SOUND


def resume_in_wizard(arguments: Namespace) -> Outcome:
    """Ask for the wizard on the session."""
    return Wizard(journal=_path(arguments.name))


def _resumed(name: str) -> "Resumed":
    from gatewise.journal import JournalMistake, resume
    from gatewise.opening import graph

    path = _path(name)
    try:
        resumed = resume(path, graph())
    except JournalMistake as mistake:
        raise Refusal(str(mistake)) from mistake
    except OSError as wrong:
        raise Refusal(f"{path} can't be read ({wrong.strerror})") from wrong
    for note in resumed.notes:
        talk(note)
    return resumed


def _path(name: str) -> Path:
    from gatewise.cli.sessions import sessions_folder

    if name.endswith(".jsonl"):
        if not Path(name).is_file():
            raise Refusal(f"{name} can't be read: there is no such file; `gatewise session list` shows what there is")
        return Path(name)
    folder = sessions_folder()
    fitting = sorted(path for path in folder.glob("*.jsonl") if path.stem.startswith(name))
    match fitting:
        case [one]:
            return one
        case []:
            raise Refusal(f"no session in {folder} begins with {name!r}; `gatewise session list` shows them")
        case _:
            names = ", ".join(path.stem for path in fitting)
            raise Refusal(f"{name!r} fits {len(fitting)} sessions ({names}); give more of the name")
