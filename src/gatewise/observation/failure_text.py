"""What the error texts of programs mean, whoever printed them.

Phrases are tried in order and the first that fits decides. A text that fits several causes alike is named as
undecidable, never given the nearest word.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gatewise.observation import failure_phrases, tls_phrases
from gatewise.observation.failure_phrases import Layer
from gatewise.observation.tls_phrases import Phrases

LAYERS: tuple[Layer, ...] = ("proxy", "dns", "tls", "tcp", "http")
"""The layers in the order in which their phrases are tried."""

_PHRASES: Mapping[Layer, Phrases] = MappingProxyType(
    {
        "proxy": failure_phrases.PROXY,
        "dns": failure_phrases.DNS,
        "tls": tls_phrases.TLS,
        "tcp": failure_phrases.TCP,
        "http": failure_phrases.HTTP,
    }
)

_MISSING_TOOL = re.compile(
    r"(?:^|[\s:])(?P<tool>dig|nslookup|host|nc|ncat|telnet|curl|openssl|timeout|busybox|aws): (?:command )?not found"
    r"|command not found: (?P<zsh>\w+)|'(?P<windows>\w+)' is not recognized",
    re.MULTILINE,
)

_HOST = re.compile(
    r"(?:Could not resolve host: |unable to resolve host address '|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) "
    r"|Failed to resolve ['\"]|UnknownHostException: |\blookup (?=\S{1,255}(?: on \S{1,255})?: )"
    r"|Failed to connect to (?=\S{1,255} port )|^Connecting to (?=[\w.-]+(?:\.\.\.|:\d+\.\.\.| \())"
    r"|ConnectionPool\(host='"
    r"|matches target host name ['\"]|certificate is not valid for ['\"]|SSL_connect: \S{1,80} in connection to )"
    r"(?P<host>[\w.:-]*[\w.-]*\w)",
    re.MULTILINE,
)
"""Where a failure names the host it is about."""


@dataclass(frozen=True, slots=True)
class Undecidable:
    """The text is known, and known to fit several causes."""

    why: str
    """In one sentence."""


def failure_in(text: str, layers: Sequence[Layer] = LAYERS) -> str | Undecidable | None:
    """The word for the failure the text tells of, of these layers.

    Returns:
        A word of the vocabulary; Undecidable for a text that fits several; None where it tells of no failure known.
    """
    for layer in layers:
        for word, pattern in _compiled(layer):
            if pattern.search(text):
                return word
    for layer, phrases, why in failure_phrases.UNDECIDABLE:
        if layer in layers and _any_of(phrases).search(text):
            return Undecidable(why)
    return None


def hosts_named(text: str) -> frozenset[str]:
    """The hosts that failures in the text are about, in lower case; those of a proxy are not among them."""
    named = (found["host"].lower() for found in _HOST.finditer(text))
    return frozenset(host.partition(":")[0] if host.count(":") == 1 else host for host in named)


def missing_tool(text: str) -> str | None:
    """The program that the shell could not find, by name."""
    found = _MISSING_TOOL.search(text)
    return next(filter(None, found.groups()), None) if found else None


@cache
def _compiled(layer: Layer) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((word, _any_of(phrases)) for word, phrases in _PHRASES[layer])


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE | re.MULTILINE)
