"""A VPC's own settings for DNS: its two attributes, and the servers its DHCP options hand out."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from gatewise.analysis.reachability.inventory import Body, Inventory
from gatewise.analysis.shapes import flag, record, records, text

ATTRIBUTES = "ec2.DescribeVpcAttribute"
DHCP_OPTIONS = "ec2.DescribeDhcpOptions"
VPCS = "ec2.DescribeVpcs"
_AMAZON = frozenset({"amazonprovideddns", "169.254.169.253", "fd00:ec2::253"})


@dataclass(frozen=True, slots=True)
class Servers:
    """The DNS servers of a VPC's clients."""

    amazon: bool
    """Whether all of them are the VPC's own resolver."""
    addresses: tuple[str, ...] = ()
    """The others, sorted."""


def reply_for(inventory: Inventory, operation: str, resource: str) -> Body | None:
    """The reply about one resource of an operation that is called once for each; None where it failed."""
    bodies = inventory.inputs.get(operation)
    body = bodies.get(resource) if isinstance(bodies, dict) else None
    return None if not isinstance(body, dict) or "__error__" in body else body


def attribute(inventory: Inventory, vpc: str, name: str) -> bool | None:
    """One of `EnableDnsSupport` and `EnableDnsHostnames`; None where it can't be read."""
    body = reply_for(inventory, ATTRIBUTES, vpc)
    return None if body is None else flag(record(body, name), "Value")


def servers(inventory: Inventory, vpc: str) -> Servers | None:
    """The servers that the VPC's DHCP options name; None where they can't be read, or name none."""
    body = inventory.vpcs.get(vpc, {})
    chosen = text(body, "DhcpOptionsId")
    sets = inventory.listed(DHCP_OPTIONS, "DhcpOptions")
    options = next((each for each in sets if chosen and text(each, "DhcpOptionsId") == chosen), {})
    named = {
        text(value, "Value").strip().lower()
        for configuration in records(options, "DhcpConfigurations")
        if text(configuration, "Key") == "domain-name-servers"
        for value in records(configuration, "Values")
    } - {""}
    if not named:
        return None
    others = named - _AMAZON - {_second_address(text(body, "CidrBlock"))}
    return Servers(not others, tuple(sorted(others)))


def _second_address(block: str) -> str:
    try:
        network = ip_network(block, strict=False)
    except ValueError:
        return ""
    return str(ip_address(int(network.network_address) + 2)) if network.num_addresses > 2 else ""  # noqa: PLR2004
