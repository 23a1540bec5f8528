"""The call itself, made by the client."""

import re
from dataclasses import dataclass
from shlex import quote
from typing import Literal
from urllib.parse import urlsplit

from gatewise.model import CLIENT, JsonValue, NotSeen, Reason, Reply, VantageKind
from gatewise.observation.failure_text import Undecidable, failure_in, missing_tool
from gatewise.observation.foreign_text import as_printed
from gatewise.observation.gateway_answer import (
    answer_data,
    meaning_of_answer,
    meaning_of_body,
    meaning_of_status,
)
from gatewise.observation.http_text import Answer, Tunnel, answer_in

_PROXY_REFUSALS = {
    403: "proxy.denied",
    407: "proxy.auth_required",
    502: "proxy.bad_gateway",
    503: "proxy.unavailable",
    504: "proxy.timeout",
}
_CONNECTED = re.compile(r"^\* (?:Connected to|Established connection)", re.MULTILINE)
_HANDSHAKE_DONE = re.compile(r"^\* SSL connection using", re.MULTILINE)
_PROXY_USED = re.compile(r"^\* Uses proxy env variable (?!no_proxy|NO_PROXY)", re.MULTILINE)
_COULD_NOT_CONNECT = re.compile(r"curl: \((?:7|28)\) (?:Failed to connect to|connect to) (\S+) port (\d+)")
_PROXY_FAILURES = {"tcp.refused": "proxy.refused", "tcp.timeout": "proxy.timeout"}


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
        if self.address is not None:
            host, port = self._host_and_port
            bracketed = f"[{self.address}]" if ":" in self.address else self.address
            words += ["--noproxy", "'*'", "--connect-to", quote(f"{host}:{port}:{bracketed}:{port}")]
        # Brackets and braces are patterns to curl.
        words += ["--globoff"] if re.search(r"[\[\]{}]", self.url) else []
        words += ["--url"] if self.url.startswith("-") else []
        return " ".join([*words, quote(self.url)])

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read curl with `-v`, `-i` or neither, wget, or the error of a program that made the call."""
        text = as_printed(printed)
        answer = answer_in(text)
        if isinstance(answer, Tunnel):
            return Reply(_PROXY_REFUSALS.get(answer.status, "unrecognised"), {}, CLIENT)
        if answer is not None and (reply := _reply_to(answer)):
            return reply
        failure = self._failure(text)
        if isinstance(failure, str):
            return Reply(failure, {}, CLIENT)
        if isinstance(failure, Undecidable):
            return self._not_seen(Reason.AMBIGUOUS, failure.why)
        if answer is not None:
            return self._not_seen(Reason.AMBIGUOUS, "The body alone does not say what answered, or with which status.")
        if tool := missing_tool(text):
            return NotSeen(Reason.NO_TOOL, f"{tool} is not installed there.", "Run the command where curl is.")
        return self._not_seen(Reason.UNREADABLE, "There is neither an HTTP answer nor a known error in it.")

    @property
    def _host_and_port(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        return (f"[{host}]" if ":" in host else host), parts.port or (80 if parts.scheme == "http" else 443)

    def _not_seen(self, reason: Reason, detail: str) -> NotSeen:
        return NotSeen(reason, detail, "Run the command shown on the client (curl -v), and paste everything it prints.")

    def _failure(self, text: str) -> str | Undecidable | None:
        """Why there is no answer, with what `-v` says of how far the call got."""
        failure = failure_in(text)
        if failure == "tcp.timeout" and _CONNECTED.search(text):
            failure = "http.read_timeout" if _HANDSHAKE_DONE.search(text) else "tls.timeout"
        if self._is_about_a_proxy(text) and isinstance(failure, str):
            return _PROXY_FAILURES.get(failure, failure)
        return failure

    def _is_about_a_proxy(self, text: str) -> bool:
        """Whether the connection that failed was one to a proxy."""
        return _PROXY_USED.search(text) is not None and _CONNECTED.search(text) is None


def _reply_to(answer: Answer) -> Reply | None:
    data: dict[str, JsonValue]
    if answer.status is None:
        word = meaning_of_body(answer.body)
        if word is None:
            return None
        return Reply(word, answer_data(int(word.split(".")[1]), {}, answer.body), CLIENT)
    data = answer_data(answer.status, answer.headers or {}, answer.body)
    if answer.headers is None:
        return Reply(meaning_of_status(answer.status, answer.body), data, CLIENT)
    return Reply(meaning_of_answer(answer.status, answer.headers, answer.body), data, CLIENT)
