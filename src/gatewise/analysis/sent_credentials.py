"""Whether a call carries credentials, told from its headers: which kind, and never what they are.

The words that a signed call's header begins with: AWS Signature Version 4,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gatewise.model import Facts

Scheme = Literal["sigv4", "bearer", "other", "none", ""]
"""What the Authorization header holds; empty where it is not known."""
Sends = Literal["yes", "no", ""]

_REQUEST_LINE = re.compile(r"^> [A-Z]{3,10} \S+ HTTP/[\d.]+\s*$", re.MULTILINE)
_HEADER_SENT = re.compile(r"^> ([!#$%&'*+.^_`|~0-9A-Za-z-]+: ?.*)$", re.MULTILINE)
_SIGNED = ("aws4-hmac-sha256", "aws4-ecdsa-p256-sha256")
_NOT_SAID = re.compile(r"[$\[<{%].*")
"""A value that is filled in elsewhere, or that was taken out."""


@dataclass(frozen=True, slots=True)
class SentCredentials:
    """What is known of the credentials that a call carries."""

    scheme: Scheme = ""
    api_key: Sends = ""

    def facts(self) -> Facts:
        """As facts of the target; what is not known is left out."""
        found = {"authorization_scheme": self.scheme, "api_key_sent": self.api_key}
        return MappingProxyType({name: value for name, value in found.items() if value})

    def completed_by(self, other: "SentCredentials") -> "SentCredentials":
        """With what the other knows where this says nothing, or says that nothing is sent."""
        scheme = other.scheme or self.scheme if self.scheme in {"", "none"} else self.scheme
        api_key = other.api_key or self.api_key if self.api_key in {"", "no"} else self.api_key
        return SentCredentials(scheme, api_key)


NOTHING_SAID = SentCredentials()


def among(headers: Iterable[str], *, every: bool = False) -> SentCredentials:
    """What these `Name: value` lines say.

    Args:
        headers: the headers.
        every: whether they are all that the call has, so that what is not there is not sent.
    """
    values = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in headers)}
    absent: Scheme = "none" if every else ""
    scheme = scheme_of(values["authorization"]) if "authorization" in values else absent
    if "x-api-key" in values:
        return SentCredentials(scheme, "yes" if values["x-api-key"] else "no")
    return SentCredentials(scheme, "no" if every else "")


def scheme_of(value: str) -> Scheme:
    """The kind of an Authorization header's value, by its first word."""
    first = value.strip().strip("\"'").partition(" ")[0].lower()
    if not first:
        return "none"
    if first in _SIGNED:
        return "sigv4"
    if first == "bearer":
        return "bearer"
    return "" if _NOT_SAID.fullmatch(first) else "other"


def printed_by_curl(printed: str) -> SentCredentials:
    """What the lines of `curl -v` show of the last request that it sent; nothing where there are none."""
    begins = [found.end() for found in _REQUEST_LINE.finditer(printed)]
    if not begins:
        return SentCredentials()
    return among((found[1] for found in _HEADER_SENT.finditer(printed, begins[-1])), every=True)
