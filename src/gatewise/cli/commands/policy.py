"""`gatewise policy`: what a resource policy or an endpoint policy says to a call, and why."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.outcome import Outcome
from gatewise.cli.streams import say
from gatewise.report.exit_code import ExitCode

SUMMARY = "what a policy says to a call: explain, evaluate"
DESCRIPTION = """\
Judges one policy alone, without asking AWS: which statement decides, and what
to change. explain is for people, evaluate for programs (docs/policy-format.md).
"""
EXAMPLES = """\
  gatewise policy explain --policy policy.json --kind resource \\
    --resource arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod/GET/ \\
    --context aws:SourceVpce=vpce-0f1e2d3c4b5a69788
  gatewise policy evaluate --jsonl questions.jsonl
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    from gatewise.cli.parser import formatter

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    words = "explain the verdict on one call; exit code 0 allowed, 1 denied, 3 unknown"
    explain_ = verbs.add_parser("explain", help=words, description=words, formatter_class=formatter)
    explain_.add_argument("--policy", required=True, metavar="FILE", help="the policy's JSON, also escaped; - is stdin")
    explain_.add_argument("--kind", choices=("resource", "vpce"), default="resource", help="whose policy it is")
    explain_.add_argument("--resource", required=True, metavar="ARN", help="the ARN of the method called")
    explain_.add_argument("--action", default="execute-api:Invoke", metavar="NAME", help="default: execute-api:Invoke")
    explain_.add_argument("--principal", metavar="ARN", help="who signed the call (default: anonymous)")
    words = "a key the call has, as aws:SourceVpce=vpce-1; once for each value"
    explain_.add_argument("--context", action="append", default=[], metavar="KEY=VALUE", help=words)
    words = "a key that the call may lack, or have with any value"
    explain_.add_argument("--unknown", action="append", default=[], metavar="KEY", help=words)
    words = "a key that the call surely has, with any value"
    explain_.add_argument("--unknown-present", action="append", default=[], metavar="KEY", help=words)
    words = "the method's authorization, as get-method names it, to name mistakes by"
    kinds = ("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS")
    explain_.add_argument("--authorization", default="", choices=kinds, help=words)
    explain_.add_argument("--client-vpc", default="", metavar="ID", help="the client's VPC, to name mistakes by")
    explain_.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    explain_.set_defaults(run=explain)

    words = "answer questions, one JSON object a line; a line that can't be read is answered with an error"
    evaluate_ = verbs.add_parser("evaluate", help=words, description=words, formatter_class=formatter)
    evaluate_.add_argument(
        "--jsonl", nargs="?", default="-", const="-", metavar="FILE", help="the questions (default: stdin)"
    )
    evaluate_.set_defaults(run=evaluate)


def explain(arguments: Namespace) -> Outcome:
    """Print the verdict on one call."""
    from gatewise.cli.policy_questions import explanation
    from gatewise.observation.foreign_text import cleaned

    text, code = explanation(arguments)
    say(cleaned(text))
    return code


def evaluate(arguments: Namespace) -> Outcome:
    """Answer every line."""
    from gatewise.cli.policy_questions import answers

    for answer in answers(arguments.jsonl):
        say(f"{answer}\n")
    return ExitCode.SOUND
