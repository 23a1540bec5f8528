"""What a name should resolve to, as a value: the answer's class, whether it is of use, why, and what would help."""

from dataclasses import dataclass
from enum import StrEnum

from gatewise.analysis.host_name import HostName


class Outcome(StrEnum):
    """The classes of answer (docs/path-format.md)."""

    ENDPOINT_PRIVATE_IPS = "endpoint_private_ips"
    ENDPOINT_PRIVATE_IPS_IF_FORWARDED = "endpoint_private_ips_if_forwarded"
    PUBLIC_OR_NONE = "public_or_none"
    NXDOMAIN = "nxdomain"
    NXDOMAIN_OR_NONE = "nxdomain_or_none"
    FORWARDED = "forwarded"
    NO_RESOLVER = "no_resolver"
    UNKNOWN = "unknown"


REACHING = frozenset({Outcome.ENDPOINT_PRIVATE_IPS, Outcome.ENDPOINT_PRIVATE_IPS_IF_FORWARDED})
"""The outcomes that end at the endpoint."""
OPEN = frozenset({Outcome.FORWARDED, Outcome.UNKNOWN})
"""The outcomes that do not say where they end."""


class Decider(StrEnum):
    """What decides an answer."""

    MANAGED_ZONE = "managed_zone"
    """The zone that AWS keeps for an endpoint with private DNS."""
    PRIVATE_ZONE = "private_zone"
    RESOLVER_RULE = "resolver_rule"
    VPC_ATTRIBUTES = "vpc_attributes"
    DNS_SERVERS = "dns_servers"
    """The servers in the VPC's DHCP options."""
    FIREWALL = "firewall"
    PUBLIC_DNS = "public_dns"
    ON_PREMISES = "on_premises"
    """The resolver of a client outside every VPC."""
    NOT_READABLE = "not_readable"


@dataclass(frozen=True, slots=True)
class Reason:
    """The one thing that decided."""

    decider: Decider
    component: str
    """Its id: a VPC, endpoint, zone, rule, rule group, or the operation that has no reply."""
    sentence: str
    source: str
    """The page that says so."""
    cause: str = ""
    """The slug in `causes.csv` if this keeps the name from its endpoint; empty if it does not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one resolver should answer."""

    outcome: Outcome
    reason: Reason
    hint: str
    addresses: tuple[str, ...] | None = None
    """The addresses, sorted; None where they can't be told."""
    endpoint: str = ""
    """The endpoint they belong to."""
    region: str = ""
    """That endpoint's Region, where it is known."""
    leads_on: bool | None = None
    """Of a forwarded question: whether it ends at the endpoint; None where that can't be told."""

    @property
    def reaches(self) -> bool | None:
        """Whether the answer leads to an endpoint for invoking APIs; None where that can't be told."""
        return self.leads_on if self.outcome in OPEN else self.outcome in REACHING


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one name should resolve to from one place."""

    name: HostName
    outcome: Outcome
    usable: bool | None
    """Whether the answer lets the caller reach the private API by this name; None where that can't be told."""
    addresses: tuple[str, ...] | None
    endpoint_addresses: tuple[str, ...]
    """Every address known of endpoints for the name's Region, whatever the outcome."""
    hint: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Client:
    """Where the question is asked from."""

    vpc: str = ""
    outside: bool = False
    """Outside every VPC that is known: on-premises, or elsewhere. With neither, the place can't be told."""


def unreadable(what: str, source: str, *, matters: str) -> Answer:
    """Could not tell, for want of one reply."""
    reason = Reason(Decider.NOT_READABLE, what, f"{what} can't be read, and {matters}.", source)
    return Answer(Outcome.UNKNOWN, reason, f"Read {what}; {matters}.")
