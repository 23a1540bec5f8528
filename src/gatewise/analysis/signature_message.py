"""What API Gateway's message about a signature says: does not fit, too old, or made with unknown credentials.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
"""

import re
from typing import Literal

SignatureFault = Literal["mismatch", "expired", "token", ""]
"""The signature does not fit; it or the credentials are out of date; the token is unknown; the text does not say."""

_FAULTS: tuple[tuple[re.Pattern[str], SignatureFault], ...] = (
    (re.compile(r"Signature expired: |Signature not yet current: "), "expired"),
    (re.compile(r"security token included in the request is expired"), "expired"),
    (re.compile(r"security token included in the request is invalid"), "token"),
    (re.compile(r"request signature we calculated does not match|Credential should be scoped to "), "mismatch"),
)
_BY_MEANING: dict[str, SignatureFault] = {"http.403.expired_token": "expired", "http.403.invalid_token": "token"}
_PARTS = (
    (re.compile(r"Credential should be scoped to a valid region, not '([\w-]+)'"), "It was signed for the Region {}."),
    (re.compile(r"Credential should be scoped to correct service: '([\w-]+)'"), "The service to sign for is {}."),
    (re.compile(r"Signature expired: (\w+ is now earlier than \w+)"), "The time it was signed: {}."),
    (re.compile(r"Signature not yet current: (\w+ is still later than \w+)"), "The time it was signed: {}."),
    (re.compile(r"(?:^|\\n|\n)host:([A-Za-z0-9.:-]+)"), "API Gateway was sent the Host {}."),
)


def signature_fault(message: str, meaning: str = "") -> SignatureFault:
    """What is wrong, by the text, else by the word that the whole answer was read to."""
    found: SignatureFault = next((fault for text, fault in _FAULTS if text.search(message)), "")
    return found or _BY_MEANING.get(meaning, "")


def said_of_it(message: str) -> tuple[str, ...]:
    """What the text says more closely, a sentence each: the Region signed for, the times, the host it was judged by."""
    return tuple(sentence.format(found[1]) for text, sentence in _PARTS if (found := text.search(message)))
