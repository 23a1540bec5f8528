"""What the describe replies say, looked up by id; what they do not say is unknown, never absent.

Shapes: the botocore models of EC2. Lists in other accounts or without permission are missing or hold `__error__`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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
    listed_groups: frozenset[str] | None = None
    """The security groups whose interfaces are all among those listed; None where every interface is."""

    @cached_property
    def owner(self) -> str:
        """The account whose replies these are: as stated, else the one that owns what the replies list."""
        if self.account:
            return self.account
        owners = Counter(text(each, "OwnerId") for each in (*self.interfaces.values(), *self.vpcs.values()))
        owners.pop("", None)
        return owners.most_common(1)[0][0] if owners else ""

    def failed(self, operation: str) -> bool:
        """Whether there is no reply to this operation: never made, or failed."""
        body = self.inputs.get(operation)
        return not isinstance(body, dict) or "__error__" in body

    def listed(self, operation: str, key: str) -> tuple[Body, ...]:
        """The things an operation listed; none where it failed."""
        return things(self.inputs.get(operation), key)

    def per_resource(self, operation: str, resource: str, key: str) -> tuple[Body, ...] | None:
        """The things listed for one resource by an operation that is called once for each; None where it failed."""
        bodies = self.inputs.get(operation)
        body = bodies.get(resource) if isinstance(bodies, dict) else None
        return None if not isinstance(body, dict) or "__error__" in body else things(body, key)

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
    def carriers(self) -> Mapping[str, tuple[Body, ...]]:
        """The interfaces that carry a security group, by the group's id."""
        carriers: dict[str, list[Body]] = {}
        for interface in self.interfaces.values():
            for group in self.groups_of(interface) or ():
                carriers.setdefault(group, []).append(interface)
        return {group: tuple(listed) for group, listed in carriers.items()}

    def endpoint_vpc(self, endpoint: str) -> str:
        """The VPC of an endpoint, as it or one of its interfaces says; empty where neither does."""
        listed = (self.endpoints.get(endpoint, {}), *self.endpoint_interfaces(endpoint))
        return next(filter(None, (text(each, "VpcId") for each in listed)), "")

    def endpoint_interfaces(self, endpoint: str) -> tuple[Body, ...]:
        """The interfaces that an endpoint names, else those that name it in their description."""
        named = texts(self.endpoints.get(endpoint, {}), "NetworkInterfaceIds")
        if named:
            return tuple(self.interfaces[name] for name in named if name in self.interfaces)
        of_endpoints = (each for each in self.interfaces.values() if each.get("InterfaceType") == "vpc_endpoint")
        return tuple(each for each in of_endpoints if endpoint in text(each, "Description").split())

    def vpc_of(self, subnet: str) -> str:
        """The VPC of a subnet, by its own description or that of an interface in it; empty where neither says."""
        known = text(self.subnets.get(subnet, {}), "VpcId")
        if known or not subnet:
            return known
        inside = (each for each in self.interfaces.values() if each.get("SubnetId") == subnet)
        return next((text(each, "VpcId") for each in inside), "")

    def same_zone(self, one: str, other: str) -> bool | None:
        """Whether two subnets are in one Availability Zone; None where that can't be read."""
        if one == other and one:
            return True
        first, second = self.subnets.get(one, {}), self.subnets.get(other, {})
        for key in ("AvailabilityZoneId", "AvailabilityZone"):
            if text(first, key) and text(second, key):
                return text(first, key) == text(second, key)
        return None

    @cached_property
    def _access_lists(self) -> Mapping[str, Body]:
        explicit: dict[str, Body] = {}
        for access_list in self.listed("ec2.DescribeNetworkAcls", "NetworkAcls"):
            for association in things(access_list, "Associations"):
                if text(association, "SubnetId"):
                    explicit[text(association, "SubnetId")] = access_list
        return explicit

    def access_list_of(self, subnet: str) -> Body | None:
        """The network ACL of a subnet: its own, else its VPC's default one; None where it can't be read."""
        if subnet in self._access_lists:
            return self._access_lists[subnet]
        vpc = self.vpc_of(subnet)
        listed = self.listed("ec2.DescribeNetworkAcls", "NetworkAcls")
        return next(
            (each for each in listed if each.get("IsDefault") is True and vpc and each.get("VpcId") == vpc), None
        )

    def route_table_of(self, subnet: str) -> Body | None:
        """The route table of a subnet: explicitly associated, else its VPC's main one; None where it can't be read."""
        vpc = self.vpc_of(subnet)
        main: Body | None = None
        for table in self.listed("ec2.DescribeRouteTables", "RouteTables"):
            for association in things(table, "Associations"):
                state = text(nested(association, "AssociationState"), "State") or "associated"
                if state not in {"associated", "associating"}:
                    continue
                if subnet and association.get("SubnetId") == subnet:
                    return table
                if association.get("Main") is True and vpc and table.get("VpcId") == vpc:
                    main = table
        return main

    def prefix_list(self, identifier: str) -> tuple[Network, ...] | None:
        """The networks of a prefix list; None where its entries can't be read."""
        entries = self.per_resource("ec2.GetManagedPrefixListEntries", identifier, "Entries")
        return None if entries is None else tuple(network for e in entries if (network := as_network(e.get("Cidr"))))

    def networks_of_vpc(self, vpc: str) -> tuple[Network, ...]:
        """The VPC's CIDR blocks, both families, as it, its subnets or its local routes tell; empty where none do."""
        body = self.vpcs.get(vpc, {})
        texts = [
            body.get("CidrBlock"),
            *_associated(body, "CidrBlockAssociationSet", "CidrBlock"),
            *_associated(body, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock"),
        ]
        for table in self.listed("ec2.DescribeRouteTables", "RouteTables"):
            if table.get("VpcId") == vpc:
                local = (each for each in things(table, "Routes") if each.get("GatewayId") == "local")
                texts += [each.get("DestinationCidrBlock") or each.get("DestinationIpv6CidrBlock") for each in local]
        found = [network for each in texts if (network := as_network(each))]
        found += [block for name in self.subnets if self.vpc_of(name) == vpc for block in self.networks_of_subnet(name)]
        return tuple(dict.fromkeys(found))

    def networks_of_subnet(self, subnet: str) -> tuple[Network, ...]:
        """The subnet's CIDR blocks, both families."""
        body = self.subnets.get(subnet, {})
        texts = [body.get("CidrBlock"), *_associated(body, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock")]
        return tuple(network for each in texts if (network := as_network(each)))

    def addresses_of(self, interface: Body, family: int) -> tuple[str, ...]:
        """An interface's private addresses of one family (4 or 6)."""
        if family == IPV6:
            return tuple(filter(None, (text(each, "Ipv6Address") for each in things(interface, "Ipv6Addresses"))))
        listed = [text(each, "PrivateIpAddress") for each in things(interface, "PrivateIpAddresses")]
        return tuple(dict.fromkeys(filter(None, (text(interface, "PrivateIpAddress"), *listed))))

    def groups_of(self, interface: Body) -> tuple[str, ...] | None:
        """The ids of an interface's security groups; None where it does not say."""
        if not isinstance(interface.get("Groups"), list):
            return None
        return tuple(filter(None, (text(group, "GroupId") for group in things(interface, "Groups"))))


IPV6 = 6


def as_network(text: object) -> Network | None:
    """The CIDR block or address as a network, host bits ignored; None for anything else."""
    return _parsed(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def things(body: object, key: str) -> tuple[Body, ...]:
    """The objects listed under a key; none where there is no list."""
    listed = body.get(key) if isinstance(body, dict) else None
    return tuple(each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()


def nested(body: Body, key: str) -> Body:
    """The object under a key; empty where there is none."""
    inner = body.get(key)
    return inner if isinstance(inner, dict) else {}


def text(body: Body, key: str) -> str:
    """The text under a key; empty where there is none."""
    found = body.get(key)
    return found if isinstance(found, str) else ""


def texts(body: Body, key: str) -> tuple[str, ...]:
    """The texts listed under a key; none where there is no list."""
    listed = body.get(key)
    return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


def _associated(body: Body, key: str, block: str) -> Iterator[object]:
    for each in things(body, key):
        if (text(nested(each, f"{block}State"), "State") or "associated") == "associated":
            yield each.get(block)


def _by_id(listed: tuple[Body, ...], key: str) -> Mapping[str, Body]:
    return {text(each, key): each for each in listed if text(each, key)}
