"""What AWS says when it refuses a change, as its CLI and infrastructure tools print it.

Facts: `domain.md` section 2.2.
"""

import re
from dataclasses import dataclass
from typing import Literal

Refusal = Literal[
    "no_policy",
    "invalid_policy",
    "caller_credentials",
    "dns_conflict",
    "dns_attributes",
    "log_role",
    "association",
    "",
]
"""What is wrong, where the message says so; empty where it says only that the change was refused."""

_TEXTS: tuple[tuple[Refusal, re.Pattern[str]], ...] = (
    ("no_policy", re.compile(r"Private REST API doesn't have a resource policy attached", re.IGNORECASE)),
    ("invalid_policy", re.compile(r"Invalid policy document\. Please check the policy syntax", re.IGNORECASE)),
    ("caller_credentials", re.compile(r"Caller provided credentials not allowed when resource policy", re.IGNORECASE)),
    (
        "dns_conflict",
        re.compile(r"private-dns-enabled cannot be set because there is already a conflicting DNS domain"),
    ),
    ("dns_attributes", re.compile(r"private DNS requires both enableDnsSupport and enableDnsHostnames")),
    ("log_role", re.compile(r"CloudWatch Logs role ARN must be set in account settings", re.IGNORECASE)),
)
_CALL = re.compile(
    r"An error occurred \((?P<code>\w+)\) when calling the (?P<operation>[A-Za-z]+) operation"
    r"|operation error API Gateway: (?P<by_sdk>[A-Za-z]+), .{0,300}?\b(?P<sdk_code>\w+Exception)\b"
)
_CHANGES = re.compile(r"Create|Update|Put|Modify|Delete|Import|Associate|Reject|Tag")
_MEANINGS = (
    (re.compile(r"AccessDenied|UnauthorizedOperation"), "aws.access_denied"),
    (re.compile(r"TooManyRequests|Throttl"), "aws.throttled"),
    (re.compile(r"ExpiredToken"), "aws.expired_credentials"),
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that AWS refused."""

    refusal: Refusal
    meaning: str
    """A word of the closed vocabulary: `aws.error`, or why the caller was turned away."""


def refused_in(printed: str) -> Refused | None:
    """The refused change that the text tells of; None where it tells of none."""
    for refusal, said in _TEXTS:
        if said.search(printed):
            return Refused(refusal, "aws.error")
    call = _CALL.search(printed)
    operation = (call["operation"] or call["by_sdk"]) if call else ""
    if call is None or not _CHANGES.match(operation):
        return None
    code = call["code"] or call["sdk_code"]
    meaning = next((word for said, word in _MEANINGS if said.search(code)), "aws.error")
    turned_away = meaning == "aws.access_denied" and operation == "CreateDomainNameAccessAssociation"
    return Refused("association" if turned_away else "", meaning)
