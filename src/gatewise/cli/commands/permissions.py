"""`gatewise permissions`: the IAM policy that a tree's probes need, and nothing more."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.outcome import Outcome
from gatewise.cli.streams import Refusal, say
from gatewise.report.exit_code import ExitCode

SUMMARY = "the least-privilege IAM policy that the probes need"
DESCRIPTION = """\
Prints the IAM policy that lets gatewise look at everything a tree asks for. All
of it only reads. Where a permission is missing, gatewise asks the person.
"""
EXAMPLES = """\
  gatewise permissions
  gatewise permissions --region eu-west-3 --account 123456789012
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("tree", nargs="?", default="private-api", metavar="TREE", help="default: private-api")
    parser.add_argument("--region", default="*", help="limit the policy to this Region (default: every Region)")
    parser.add_argument("--account", default="*", metavar="ID", help="limit the policy to this account")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> Outcome:
    """Print the policy."""
    import json
    import re

    from gatewise.cli.iam_policy import policy_for
    from gatewise.cli.trees import tree_named

    if arguments.account != "*" and not re.fullmatch(r"[0-9]{12}", arguments.account):
        raise Refusal(f"--account: {arguments.account!r} is no account id; one has 12 digits")
    if arguments.region != "*" and not re.fullmatch(r"[a-z]{2,5}(-[a-z]+)+-[0-9]+", arguments.region):
        raise Refusal(f"--region: {arguments.region!r} is no Region; one looks like eu-west-3")
    policy = policy_for(tree_named(arguments.tree), arguments.region, arguments.account)
    say(json.dumps(policy, indent=2) + "\n")
    return ExitCode.SOUND
