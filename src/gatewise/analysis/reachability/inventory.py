"""What the describe replies say, looked up by id; what they do not say is unknown, never absent.

Shapes: the botocore models of EC2. Lists in other accounts or without permission are missing or hold `__error__`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_network
from typing import Any, TypeAlias

from gatewise.analysis.reachability.space import Network

Body: TypeAlias = Mapping[str, Any]
"""A response body, or one thing in it."""


@dataclass(frozen=True)
class Inventory:
    """The replies of one account and Region, by `service.Operation`."""

    inputs: Mapping[str, Any] = field(default_factory=dict)
    region: str = ""
    account: str = ""

    def failed(self, operation: str) -> bool:
        """Whether there is no reply to this operation: never made, or failed."""
        body = self.inputs.get(operation)
        return not isinstance(body, dict) or "__error__" in body

    def listed(self, operation: str, key: str) -> tuple[Body, ...]:
        """The things an operation listed; none where it failed."""
        return tuple(_things(self.inputs.get(operation), key))

    def per_resource(self, operation: str, resource: str, key: str) -> tuple[Body, ...] | None:
        """The things listed for one resource by an operation that is called once for each; None where it failed."""
        bodies = self.inputs.get(operation)
        body = bodies.get(resource) if isinstance(bodies, dict) else None
        return None if not isinstance(body, dict) or "__error__" in body else tuple(_things(body, key))

    @cached_property
    def interfaces(self) -> Mapping[str, Body]:
        """Network interfaces by id."""
        return _by_id(self.listed("ec2.DescribeNetworkInterfaces", "NetworkInterfaces"), "NetworkInterfaceId")

    @cached_property
    def endpoints(self) -> Mapping[str, Body]:
        """VPC endpoints by id."""
        return _by_id(self.listed("ec2.DescribeVpcEndpoints", "VpcEndpoints"), "VpcEndpointId")

    @cached_property
    def subnets(self) -> Mapping[str, Body]:
        """Subnets by id."""
        return _by_id(self.listed("ec2.DescribeSubnets", "Subnets"), "SubnetId")

    @cached_property
    def groups(self) -> Mapping[str, Body]:
        """Security groups by id."""
        return _by_id(self.listed("ec2.DescribeSecurityGroups", "SecurityGroups"), "GroupId")

    @cached_property
    def vpcs(self) -> Mapping[str, Body]:
        """VPCs by id."""
        return _by_id(self.listed("ec2.DescribeVpcs", "Vpcs"), "VpcId")

    @cached_property
    def peerings(self) -> Mapping[str, Body]:
        """VPC peering connections by id."""
        listed = self.listed("ec2.DescribeVpcPeeringConnections", "VpcPeeringConnections")
        return _by_id(listed, "VpcPeeringConnectionId")

    @cached_property
    def _access_lists(self) -> Mapping[str, Body]:
        explicit: dict[str, Body] = {}
        for access_list in self.listed("ec2.DescribeNetworkAcls", "NetworkAcls"):
            for association in _things(access_list, "Associations"):
                if association.get("SubnetId"):
                    explicit[str(association["SubnetId"])] = access_list
        return explicit

    def access_list_of(self, subnet: str) -> Body | None:
        """The network ACL of a subnet: its own, else its VPC's default one; None where it can't be read."""
        if subnet in self._access_lists:
            return self._access_lists[subnet]
        vpc = self.subnets.get(subnet, {}).get("VpcId")
        listed = self.listed("ec2.DescribeNetworkAcls", "NetworkAcls")
        return next((each for each in listed if each.get("IsDefault") and vpc and each.get("VpcId") == vpc), None)

    def route_table_of(self, subnet: str) -> Body | None:
        """The route table of a subnet: explicitly associated, else its VPC's main one; None where it can't be read."""
        vpc = self.subnets.get(subnet, {}).get("VpcId")
        main: Body | None = None
        for table in self.listed("ec2.DescribeRouteTables", "RouteTables"):
            for association in _things(table, "Associations"):
                state = association.get("AssociationState", {}).get("State", "associated")
                if association.get("SubnetId") == subnet and state in {"associated", "associating"}:
                    return table
                if association.get("Main") and vpc and table.get("VpcId") == vpc:
                    main = table
        return main

    def prefix_list(self, identifier: str) -> tuple[Network, ...] | None:
        """The networks of a prefix list; None where its entries can't be read."""
        entries = self.per_resource("ec2.GetManagedPrefixListEntries", identifier, "Entries")
        return None if entries is None else tuple(network for e in entries if (network := as_network(e.get("Cidr"))))

    def networks_of_vpc(self, vpc: str) -> tuple[Network, ...]:
        """The VPC's CIDR blocks, both families; empty where the VPC can't be read."""
        body = self.vpcs.get(vpc, {})
        texts = [
            body.get("CidrBlock"),
            *_associated(body, "CidrBlockAssociationSet", "CidrBlock"),
            *_associated(body, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
        ]
        return tuple(dict.fromkeys(network for text in texts if (network := as_network(text))))

    def addresses_of(self, interface: Body, family: int) -> tuple[str, ...]:
        """An interface's private addresses of one family (4 or 6)."""
        if family == IPV6:
            return tuple(
                str(each["Ipv6Address"]) for each in _things(interface, "Ipv6Addresses") if "Ipv6Address" in each
            )
        listed = [each.get("PrivateIpAddress") for each in _things(interface, "PrivateIpAddresses")]
        return tuple(dict.fromkeys(str(each) for each in (interface.get("PrivateIpAddress"), *listed) if each))

    def groups_of(self, interface: Body) -> tuple[str, ...]:
        """The ids of an interface's security groups."""
        return tuple(str(group["GroupId"]) for group in _things(interface, "Groups") if "GroupId" in group)


IPV6 = 6


def as_network(text: object) -> Network | None:
    """The CIDR block or address as a network, host bits ignored; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _things(body: object, key: str) -> Iterator[Body]:
    listed = body.get(key) if isinstance(body, dict) else None
    return iter(each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else iter(())


def _associated(body: Body, key: str, block: str) -> Iterator[object]:
    for each in _things(body, key):
        if each.get(f"{block}State", {}).get("State", "associated") == "associated":
            yield each.get(block)


def _by_id(listed: tuple[Body, ...], key: str) -> Mapping[str, Body]:
    return {str(each[key]): each for each in listed if key in each}
