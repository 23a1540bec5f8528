"""The call itself, made by the client."""

import re
from dataclasses import dataclass
from shlex import quote
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from gatewise.model import NotSeen, Reason, Reply, VantageKind
from gatewise.observation.call_text import CURE, outcome_of_call, uses_proxy
from gatewise.observation.failure_text import hosts_named
from gatewise.observation.foreign_text import as_printed

_SENT = re.compile(
    r"^> (?!CONNECT )[A-Z]+ (?P<target>\S+) HTTP/[\d.]+\n(?:> .*\n)*?> Host: (?P<host>\S+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class HttpsRequest:
    """What the API answers to a request without a body or credentials."""

    url: str
    """The whole invoke URL, `https://host[:port]/stage/path`."""
    method: Literal["GET", "HEAD", "OPTIONS"] = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    """Routing headers only (`Host`, `x-apigw-api-id`); never credentials."""
    address: str | None = None
    """The address to connect to in place of what the URL's host resolves to."""

    @property
    def key(self) -> str:
        """`https METHOD url [Name: value …] [via address]`."""
        headers = "".join(f" [{name}: {value}]" for name, value in self.headers)
        return f"https {self.method} {self.url}{headers}" + (f" via {self.address}" if self.address else "")

    @property
    def vantage(self) -> VantageKind:
        """The client's."""
        return VantageKind.CLIENT

    def command(self) -> str:
        """`curl -v`, which says how far the call got; with an address, past the resolver and any proxy."""
        words = ["curl", "-sS", "-v", "--connect-timeout", "5", "--max-time", "10"]
        words += {"GET": [], "HEAD": ["--head"], "OPTIONS": ["-X", "OPTIONS"]}[self.method]
        for name, value in self.headers:
            words += ["-H", quote(f"{name}: {value}")]
        if self.address is not None and (url := _split(self.url)):
            bracketed = f"[{self.address}]" if ":" in self.address else self.address
            host = f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname
            port = url.port or (80 if url.scheme == "http" else 443)
            words += ["--noproxy", "'*'", "--connect-to", quote(f"{host}:{port}:{bracketed}:{port}")]
        # Brackets and braces are patterns to curl, and a URL may begin like an option.
        words += ["--globoff"] if re.search(r"[\[\]{}]", self.url) else []
        words += ["--url"] if self.url.startswith("-") else []
        return " ".join([*words, quote(self.url)])

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read curl with `-v`, `-i` or neither, wget, or the error of a program that made the call.

        What is plainly about a call to another host or path is unreadable.
        """
        other = self._other_call(as_printed(printed))
        if other:
            return NotSeen(Reason.UNREADABLE, f"This is about {other}, not about {self.url}.", CURE)
        return outcome_of_call(printed)

    def _other_call(self, text: str) -> str | None:
        """The call that the text is about, where it names one and that is another."""
        url = _split(self.url)
        if url is None:
            return None
        named = {name.lower(): value for name, value in self.headers}
        hosts = {(url.hostname or "").lower(), (self.address or "").lower(), _host(named.get("host", ""))}
        requests = list(_SENT.finditer(text))
        if requests:
            sent = requests[-1]
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            same = sent["target"] in {path, self.url} and _host(sent["host"]) in hosts
            return None if same else f"{sent['host']}{sent['target']}"
        others = frozenset[str]() if uses_proxy(text) else hosts_named(text)
        return None if not others or others & hosts else ", ".join(sorted(others))


def _split(url: str) -> SplitResult | None:
    """The URL's parts; None where it is no URL that could be called."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _host(value: str) -> str:
    """The host of `host[:port]`, in lower case."""
    return re.sub(r":\d+$", "", value).strip("[]").lower()
