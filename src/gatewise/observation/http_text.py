"""HTTP answers as curl, wget, httpie and programs print them: status, headers and body, or only some of these."""

import re
from dataclasses import dataclass

_STATUS_LINE = re.compile(r"^(?P<mark>< ?| {2})?HTTP/\d(?:\.\d)? (?P<status>[1-5]\d\d)\b.*$")
_HEADER = re.compile(r"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]?(?P<value>.*)$")
_CHATTER = re.compile(r"^(?:[*>] |[*>]$|[{}] \[\d+ bytes data\]|< *$|curl: \(\d+\))")
_TRAILING = re.compile(r"\* (?:Connection #\d+ to host .* left intact|Closing connection.*|shutting down.*)$")
_CONNECT = re.compile(r"^> CONNECT \S+ HTTP/")
_REQUEST = re.compile(r"^> (?!CONNECT )[A-Z]+ \S+ HTTP/")
_ESTABLISHED = re.compile(r"HTTP/\d(?:\.\d)? 200 Connection established", re.IGNORECASE)
_WGET = re.compile(r"awaiting response\.\.\. (\d{3})\b|^\S.* ERROR (\d{3}): ", re.MULTILINE)
_STATUS_ONLY = re.compile(
    r"<Response \[(\d{3})\]>|\b(\d{3}) (?:Client|Server) Error\b|status code:? (\d{3})\b|HTTP Error (\d{3}):"
    r"|The requested URL returned error: (\d{3})|HTTP request failed! +HTTP/[\d.]+ (\d{3})"
    r"|^(?:HTTP )?([1-5]\d\d)$|Server returned HTTP response code: (\d{3})",
    re.IGNORECASE | re.MULTILINE,
)
_BODY = re.compile(r"\{[^{}]*\"[mM]essage\"[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as far as it was printed."""

    status: int | None
    headers: dict[str, str] | None
    """None where the headers were not printed, which is not the same as an answer without any."""
    body: str


@dataclass(frozen=True, slots=True)
class Tunnel:
    """A proxy's answer to CONNECT that let nothing through."""

    status: int


def answer_in(text: str) -> Answer | Tunnel | None:
    """The last answer in the text: with its headers if they are there, else what can be told of it."""
    whole = _with_headers(text)
    if whole is not None:
        return whole
    body = found[0] if (found := _BODY.search(text)) else ""
    status = _WGET.search(text) or _STATUS_ONLY.search(text)
    if status:
        return Answer(int(next(filter(None, status.groups()))), None, body)
    return Answer(None, None, body) if body else None


def _with_headers(text: str) -> Answer | Tunnel | None:
    """The last `HTTP/1.1 403 …` block; what a proxy says to CONNECT is not the answer."""
    lines = text.splitlines()
    tunnelling = False
    start: int | None = None
    refused: Tunnel | None = None
    for number, line in enumerate(lines):
        if _CONNECT.match(line):
            tunnelling = True
        elif _REQUEST.match(line):
            tunnelling = False
        elif (status := _STATUS_LINE.match(line)) and not _ESTABLISHED.search(line):
            if tunnelling:
                refused = None if status["status"].startswith(("1", "2")) else Tunnel(int(status["status"]))
            elif not status["status"].startswith("1"):
                start = number
    return refused if start is None else _block(lines[start:])


def _block(lines: list[str]) -> Answer:
    first = _STATUS_LINE.match(lines[0])
    status = int(first["status"]) if first else 0
    # curl -v marks each line of the head, and wget -S indents it.
    mark = (first["mark"] if first else "") or ""
    headers: dict[str, str] = {}
    rest = 1
    for line in lines[1:]:
        header = _HEADER.match(line.removeprefix(mark)) if line.startswith(mark) else None
        if header is None:
            break
        headers[header["name"]] = header["value"].strip()
        rest += 1
    body = [_TRAILING.sub("", line) for line in lines[rest:] if not _CHATTER.match(line)]
    return Answer(status, headers, "\n".join(body).strip())
