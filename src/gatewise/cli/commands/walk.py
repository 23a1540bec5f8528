"""`gatewise walk`: the wizard, straight into a diagnosis."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.order import add_order_argument, guide_wanted
from gatewise.cli.outcome import Outcome, Wizard
from gatewise.cli.starting import opened
from gatewise.cli.target import add_target_arguments

SUMMARY = "the wizard, straight into a diagnosis"
DESCRIPTION = """\
Opens the wizard on a call that does not work, and leads to the change that
makes it work.
"""
EXAMPLES = """\
  gatewise walk https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/
  gatewise walk --profile shop --client i-0c1c2c3c4c5c6c7c8 URL
  gatewise walk --offline --order best     what tells most for its time first
  gatewise walk --offline --error "curl: (28) Connection timed out"
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_target_arguments(parser)
    add_order_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> Outcome:
    """Ask for the wizard on the target."""
    opening = opened(arguments)
    return Wizard(opening, guide=guide_wanted(arguments, opening))
