"""Interface endpoints for invoking APIs: their names, their zone, their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gatewise.analysis.dns_expectation.domains import normal, within
from gatewise.analysis.reachability.inventory import IPV6, Body, Inventory
from gatewise.analysis.shapes import flag, record, records, text, texts
from gatewise.partitions import partition_of

ENDPOINTS = "ec2.DescribeVpcEndpoints"
IPV4 = 4
_SERVICE = ".execute-api"
_GONE = frozenset({"deleted", "rejected", "failed", "expired"})
_FAMILIES = {"ipv4": frozenset({IPV4}), "ipv6": frozenset({IPV6})}
_BOTH = frozenset({IPV4, IPV6})


@dataclass(frozen=True)
class Endpoint:
    """One endpoint for invoking APIs."""

    body: Body

    @property
    def identifier(self) -> str:
        """Its id."""
        return text(self.body, "VpcEndpointId")

    @property
    def vpc(self) -> str:
        """The VPC it is in."""
        return text(self.body, "VpcId")

    @property
    def region(self) -> str:
        """The Region in the name of its service."""
        return text(self.body, "ServiceName").removesuffix(_SERVICE).rpartition(".")[2]

    @property
    def available(self) -> bool | None:
        """Whether it answers; None while it changes, or in a state that is not known."""
        # The service writes states in lower camel case, the SDK's enumeration in upper.
        state = text(self.body, "State").lower()
        return True if state == "available" else False if state in _GONE else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its own public names, the regional one first."""
        return tuple(sorted((name for name in self._listed if ".vpce." in name), key=lambda name: (len(name), name)))

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        return tuple(normal(text(entry, "DnsName")) for entry in records(self.body, "DnsEntries"))

    @cached_property
    def zone(self) -> str:
        """The domain of the zone that AWS keeps for it while private DNS is on."""
        covered = [name.removeprefix("*.") for name in self._listed if name and ".vpce." not in name]
        return (
            min(covered, key=lambda name: (len(name), name))
            if covered
            else f"execute-api.{self.region}.{partition_of(self.region).dns_suffix}"
        )

    @property
    def private_dns(self) -> bool | None:
        """Whether private DNS is on; None where that is not said."""
        return flag(self.body, "PrivateDnsEnabled")

    def families(self, asked: int | None) -> frozenset[int]:
        """The address families its names answer with, of those asked for."""
        stated = text(record(self.body, "DnsOptions"), "DnsRecordIpType").lower()
        if stated not in _FAMILIES and stated != "dualstack":
            stated = text(self.body, "IpAddressType").lower()
        return _FAMILIES.get(stated, _BOTH) & ({asked} if asked else _BOTH)

    def has_interfaces(self) -> bool:
        """Whether it has interfaces, as far as is known."""
        return bool(self.body.get("NetworkInterfaceIds", True))

    def addresses(self, inventory: Inventory, asked: int | None = None, zone: str = "") -> tuple[str, ...] | None:
        """Its addresses, sorted, in one zone if one is named; None where they can't be read."""
        if not isinstance(self.body.get("NetworkInterfaceIds"), list):
            return None
        found: set[str] = set()
        for identifier in texts(self.body, "NetworkInterfaceIds"):
            interface = inventory.interfaces.get(identifier)
            if interface is None:
                return None
            if not zone or text(interface, "AvailabilityZone") == zone:
                found.update(each for f in self.families(asked) for each in inventory.addresses_of(interface, f))
        return tuple(sorted(found)) or None


def endpoints(inventory: Inventory) -> tuple[Endpoint, ...]:
    """The endpoints for invoking APIs, by id."""
    found = (Endpoint(body) for body in inventory.endpoints.values())
    kept = (each for each in found if text(each.body, "ServiceName").endswith(_SERVICE))
    return tuple(sorted(kept, key=lambda each: each.identifier))


def covering(every: Iterable[Endpoint], name: str) -> tuple[Endpoint, ...]:
    """Those whose zone would hold the name."""
    return tuple(each for each in every if within(name, each.zone))
