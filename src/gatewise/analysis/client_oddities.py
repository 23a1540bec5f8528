"""Errors of browsers, gRPC and HTTP/2 clients that hide what API Gateway answered.

The texts are those the programs print; what they mean for a private API is in `domain.md`, E9 and E11.
"""

import re
from typing import Literal

Oddity = Literal["browser", "protocol"]
"""The browser's same-origin check refused the answer; the client wants HTTP/2, and gets HTTP/1.1."""

_TEXTS: tuple[tuple[Oddity, re.Pattern[str]], ...] = (
    (
        "browser",
        re.compile(
            r"blocked by CORS policy|Cross-Origin Request Blocked|No 'Access-Control-Allow-Origin' header"
            r"|not allowed by Access-Control|Preflight response is not successful",
            re.IGNORECASE,
        ),
    ),
    (
        "protocol",
        re.compile(
            r"HTTP_1_1_REQUIRED|curl: \((?:16|92)\)|HTTP/?2 framing layer|reading server preface"
            r"|missing selected ALPN property|First received frame was not SETTINGS|Http2Exception"
            r"|ERR_HTTP2_PROTOCOL_ERROR|http2: (?:frame too large|server sent GOAWAY)|Unexpected HTTP/1\.x"
            r"|ERR_HTTP2_ERROR|Protocol error: wrong protocol",
            re.IGNORECASE,
        ),
    ),
)


def oddity_in(printed: str) -> Oddity | None:
    """Which of these errors the text is; None where it is none."""
    return next((oddity for oddity, said in _TEXTS if said.search(printed)), None)
