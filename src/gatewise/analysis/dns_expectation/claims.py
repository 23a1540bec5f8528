"""Which zones of a VPC hold a name: its private hosted zones, and those AWS keeps for endpoints with private DNS."""

from collections.abc import Iterator
from dataclasses import dataclass

from gatewise.analysis.dns_expectation.domains import depth, within
from gatewise.analysis.dns_expectation.endpoints import ENDPOINTS, Endpoint, covering, endpoints
from gatewise.analysis.dns_expectation.profiles import Brought
from gatewise.analysis.dns_expectation.zones import Zone, zones_of
from gatewise.analysis.reachability.inventory import Inventory


@dataclass(frozen=True)
class Claim:
    """One zone that holds the name."""

    domain: str
    zone: Zone | None = None
    """The private hosted zone."""
    endpoint: Endpoint | None = None
    """The endpoint whose zone AWS keeps."""
    unclear: str = ""
    """What would have to be read to know whether there is such a zone; empty if there is."""


@dataclass(frozen=True)
class Claims:
    """The most specific zones that hold a name, and only these."""

    best: tuple[Claim, ...] = ()
    gap: str = ""
    """What can't be read, and may hold a more specific zone; empty if nothing is missing."""

    @property
    def specific(self) -> int:
        """How many labels the zones' domain has; -1 if no zone holds the name."""
        return depth(self.best[0].domain) if self.best else -1


def claims(inventory: Inventory, vpc: str, name: str, extra: Brought) -> Claims:
    """The zones that hold the name for the VPC's resolver."""
    zones = zones_of(inventory, vpc, extra.zones)
    every = [Claim(each.domain, zone=each) for each in zones.known if not each.managed and within(name, each.domain)]
    every += _of_endpoints(inventory, vpc, name, extra)
    held = {claim.domain for claim in every}
    every += [
        Claim(each.domain, unclear=f"the endpoint that hosted zone {each.identifier} belongs to")
        for each in zones.known
        if each.managed and within(name, each.domain) and each.domain not in held
    ]
    longest = max((depth(claim.domain) for claim in every), default=0)
    return Claims(tuple(claim for claim in every if depth(claim.domain) == longest), zones.gap)


def _of_endpoints(inventory: Inventory, vpc: str, name: str, extra: Brought) -> Iterator[Claim]:
    if inventory.failed(ENDPOINTS):
        _, found, domain = f".{name}".partition(".execute-api.")
        if found and not domain.startswith("vpce.") and ".vpce." not in domain:
            yield Claim(f"execute-api.{domain}", unclear=ENDPOINTS)
        return
    every = endpoints(inventory)
    for endpoint in covering(every, name):
        brought = endpoint.identifier in extra.endpoints
        if (endpoint.vpc != vpc and not brought) or endpoint.available is False:
            continue
        if endpoint.private_dns and endpoint.available:
            yield Claim(endpoint.zone, endpoint=endpoint)
        elif endpoint.private_dns is not False or brought:
            yield Claim(endpoint.zone, unclear=f"private DNS of endpoint {endpoint.identifier}")
    for missing in set(extra.endpoints) - set(inventory.endpoints):
        # Its service can't be read, so its zone may be anything.
        yield Claim(name, unclear=f"endpoint {missing}")
