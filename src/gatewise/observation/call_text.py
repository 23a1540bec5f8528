"""What became of an HTTPS call, as curl, wget or a program told it: an answer, or how far the call got.

Whether the text is about the call that was asked for is for the request to judge.
"""

import re

from gatewise.model import CLIENT, NotSeen, Reason, Reply
from gatewise.observation.failure_text import Undecidable, failure_in, missing_tool
from gatewise.observation.foreign_text import as_printed
from gatewise.observation.gateway_answer import (
    answer_data,
    meaning_of_answer,
    meaning_of_body,
    meaning_of_status,
)
from gatewise.observation.http_text import Answer, Tunnel, answer_in

CURE = "Run the command shown (curl -v) on the client, and paste everything it prints."

_PROXY_REFUSALS = {
    403: "proxy.denied",
    407: "proxy.auth_required",
    502: "proxy.bad_gateway",
    503: "proxy.unavailable",
    504: "proxy.timeout",
}
_PROXY_FAILURES = {"tcp.refused": "proxy.refused", "tcp.timeout": "proxy.timeout"}
_TUNNEL_REFUSED = re.compile(r"^curl: \(56\) (?:CONNECT tunnel failed|Received HTTP code \d+ from proxy)", re.MULTILINE)
_PROXY_USED = re.compile(r"^\* Uses proxy env variable (?!no_proxy)", re.MULTILINE | re.IGNORECASE)
_CONNECTED = re.compile(r"^\* (?:Connected to|Established connection)|\.\.\. connected\.$", re.MULTILINE)
_AFTER_THE_HANDSHAKE = {
    "tcp.timeout": "http.read_timeout",
    "tls.timeout": "http.read_timeout",
    "tls.closed": "http.empty_reply",
    "tls.reset": "tcp.reset",
}
"""What a failure means that came when the request had been sent."""
_HANDSHAKE_DONE = re.compile(r"^\* SSL connection using|^HTTP request sent, awaiting response", re.MULTILINE)


def outcome_of_call(printed: str) -> Reply | NotSeen:
    """The answer, or how far the call got; whichever call it was.

    Args:
        printed: what was pasted, standard output and standard error together.
    """
    text = as_printed(printed)
    answer = answer_in(text)
    if _TUNNEL_REFUSED.search(text):
        return _failed(text, has_body=False)
    if isinstance(answer, Tunnel):
        return Reply(_PROXY_REFUSALS.get(answer.status, "unrecognised"), {}, CLIENT)
    reply = _reply_to(answer) if answer else None
    return reply or _failed(text, has_body=answer is not None)


def uses_proxy(text: str) -> bool:
    """Whether the call went, or should have gone, through a proxy."""
    return _PROXY_USED.search(text) is not None or isinstance(failure_in(text, ("proxy",)), str)


def _reply_to(answer: Answer) -> Reply | None:
    if answer.status is None:
        word = meaning_of_body(answer.body)
        return Reply(word, answer_data(int(word.split(".")[1]), {}, answer.body), CLIENT) if word else None
    data = answer_data(answer.status, answer.headers or {}, answer.body)
    if answer.headers is None:
        return Reply(meaning_of_status(answer.status, answer.body), data, CLIENT)
    return Reply(meaning_of_answer(answer.status, answer.headers, answer.body), data, CLIENT)


def _failed(text: str, *, has_body: bool) -> Reply | NotSeen:
    failure = _failure(text)
    if isinstance(failure, str):
        return Reply(failure, {}, CLIENT)
    if isinstance(failure, Undecidable):
        return NotSeen(Reason.AMBIGUOUS, failure.why, CURE)
    if has_body:
        return NotSeen(Reason.AMBIGUOUS, "The body alone does not say what answered, or with which status.", CURE)
    if tool := missing_tool(text):
        return NotSeen(Reason.NO_TOOL, f"{tool} is not installed there.", "Run the command where curl is.")
    return NotSeen(Reason.UNREADABLE, "There is neither an HTTP answer nor a known error in it.", CURE)


def _failure(text: str) -> str | Undecidable | None:
    """Why there is no answer, with what a talkative tool says of how far the call got."""
    connections = list(_CONNECTED.finditer(text))
    if not connections:
        failure = failure_in(text)
        return _PROXY_FAILURES.get(failure, failure) if isinstance(failure, str) and uses_proxy(text) else failure
    # Addresses tried in vain before the one that connected are no failure of the call.
    since = text[connections[-1].start() :]
    failure = failure_in(since)
    if isinstance(failure, str) and _HANDSHAKE_DONE.search(since):
        return _AFTER_THE_HANDSHAKE.get(failure, failure)
    return "tls.timeout" if failure == "tcp.timeout" else failure
