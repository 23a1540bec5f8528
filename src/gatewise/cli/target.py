"""What is under diagnosis, as the command line says it: a URL or curl line, and options that say more or other."""

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from gatewise.cli.streams import Refusal, talk
from gatewise.model import Fact

LONGEST_ERROR = 100_000
"""Characters of an error text that are read; more is a log, and its end says what went wrong."""

_OPTION_OF = {
    "api_id": "--api-id",
    "stage": "--stage",
    "vpce_id": "--vpce-id",
    "region": "--region",
    "client": "--client",
    "method": "--method",
}
"""Target facts that an option of the same name gives."""


def add_target_arguments(parser: ArgumentParser) -> None:
    """Declare the URL and the options that describe the call."""
    parser.add_argument(
        "url",
        nargs="?",
        metavar="URL",
        help="the invoke URL, or the client's whole curl line in quotes",
    )
    call = parser.add_argument_group("the call")
    call.add_argument(
        "-H",
        "--header",
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="a header the client sends; only Host and x-apigw-api-id are kept",
    )
    call.add_argument("-X", "--method", help="the HTTP method the client uses")
    call.add_argument("--api-id", metavar="ID", help="the API, where the URL does not say")
    call.add_argument("--stage", help="the stage, where the URL does not say")
    call.add_argument("--vpce-id", metavar="ID", help="the VPC endpoint, where the URL does not say")
    call.add_argument(
        "--client",
        help="who calls: an instance, a network interface, a Lambda function, a private address or a CIDR",
    )
    call.add_argument(
        "--error",
        metavar="TEXT|@FILE|-",
        help="the error the client shows; @FILE reads a file, - standard input (secrets in it are removed)",
    )
    looking = parser.add_argument_group("looking")
    looking.add_argument("--here", action="store_true", help="this machine is the client")
    looking.add_argument("--region", help="the AWS Region of the API")
    looking.add_argument("--profile", help="the AWS profile to look with")
    looking.add_argument("--offline", action="store_true", help="make no connection at all")


def target_of(arguments: Namespace) -> dict[str, Fact]:
    """The target facts that the arguments give; an option wins over what the URL says.

    Raises:
        Refusal: one of them can't be what it should be; says what would be right.
    """
    facts = _from_url(arguments.url, tuple(_header(line) for line in arguments.header))
    for name in _OPTION_OF:
        value = getattr(arguments, name)
        if value is not None:
            facts[name] = value.upper() if name == "method" else value
    error = _error_text(arguments.error)
    if error:
        facts["error_text"] = error
    _check(facts)
    return facts


def _from_url(url: str | None, headers: tuple[str, ...]) -> dict[str, Fact]:
    from gatewise.analysis.curl_line import routing_headers
    from gatewise.analysis.invoke_url import NotAnInvokeUrl, read_invoke_url

    kept = tuple(f"{name}: {value}" for name, value in routing_headers(headers))
    left_out = len(headers) - len(kept)
    if left_out:
        talk(f"{left_out} header(s) left out: only Host and x-apigw-api-id choose the API, and nothing else is kept.")
    if url is None:
        return {"headers": kept} if kept else {}
    if url == "curl":
        raise Refusal("put the whole curl line in quotes, so that its options stay its own: gatewise diagnose 'curl …'")
    try:
        return dict(read_invoke_url(url, headers).facts())
    except NotAnInvokeUrl as error:
        raise Refusal(f"URL: {error}") from error


def _header(line: str) -> str:
    if not re.match(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+:", line):
        raise Refusal("--header: a header looks like 'Host: NAME' or 'x-apigw-api-id: ID'")
    return line


def _error_text(given: str | None) -> str:
    from gatewise.observation.foreign_text import cleaned
    from gatewise.observation.secrets import without_secrets

    if given is None:
        return ""
    if given == "-":
        text = sys.stdin.read()
    elif given.startswith("@"):
        try:
            text = Path(given[1:]).read_text(encoding="utf-8", errors="replace")
        except OSError as wrong:
            raise Refusal(f"--error: {given[1:]} can't be read ({wrong.strerror})") from wrong
    else:
        text = given
    shown = without_secrets(cleaned(text))[-LONGEST_ERROR:].strip()
    if not shown:
        raise Refusal("--error: the text is empty; give the error as the client shows it")
    return shown


def _check(facts: Mapping[str, Fact]) -> None:
    from gatewise.opening import graph

    for name, option in _OPTION_OF.items():
        value, kind = facts.get(name), graph().facts.get(name)
        if value and kind and kind.pattern and not re.fullmatch(kind.pattern, str(value)):
            raise Refusal(f"{option}: {str(value)!r} can't be one; it looks like {kind.example}. Where: {kind.where}")
