"""The call to the API itself, as the client makes it, without credentials or a body."""

from typing import Literal

from gatewise.analysis.curl_line import routing_headers
from gatewise.analysis.invoke_url import InvokeUrl, NotAnInvokeUrl, read_invoke_url
from gatewise.analysis.known import one, several
from gatewise.model import Facts, NotSeen, Reason
from gatewise.observation import HttpsRequest

_SAFE: dict[str, Literal["GET", "HEAD", "OPTIONS"]] = {"": "GET", "GET": "GET", "HEAD": "HEAD", "OPTIONS": "OPTIONS"}


def the_call(facts: Facts) -> HttpsRequest | NotSeen:
    """The request to make, or why none is made: only methods that change nothing, and no credentials, are ever sent."""
    method = one(facts, "method").upper()
    if method not in _SAFE:
        return NotSeen(
            Reason.NEEDS_JUDGEMENT,
            f"The client sends {method}, which may change something; gatewise only sends GET, HEAD and OPTIONS.",
            "Make the call on the client, and paste what it prints with --error.",
        )
    if one(facts, "authorization_scheme") in {"sigv4", "bearer", "other"} or one(facts, "api_key_sent") == "yes":
        return NotSeen(
            Reason.NEEDS_JUDGEMENT,
            "The client's call carries credentials, which gatewise never has; without them the answer is another one.",
            "Make the call on the client, and paste what it prints with --error.",
        )
    address = one(facts, "connect_address") or None
    return HttpsRequest(one(facts, "invoke_url"), _SAFE[method], routing_headers(several(facts, "headers")), address)


def url_of(facts: Facts) -> InvokeUrl | None:
    """The invoke URL with the headers sent, read; None where it is unknown or is none."""
    try:
        return read_invoke_url(one(facts, "invoke_url"), several(facts, "headers"))
    except NotAnInvokeUrl:
        return None
