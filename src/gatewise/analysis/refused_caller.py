"""Whom a refusal names as the caller, and which account the API is in, as far as the message shows it.

The message masks the API's account but for its last digits:
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

import re
from dataclasses import dataclass

_CALLER = re.compile(r"User: (?P<arn>arn:[a-z-]+:(?:iam|sts)::(?P<account>\d{12}):[^\s\"]+) is not authorized")
_ROLE = re.compile(r":assumed-role/([^/]+)/|:role/(?:.*/)?([^/]+)$")
_OWNER = re.compile(r"on resource: arn:[a-z-]+:execute-api:[a-z0-9-]*:([*\d]{12}):")


@dataclass(frozen=True, slots=True)
class RefusedCaller:
    """The signer of a refused call."""

    arn: str
    account: str
    role: str
    """Empty for a user."""
    owner: str
    """The API's account as the message shows it, with its masked digits as `*`; empty where it shows none."""

    @property
    def surely_elsewhere(self) -> bool:
        """Whether the digits that are shown of the API's account already differ from the caller's."""
        shown = zip(self.owner, self.account, strict=False)
        return any(digit not in {"*", own} for digit, own in shown)


def refused_caller(message: str) -> RefusedCaller | None:
    """The caller that the message names; None for an anonymous one, or where it names none."""
    found = _CALLER.search(message)
    if found is None:
        return None
    role, owner = _ROLE.search(found["arn"]), _OWNER.search(message)
    name = (role[1] or role[2]) if role else ""
    return RefusedCaller(found["arn"], found["account"], name, owner[1] if owner else "")
