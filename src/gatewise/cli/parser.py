"""The command line: each module in `commands/` is one command, named after it."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from gatewise import __version__
from gatewise.cli import commands

_DESCRIPTION = """\
Why can't this client reach this private API Gateway endpoint, and what exactly
do I change? Without a command, gatewise opens the wizard.
"""

_EPILOG = """\
examples:
  gatewise                            the wizard
  gatewise demo                       the wizard on a recorded case
  gatewise diagnose URL               a report, without questions
  gatewise diagnose --case two-faults a report on a recorded case
  gatewise permissions                the IAM policy that the probes need

exit codes:
  0    nothing wrong on the path (or the command did what it was asked)
  1    a fault was found
  2    the command line is wrong, or a tree, case or journal does not load
  3    undecided: a question is open, or the problem lies elsewhere
  70   an error in gatewise itself (GATEWISE_DEBUG=1 shows where)
  130  interrupted

environment:
  GATEWISE_STATE  the folder for what gatewise keeps, sessions under sessions/
                  (default: the system's place for program state)
  GATEWISE_DEBUG  1 shows the traceback of an error in gatewise itself
  NO_COLOR        any value: no colour
"""

formatter = partial(RawDescriptionHelpFormatter, width=80, max_help_position=26)
"""How every help text is laid out."""


class Command(Protocol):
    """A command module."""

    SUMMARY: str
    """One line for the list of commands."""
    DESCRIPTION: str
    EXAMPLES: str

    @staticmethod
    def configure(parser: ArgumentParser) -> None:
        """Declare the arguments, and set `run` to the function that carries the command out."""


def names() -> tuple[str, ...]:
    """The commands there are, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(commands.__path__)))


def command_line() -> ArgumentParser:
    """The parser of the whole command line."""
    parser = ArgumentParser(
        prog="gatewise", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=formatter, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"gatewise {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name in names():
        module = cast("Command", import_module(f"{commands.__name__}.{name}"))
        subparser = subparsers.add_parser(
            name,
            help=module.SUMMARY,
            description=module.DESCRIPTION,
            epilog=f"examples:\n{module.EXAMPLES}",
            formatter_class=formatter,
            allow_abbrev=False,
        )
        module.configure(subparser)
    return parser
