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
    "sentinel_path": "--sentinel",
}
"""Target facts that an option of the same name gives."""

_HAVE_THEIR_OWN = {"error_text": "--error", "headers": "-H"}
"""Target facts that `--fact` does not take, because a comma means something else in them."""


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
        help="a header the client sends; only Host and x-apigw-api-id are kept, and the kind of credentials",
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
    call.add_argument(
        "--fact",
        action="append",
        default=[],
        metavar="NAME=VALUE,...",
        help="anything else that is known, such as endpoint_addresses or client_security_groups; may be repeated",
    )
    looking = parser.add_argument_group("looking")
    looking.add_argument("--here", action="store_true", help="this machine is the client")
    looking.add_argument("--region", help="the AWS Region of the API")
    looking.add_argument("--profile", help="the AWS profile of the API's account; alone, it serves both accounts")
    looking.add_argument(
        "--consumer-profile",
        metavar="PROFILE",
        help="the AWS profile of the VPC endpoint's account; alone, what the API's account would show is asked",
    )
    looking.add_argument(
        "--sentinel",
        dest="sentinel_path",
        metavar="PATH",
        help="agree to two more GET calls, to PATH in the stage and to a stage that does not exist; PATH must lead to "
        "nothing, as /__gatewise_probe_nonexistent does",
    )
    looking.add_argument("--offline", action="store_true", help="make no connection at all")


def target_of(arguments: Namespace) -> dict[str, Fact]:
    """The target facts that the arguments give; an option wins over what the URL says.

    Raises:
        Refusal: one of them can't be what it should be; says what would be right.
    """
    given = _said(arguments.fact)
    for name in _OPTION_OF:
        value = getattr(arguments, name)
        if value is not None:
            given[name] = value.upper() if name == "method" else value
    _check(given)
    url = _from_url(arguments.url, tuple(_header(line) for line in arguments.header))
    return {**url, **given, **_error(arguments.error)}


def _said(given: list[str]) -> dict[str, Fact]:
    """The `NAME=VALUE,...` arguments by fact."""
    from difflib import get_close_matches

    from gatewise.opening import graph

    facts: dict[str, Fact] = {}
    names = [name for name, kind in graph().facts.items() if kind.given and name not in _HAVE_THEIR_OWN]
    for one in given:
        name, _, listed = one.partition("=")
        values = tuple(value.strip() for value in listed.split(",") if value.strip())
        if name in _HAVE_THEIR_OWN:
            raise Refusal(f"--fact: {name} has an option of its own, {_HAVE_THEIR_OWN[name]}")
        if name not in names:
            near = get_close_matches(name, names, 1)
            raise Refusal(
                f"--fact: there is no {name!r}; " + (f"did you mean {near[0]!r}?" if near else ", ".join(names))
            )
        if not values:
            raise Refusal(f"--fact: {one!r} should be NAME=VALUE, for example {name}={graph().facts[name].example}")
        facts[name] = values[0] if len(values) == 1 else values
    return facts


def _from_url(url: str | None, headers: tuple[str, ...]) -> dict[str, Fact]:
    from gatewise.analysis.curl_line import routing_headers
    from gatewise.analysis.invoke_url import NotAnInvokeUrl, read_invoke_url

    kept = tuple(f"{name}: {value}" for name, value in routing_headers(headers))
    left_out = len(headers) - len(kept)
    if left_out:
        talk(f"{left_out} header(s) left out: only Host and x-apigw-api-id choose the API; no other value is kept.")
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


def _error(given: str | None) -> dict[str, Fact]:
    """The error text without secrets, and which kinds of credentials it shows to be sent."""
    from gatewise.analysis.sent_credentials import printed_by_curl
    from gatewise.observation.foreign_text import cleaned
    from gatewise.observation.secrets import without_secrets

    if given is None:
        return {}
    if given == "-":
        if sys.stdin.isatty():
            talk("Paste the error, then press ctrl-D on a line of its own.")
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
    return {"error_text": shown, **printed_by_curl(cleaned(text)).facts()}


def _check(facts: Mapping[str, Fact]) -> None:
    from gatewise.opening import graph

    for name, fact in facts.items():
        kind, option = graph().facts.get(name), _OPTION_OF.get(name, f"--fact {name}")
        for value in (fact,) if isinstance(fact, str) else fact:
            if kind and kind.pattern and not re.fullmatch(kind.pattern, value):
                raise Refusal(f"{option}: {value!r} can't be one; it looks like {kind.example}. Where: {kind.where}")
