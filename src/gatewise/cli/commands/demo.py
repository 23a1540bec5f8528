"""`gatewise demo`: the wizard on a recorded case."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.order import add_order_argument, guide_wanted
from gatewise.cli.outcome import Outcome, Wizard
from gatewise.cli.starting import recorded
from gatewise.cli.streams import say
from gatewise.report.exit_code import ExitCode

DEFAULT_CASE = "two-faults"

SUMMARY = "the wizard on a recorded case: no account, no network"
DESCRIPTION = """\
Opens the wizard on a recorded case. It needs neither an AWS account nor a
network.
"""
EXAMPLES = """\
  gatewise demo                     the case two-faults
  gatewise demo --list              which cases there are
  gatewise demo dns-phz-shadow      another shipped case
  gatewise demo ./mine.yaml         a case file
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "case", nargs="?", default=DEFAULT_CASE, metavar="CASE", help=f"a case's name or file (default: {DEFAULT_CASE})"
    )
    parser.add_argument("--list", action="store_true", help="list the shipped cases and stop")
    add_order_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> Outcome:
    """List the cases, or ask for the wizard on one."""
    if not arguments.list:
        opening = recorded(arguments.case)
        return Wizard(opening, guide=guide_wanted(arguments, opening))
    from gatewise.cli.cases import listed

    say(listed())
    return ExitCode.SOUND
