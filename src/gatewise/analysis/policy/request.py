"""The call that a policy is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Missing(Enum):
    """What is known of a context key that has no known value."""

    ABSENT = "absent"
    """The request does not have it."""
    MAYBE = "maybe"
    """It may be absent, or have any value."""
    PRESENT = "present"
    """It is there, with any value."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of `execute-api:Invoke`. Context keys ignore letter case."""

    resource: str
    """The full ARN, `arn:aws:execute-api:REGION:ACCOUNT:API-ID/STAGE/METHOD/PATH`."""
    action: str = "execute-api:Invoke"
    principal: str | None = None
    """None for an anonymous request, else the caller's ARN or a service name."""
    context: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Complete but for the keys below; a tuple is a key with several values."""
    unknown: frozenset[str] = frozenset()
    """Keys that may be absent or have any value."""
    unknown_present: frozenset[str] = frozenset()
    """Keys that are there with any value."""

    def __post_init__(self) -> None:
        lowered = {key.lower(): value for key, value in self.context.items()}
        object.__setattr__(self, "context", MappingProxyType(lowered))
        object.__setattr__(self, "unknown", frozenset(key.lower() for key in self.unknown))
        object.__setattr__(self, "unknown_present", frozenset(key.lower() for key in self.unknown_present))

    def value(self, key: str) -> str | tuple[str, ...] | Missing:
        """The key's value or values, or what is known of it instead."""
        name = key.lower()
        if name in self.context:
            return self.context[name]
        if name in self.unknown_present:
            return Missing.PRESENT
        return Missing.MAYBE if name in self.unknown else Missing.ABSENT
