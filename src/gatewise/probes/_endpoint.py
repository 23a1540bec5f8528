"""Reads an interface VPC endpoint as `describe_vpc_endpoints` and its interfaces show it."""

from collections.abc import Iterable, Mapping

from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, integer, record, records, text, texts
from gatewise.model import Fact, Facts, JsonValue, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.partitions import following_from
from gatewise.probes import Seen
from gatewise.probes._asking import Asking, ask, without_a_place
from gatewise.probes._client import interface_addresses

_SEPARATORS = 2
_ENOUGH_ZONES = 2
SERVICE = ".execute-api"
"""What the name of the service ends in, in every partition."""


def endpoint_call(vpce_id: str) -> AwsCall:
    """The call for one endpoint."""
    return AwsCall.to("ec2", "describe_vpc_endpoints", VpcEndpointIds=[vpce_id])


def one_endpoint(vpce_id: str) -> Asking[Record | NotSeen]:
    """The endpoint itself, or why it is not known."""
    seen = yield from ask(endpoint_call(vpce_id))
    return endpoint_in(seen, vpce_id)


def endpoint_in(seen: Seen, vpce_id: str) -> Record | NotSeen:
    """The endpoint in the reply to `endpoint_call`."""
    if isinstance(seen, NotSeen):
        return seen
    found = (entry for entry in records(seen.data, "VpcEndpoints") if text(entry, "VpcEndpointId") == vpce_id)
    return next(found, None) or without_a_place(seen)


def interfaces_call(interfaces: tuple[str, ...]) -> AwsCall:
    """The call for an endpoint's interfaces."""
    return AwsCall.to("ec2", "describe_network_interfaces", NetworkInterfaceIds=[*interfaces])


def interfaces_of(endpoint: Record) -> Asking[tuple[Record, ...]]:
    """The endpoint's network interfaces, in the order it lists them; none where they can't be read."""
    wanted = texts(endpoint, "NetworkInterfaceIds")
    if not wanted:
        return ()
    seen = yield from ask(interfaces_call(wanted))
    listed = records(seen.data, "NetworkInterfaces") if isinstance(seen, Reply) else ()
    by_id = {text(entry, "NetworkInterfaceId"): entry for entry in listed}
    return tuple(by_id[interface] for interface in wanted if interface in by_id)


def dns_name(endpoint: Record) -> str:
    """The endpoint's Regional name: the shortest of its own, the zonal ones being longer by the zone."""
    names = [text(entry, "DnsName") for entry in records(endpoint, "DnsEntries")]
    return min((name for name in names if ".vpce." in name), key=len, default="")


def endpoint_facts(endpoint: Record) -> dict[str, Fact]:
    """What the endpoint establishes; what AWS did not say stays empty."""
    name = dns_name(endpoint)
    regional = [entry for entry in records(endpoint, "DnsEntries") if text(entry, "DnsName") == name]
    return {
        "vpce_id": text(endpoint, "VpcEndpointId"),
        "vpc_id": text(endpoint, "VpcId"),
        "endpoint_security_groups": tuple(text(group, "GroupId") for group in records(endpoint, "Groups")),
        "endpoint_subnets": texts(endpoint, "SubnetIds"),
        "endpoint_interfaces": texts(endpoint, "NetworkInterfaceIds"),
        "endpoint_dns_name": name,
        "endpoint_hosted_zone_id": text(regional[0], "HostedZoneId") if regional else "",
        "endpoint_service_name": text(endpoint, "ServiceName"),
        "endpoint_account_id": text(endpoint, "OwnerId"),
    }


def service_name(facts: Facts) -> Asking[dict[str, Fact]]:
    """The name of the service in the API's Region, asked for where it does not follow from the Region."""
    region = one(facts, "region")
    if not region or one(facts, "endpoint_service_name") or "endpoint_service_name" in following_from(region):
        return {}
    seen = yield from ask(AwsCall.to("ec2", "describe_vpc_endpoint_services"))
    listed = texts(seen.data, "ServiceNames") if isinstance(seen, Reply) else ()
    named = [name for name in listed if name.endswith(f".{region}{SERVICE}")]
    return {"endpoint_service_name": named[0]} if len(named) == 1 else {}


def interface_facts(endpoint: Record, interfaces: tuple[Record, ...]) -> dict[str, Fact]:
    """What the endpoint's interfaces establish; nothing where they can't be read."""
    addresses = [address for interface in interfaces for address in interface_addresses(interface)]
    zones = [zone for interface in interfaces if (zone := text(interface, "AvailabilityZone"))]
    if not addresses:
        return {}
    return {
        "endpoint_addresses": _in_dns(tuple(dict.fromkeys(addresses)), endpoint),
        "endpoint_zones": tuple(dict.fromkeys(zones)),
        "endpoint_places": tuple(
            "/".join((address, text(interface, "AvailabilityZone"), text(interface, "SubnetId")))
            for interface in interfaces
            for address in interface_addresses(interface)
        ),
    }


def subnets_call(vpc_id: str) -> AwsCall:
    """The call for the subnets of a VPC."""
    return AwsCall.to("ec2", "describe_subnets", Filters=[{"Name": "vpc-id", "Values": [vpc_id]}])


def in_two_zones(subnets: Iterable[Mapping[str, JsonValue]], vpc_id: str, first: str = "") -> tuple[str, ...]:
    """Subnets for an endpoint in this VPC, each in another zone and with a free address; the given one comes first."""
    chosen: dict[str, str] = {}
    for subnet in sorted(subnets, key=lambda entry: text(entry, "SubnetId") != first):
        zone = text(subnet, "AvailabilityZone")
        full = integer(subnet, "AvailableIpAddressCount") == 0
        if text(subnet, "VpcId") == vpc_id and zone and not full and len(chosen) < _ENOUGH_ZONES:
            chosen.setdefault(zone, text(subnet, "SubnetId"))
    return tuple(chosen.values())


def places(stated: tuple[str, ...], addresses: tuple[str, ...]) -> dict[str, Fact]:
    """The zones and subnets of these addresses of an endpoint, by its fact `endpoint_places`."""
    known = [each.split("/") for each in stated if each.count("/") == _SEPARATORS]
    held = [(zone, subnet) for address, zone, subnet in known if address in addresses]
    return {
        "blocked_zones": tuple(dict.fromkeys(zone for zone, _ in held if zone)),
        "blocked_subnets": tuple(dict.fromkeys(subnet for _, subnet in held if subnet)),
    }


def _in_dns(addresses: tuple[str, ...], endpoint: Record) -> tuple[str, ...]:
    """The addresses that the endpoint's names resolve to: by its DNS record type those of one family, or all."""
    families = {"ipv4": False, "ipv6": True}
    wanted = families.get(text(record(endpoint, "DnsOptions"), "DnsRecordIpType"))
    return tuple(address for address in addresses if wanted is None or (":" in address) is wanted) or addresses


def service_region(endpoint: Record) -> str:
    """The Region of the service that the endpoint leads to, as the endpoint says it."""
    said = text(endpoint, "ServiceRegion")
    if said:
        return said
    return text(endpoint, "ServiceName").removesuffix(SERVICE).rpartition(".")[2]
