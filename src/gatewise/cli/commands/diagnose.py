"""`gatewise diagnose`: a whole diagnosis without questions, as a report."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gatewise.cli.order import add_order_argument, guide_wanted
from gatewise.cli.outcome import Outcome
from gatewise.cli.starting import answers_of, opened, recorded
from gatewise.cli.streams import Refusal, colour_wanted, say
from gatewise.cli.target import add_target_arguments
from gatewise.report import formats, in_format
from gatewise.report.exit_code import ExitCode

if TYPE_CHECKING:
    from gatewise.opening import Opening

SUMMARY = "a report: as far as looking and given answers go, without questions"
DESCRIPTION = """\
Walks the decision graph without asking. What gatewise can't see and no --answer
says stays an open question, listed with its reason and the command that would
answer it. Everything it does only reads.
"""
EXAMPLES = """\
  gatewise diagnose https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/
  gatewise diagnose "curl -H 'x-apigw-api-id: a1b2c3d4e5' https://vpce-…/prod"
  gatewise diagnose URL --error @error.txt --answer resource_policy=allows
  gatewise diagnose URL --client i-0c1c2c3c4c5c6c7c8 --format json
  gatewise diagnose URL --dry-run       what it would call; connects to nothing
  gatewise diagnose --case two-faults --all
"""
_WITH_A_CASE = ("answer", "all", "order", "format", "dry_run", "case", "command", "run")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_target_arguments(parser)
    walking = parser.add_argument_group("walking")
    walking.add_argument("--case", metavar="FILE|NAME", help="diagnose a recorded case instead of a live call")
    walking.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="DECISION=ANSWER",
        help="answer a question; may be repeated (`gatewise tree show` lists them)",
    )
    walking.add_argument("--all", action="store_true", help="go on behind each fault as if it were fixed")
    add_order_argument(walking)
    parser.add_argument("--format", choices=formats(), default="text", help="how the report is written (default: text)")
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would be called, with IAM actions; make no connection"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> Outcome:
    """Walk, and write the report."""
    given = answers_of(arguments.answer)
    if arguments.dry_run:
        return _dry_run(arguments)
    opening = _opening(arguments)

    from gatewise.cli.progress import progress
    from gatewise.diagnosis import unattended
    from gatewise.report.made import report_of
    from gatewise.runner import Runner
    from gatewise.session import NotPossible

    runner = Runner(opening.observer, progress())
    try:
        answers = {**opening.answers, **given}
        guide = guide_wanted(arguments, opening)
        diagnosis = unattended(opening.session, runner, answers, every_fault=arguments.all, guide=guide)
    except NotPossible as refused:
        raise Refusal(f"--answer: {refused}") from refused
    finally:
        runner.close()
    report = report_of(opening, diagnosis, runner.calls)
    say(in_format(arguments.format).written(report, colour=colour_wanted()))
    return ExitCode(report.exit_code)


def _dry_run(arguments: Namespace) -> ExitCode:
    from gatewise.accounts import Accounts
    from gatewise.cli.plan import as_json, as_text, planned
    from gatewise.cli.target import target_of

    facts = recorded(arguments.case).session.target if arguments.case else target_of(arguments)
    plan = planned(facts, Accounts(arguments.profile, arguments.consumer_profile))
    say(as_json(plan) if arguments.format == "json" else as_text(plan))
    return ExitCode.SOUND


def _opening(arguments: Namespace) -> "Opening":
    if arguments.case is None:
        return opened(arguments)
    also = [name for name, value in vars(arguments).items() if value and name not in _WITH_A_CASE]
    if also:
        named = ", ".join("URL" if name == "url" else f"--{name.replace('_', '-')}" for name in also)
        raise Refusal(f"--case brings its own target, so it can't go with {named}; leave one of them out")
    return recorded(arguments.case)
