"""`gatewise path`: would a packet reach the endpoint, judged from `describe_*` replies."""

from argparse import ArgumentParser, Namespace

from gatewise.cli.outcome import Outcome
from gatewise.report.exit_code import ExitCode

SUMMARY = "would a packet reach the endpoint: explain, evaluate"
DESCRIPTION = """\
Judges from describe_* replies alone whether TCP 443 reaches each interface of
an endpoint and whether the reply comes back. Connects to nothing.
"""
EXAMPLES = """\
  gatewise path explain question.json
  gatewise path explain describe/*.json --source eni-0c1 --endpoint vpce-0f1
  gatewise path explain describe/*.json --cidr 192.168.0.0/16
  gatewise path evaluate --jsonl questions.jsonl
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    from gatewise.cli.parser import formatter

    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    words = (
        "draw the path hop by hop and say what to change; exit code 0 reachable, "
        "1 blocked in whole or in part, 3 can't tell"
    )
    explain_ = verbs.add_parser("explain", help=words, description=words, formatter_class=formatter)
    explain_.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a question ({flow, inputs}), or replies of describe calls as boto3 or the AWS CLI give them; - is stdin",
    )
    source = explain_.add_mutually_exclusive_group()
    source.add_argument("--source", metavar="ID|ADDRESS", help="the client: eni-…, i-… or an address")
    source.add_argument("--cidr", metavar="CIDR", help="the client: a block of addresses")
    explain_.add_argument("--endpoint", metavar="ID", help="the endpoint (default: the only one in the files)")
    explain_.add_argument("--attachment", metavar="ID", help="the transit gateway attachment its traffic enters by")
    explain_.add_argument("--family", choices=("ipv4", "ipv6"), help="the address family (default: ipv4)")
    explain_.add_argument("--ports", metavar="LOW-HIGH", help="the client's own ports (default: 32768-60999, Linux)")
    explain_.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    explain_.set_defaults(run=explain)

    words = "answer questions, one JSON object a line"
    evaluate_ = verbs.add_parser("evaluate", help=words, description=words, formatter_class=formatter)
    evaluate_.add_argument("--jsonl", action="store_true", required=True, help="questions and answers are JSON lines")
    evaluate_.add_argument("file", nargs="?", default="-", metavar="FILE", help="default: standard input")
    evaluate_.set_defaults(run=evaluate)


def explain(arguments: Namespace) -> Outcome:
    """Judge one path, and print it."""
    from gatewise.cli.path_explained import explained

    return explained(arguments)


def evaluate(arguments: Namespace) -> Outcome:
    """Answer every line."""
    from gatewise.cli.path_lines import answered, lines_of
    from gatewise.cli.streams import say

    for line in lines_of(arguments.file):
        if line.strip():
            say(f"{answered(line)}\n")
    return ExitCode.SOUND
