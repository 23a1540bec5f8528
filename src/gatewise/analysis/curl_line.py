"""What a pasted `curl` command line asks for. Credentials, cookies, bodies and proxies in it are dropped unread.

Source of the options: curl(1), https://curl.se/docs/manpage.html
"""

import ipaddress
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from gatewise.analysis.sent_credentials import NOTHING_SAID, SentCredentials, among

ROUTING_HEADERS = {"host": "Host", "x-apigw-api-id": "x-apigw-api-id"}
"""The headers that choose the API, by lower-case name; no other header is kept."""

_SHORT_WITH_VALUE = frozenset("AbcCdDeEFHKmoPQrtTuUwxXyYz")
_LONG_WITH_VALUE = frozenset(
    """
    abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
    continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw
    data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file
    engine etag-compare etag-save expect100-timeout form form-string happy-eyeballs-timeout-ms haproxy-clientip
    header hsts interface ip-tos json keepalive-cnt keepalive-time key key-type libcurl limit-rate local-port
    login-options max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max
    pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert
    proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey
    proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0
    pubkey quote random-file range rate referer request request-target resolve retry retry-delay retry-max-time
    sasl-authzid service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit
    speed-time stderr time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config
    unix-socket upload-file url url-query user user-agent variable vlan-priority write-out
    """.split()  # noqa: SIM905 - a list of 150 quoted words hides the words
)
_BODY = frozenset(
    {"d", "data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json", "F", "form", "form-string"}
)
_FROM_A_FILE = frozenset({"K", "config", "n", "netrc", "netrc-optional", "netrc-file"})
_PROMPT = re.compile(r"\s*(?:.{0,80}?[$#%>]\s+)?(?=(?:\w+=\S*\s+|sudo\s+|time\s+)*(?:\S*[/\\])?curl(?:\.exe)?\s)")
_ANSI_QUOTED = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL)


class NotACurlLine(ValueError):  # noqa: N818 - it says what the text is not
    """The text is no curl command line that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class CurlLine:
    """The parts of a curl command line that matter here."""

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    """Those of ROUTING_HEADERS."""
    resolve: tuple[tuple[str, str], ...] = ()
    """Host and address of each `--resolve`; `*` and empty stand for every host."""
    connect_to: str = ""
    """The host or address that `--connect-to` leads to."""
    unverified: bool = False
    """Whether the certificate is not checked (`-k`)."""
    credentials: SentCredentials = NOTHING_SAID
    """Which kinds of credentials are sent; never the credentials."""


def looks_like_curl(pasted: str) -> bool:
    """Whether the text is meant to be a curl command line."""
    return pasted.strip() == "curl" or _PROMPT.match(pasted) is not None


def read_curl(pasted: str) -> CurlLine:
    """Read a curl command line, with or without a prompt and line continuations.

    Raises:
        NotACurlLine: its quotes do not close, or it has no URL.
    """
    joined = re.sub(r"[\\^`]\r?\n", " ", pasted)
    joined = _ANSI_QUOTED.sub(lambda quoted: shlex.quote(re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)), joined)
    prompt = _PROMPT.match(joined)
    try:
        words = shlex.split(joined[prompt.end() :] if prompt else joined)
    except ValueError as error:
        raise NotACurlLine(f"the curl line does not end as it should ({error}); paste the whole line") from error
    begin = next((place for place, word in enumerate(words) if re.search(r"\bcurl(?:\.exe)?$", word)), -1)
    given = _options(words[begin + 1 :])
    url = _url(given)
    if not url:
        raise NotACurlLine("the curl line has no URL; add the https:// address that it calls")
    return CurlLine(
        url=url,
        method=_method(given),
        headers=_routing_headers(given),
        resolve=tuple(pair for value in _values(given, "resolve") if (pair := _resolved(value))),
        connect_to=next((_connected(value) for value in _values(given, "connect-to")), ""),
        unverified=any(name in {"k", "insecure"} for name, _ in given),
        credentials=_credentials(given, url),
    )


def _options(words: list[str]) -> list[tuple[str, str]]:
    """Each option with its value, an operand under the empty name, up to the shell's next command."""
    found: list[tuple[str, str]] = []
    rest = iter(words)
    for word in rest:
        if word in {"|", ";", "&&", "||", ">", "2>&1", "--next", "-:"}:
            break
        if word.startswith("--") and len(word) > len("--"):
            name, given, value = word[2:].partition("=")
            if not given and name in _LONG_WITH_VALUE:
                value = next(rest, "")
            found.append((name, value))
        elif word.startswith("-") and len(word) > 1:
            found += _short_options(word[1:], rest)
        else:
            found.append(("", word))
    return found


def _short_options(letters: str, rest: Iterator[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for place, letter in enumerate(letters):
        if letter in _SHORT_WITH_VALUE:
            value = letters[place + 1 :] or next(rest, "")
            return [*found, (letter, value)]
        found.append((letter, ""))
    return found


def _values(given: list[tuple[str, str]], *names: str) -> list[str]:
    return [value for name, value in given if name in names]


def _url(given: list[tuple[str, str]]) -> str:
    operands = _values(given, "", "url")
    likely = [word for word in operands if "://" in word or "execute-api" in word]
    return next(iter([*likely, *operands]), "")


def _method(given: list[tuple[str, str]]) -> str:
    names = {name for name, _ in given}
    asked = _values(given, "X", "request")
    if asked and asked[-1]:
        return asked[-1].upper()
    if names & {"I", "head"}:
        return "HEAD"
    if names & {"T", "upload-file"}:
        return "PUT"
    return "POST" if names & _BODY and not names & {"G", "get"} else "GET"


def _routing_headers(given: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return routing_headers(tuple(_values(given, "H", "header")))


def _credentials(given: list[tuple[str, str]], url: str) -> SentCredentials:
    names = {name for name, _ in given}
    headers = _values(given, "H", "header")
    # Headers and names may stand in a file, of which the line does not say what is in it.
    every = not names & _FROM_A_FILE and not any(header.startswith("@") for header in headers)
    said = among(headers, every=every)
    if said.scheme in {"", "none"}:
        if "aws-sigv4" in names or "X-Amz-Signature=" in url:
            return SentCredentials("sigv4", said.api_key)
        if "oauth2-bearer" in names:
            return SentCredentials("bearer", said.api_key)
        if names & {"u", "user"}:
            return SentCredentials("other", said.api_key)
    return said


def routing_headers(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The headers among these `Name: value` lines that choose the API; every other one is dropped."""
    kept = []
    for line in lines:
        name, _, value = line.partition(":")
        spelled = ROUTING_HEADERS.get(name.strip().lower())
        if spelled and value.strip():
            kept.append((spelled, value.strip()))
    return tuple(kept)


def _resolved(value: str) -> tuple[str, str] | None:
    host, _, behind = value.removeprefix("+").partition(":")
    address = behind.partition(":")[2].split(",")[0].strip("[]")
    return (host.lower(), address) if is_address(address) else None


def _connected(value: str) -> str:
    """`HOST1:PORT1:HOST2:PORT2`, the first two of which may be empty."""
    match = re.fullmatch(r"(?:\[[^\]]*\]|[^:]*):\d*:(\[[^\]]*\]|[^:]*):\d*", value)
    return match[1].strip("[]").lower() if match else ""


def is_address(word: str) -> bool:
    """Whether the word is an IP address."""
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
