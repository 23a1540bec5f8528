"""Asks for everything that lies between the client and the endpoint, and brings it together by operation.

Filters and ids: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability.inventory import Inventory, things
from gatewise.analysis.shapes import record, records, text
from gatewise.model import Facts, JsonValue, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all
from gatewise.probes._client import as_network, interfaces_at
from gatewise.probes._endpoint import endpoint_call, interfaces_call

CALLS = (
    "ec2.describe_vpc_endpoints",
    "ec2.describe_network_interfaces",
    "ec2.describe_vpcs",
    "ec2.describe_subnets",
    "ec2.describe_route_tables",
    "ec2.describe_network_acls",
    "ec2.describe_security_groups",
    "ec2.describe_vpc_peering_connections",
    "ec2.describe_transit_gateway_attachments",
    "ec2.describe_transit_gateway_vpc_attachments",
    "ec2.search_transit_gateway_routes",
    "ec2.describe_vpc_block_public_access_options",
    "ec2.describe_vpn_connections",
    "ec2.get_managed_prefix_list_entries",
)
"""What judging a path may ask for."""

_LISTS = {
    "describe_vpc_endpoints": "VpcEndpoints",
    "describe_network_interfaces": "NetworkInterfaces",
    "describe_vpcs": "Vpcs",
    "describe_subnets": "Subnets",
    "describe_route_tables": "RouteTables",
    "describe_network_acls": "NetworkAcls",
    "describe_security_groups": "SecurityGroups",
    "describe_vpc_peering_connections": "VpcPeeringConnections",
    "describe_transit_gateway_attachments": "TransitGatewayAttachments",
    "describe_transit_gateway_vpc_attachments": "TransitGatewayVpcAttachments",
    "describe_vpn_connections": "VpnConnections",
}
_BY_VPC = ("describe_subnets", "describe_route_tables", "describe_network_acls")
_BY_RESOURCE: dict[str, tuple[str, str]] = {
    "get_managed_prefix_list_entries": ("PrefixListId", "GetManagedPrefixListEntries"),
    "search_transit_gateway_routes": ("TransitGatewayRouteTableId", "SearchTransitGatewayRoutes"),
}
"""Operations that are called once for each resource: the parameter that names it, and the API's spelling."""

_PUBLIC_ACCESS = "describe_vpc_block_public_access_options"
_Replies = list[tuple[AwsCall, Seen]]


@dataclass(frozen=True, slots=True)
class Described:
    """What AWS described, and the calls without a reply."""

    inventory: Inventory
    not_seen: Mapping[str, NotSeen]
    """By operation."""


def described(facts: Facts, client_vpc: str) -> Asking[Described]:
    """Ask side by side for what the facts name, then for what the replies name."""
    calls = tuple(_named_by_facts(facts, client_vpc))
    seen = yield from ask_all(calls)
    replies = list(zip(calls, seen, strict=True))
    groups = _referenced(replies) if not several(facts, "client_security_groups") else ()
    further = tuple(_named_by_replies(facts, replies, groups))
    seen = yield from ask_all(further)
    replies += zip(further, seen, strict=True)
    told = any(call == _carriers(groups) and isinstance(reply, Reply) for call, reply in replies)
    inputs = _with_endpoint(facts, {**_merged(replies), **_by_resource(replies)})
    listed_groups = frozenset(groups) if told else frozenset[str]()
    owner = one(facts, "endpoint_account_id") or one(facts, "account_id")
    inventory = Inventory(inputs, one(facts, "region"), owner, listed_groups)
    return Described(inventory, {call.operation: reply for call, reply in replies[::-1] if isinstance(reply, NotSeen)})


def _named_by_facts(facts: Facts, client_vpc: str) -> Iterator[AwsCall]:
    vpc = one(facts, "vpc_id")
    if vpce_id := one(facts, "vpce_id"):
        yield endpoint_call(vpce_id)
    if interfaces := several(facts, "endpoint_interfaces"):
        yield interfaces_call(interfaces)
    single = _single(several(facts, "client_addresses"))
    if client_vpc and single:
        yield interfaces_at(single)
    both = tuple(dict.fromkeys(filter(None, (vpc, client_vpc))))
    for each in both:
        yield AwsCall.to("ec2", "describe_vpcs", VpcIds=[each])
    if both:
        for operation in _BY_VPC:
            yield AwsCall.to("ec2", operation, Filters=_filter("vpc-id", both))
    sides = ("endpoint_security_groups", "client_security_groups")
    if groups := tuple(dict.fromkeys(group for side in sides for group in several(facts, side))):
        # By filter: a group that this account can't see must not take the others away.
        yield AwsCall.to("ec2", "describe_security_groups", Filters=_filter("group-id", groups))
    if both and client_vpc != vpc:
        yield AwsCall.to("ec2", "describe_vpc_peering_connections")
        yield AwsCall.to("ec2", "describe_transit_gateway_vpc_attachments", Filters=_filter("vpc-id", both))
        yield AwsCall.to("ec2", "describe_transit_gateway_attachments", Filters=_filter("resource-id", both))


def _named_by_replies(facts: Facts, replies: _Replies, groups: Sequence[str]) -> Iterator[AwsCall]:
    bodies = [reply for _, reply in replies if isinstance(reply, Reply)]
    for name in sorted({name for body in bodies for name in _prefix_lists(body) if name}):
        yield AwsCall.to("ec2", "get_managed_prefix_list_entries", PrefixListId=name)
    attached = [each for body in bodies for each in records(body.data, "TransitGatewayAttachments")]
    tables = {text(record(each, "Association"), "TransitGatewayRouteTableId") for each in attached}
    for table in sorted(tables - {""}):
        states = _filter("state", ("active", "blackhole"))
        yield AwsCall.to("ec2", "search_transit_gateway_routes", TransitGatewayRouteTableId=table, Filters=states)
    if groups:
        yield _carriers(groups)
    targets = {gateway for body in bodies for gateway in _gateways(body) if gateway.startswith("vgw-")}
    if targets and one(facts, "location") == "connected" and not one(facts, "client_vpc_id"):
        yield AwsCall.to("ec2", "describe_vpn_connections", Filters=_filter("vpn-gateway-id", sorted(targets)))
    if one(facts, "location") != "same_vpc" and _public(facts) and any(_by_internet_gateway(body) for body in bodies):
        yield AwsCall.to("ec2", _PUBLIC_ACCESS)


def _filter(name: str, values: Sequence[str]) -> JsonValue:
    return [{"Name": name, "Values": [*values]}]


def _carriers(groups: Sequence[str]) -> AwsCall:
    return AwsCall.to("ec2", "describe_network_interfaces", Filters=_filter("group-id", groups))


def _single(addresses: Sequence[str]) -> tuple[str, ...]:
    networks = [(address, as_network(address)) for address in addresses]
    return tuple(address for address, network in networks if network is not None and network.num_addresses == 1)


def _public(facts: Facts) -> bool:
    """Whether the endpoint has an address that an internet gateway could carry."""
    networks = (as_network(address) for address in several(facts, "endpoint_addresses"))
    return any(network is not None and network.is_global for network in networks)


def _gateways(reply: Reply) -> Iterator[str]:
    """What the routes lead to: gateways of a VPC."""
    for table in records(reply.data, "RouteTables"):
        for route in records(table, "Routes"):
            yield text(route, "GatewayId") or text(route, "EgressOnlyInternetGatewayId")


def _by_internet_gateway(reply: Reply) -> bool:
    return any(gateway.startswith(("igw-", "eigw-")) for gateway in _gateways(reply))


def _rules(reply: Reply, *directions: str) -> Iterator[Mapping[str, JsonValue]]:
    for group in records(reply.data, "SecurityGroups"):
        for direction in directions:
            yield from records(group, direction)


def _referenced(replies: _Replies) -> tuple[str, ...]:
    """The groups that inbound rules name; who carries them matters where the client's own are not known."""
    bodies = [reply for _, reply in replies if isinstance(reply, Reply)]
    rules = [rule for body in bodies for rule in _rules(body, "IpPermissions")]
    return tuple(sorted({text(pair, "GroupId") for rule in rules for pair in records(rule, "UserIdGroupPairs")} - {""}))


def _prefix_lists(reply: Reply) -> Iterator[str]:
    """The prefix lists that routes and rules name."""
    for table in records(reply.data, "RouteTables"):
        yield from (text(route, "DestinationPrefixListId") for route in records(table, "Routes"))
    for rule in _rules(reply, "IpPermissions", "IpPermissionsEgress"):
        yield from (text(each, "PrefixListId") for each in records(rule, "PrefixListIds"))


def _merged(replies: _Replies) -> dict[str, object]:
    """The replies by operation; several calls of one operation are one list, and what none answered is an error."""
    inputs: dict[str, object] = {}
    for operation, key in _LISTS.items():
        seen = [reply for call, reply in replies if call.operation == operation]
        if not seen:
            continue
        bodies = [_body(reply) for reply in seen]
        found = [body for body in bodies if "__error__" not in body]
        things = [thing for body in found for thing in records(body, key)]
        inputs[f"ec2.{_spelled(operation)}"] = {key: things} if found else bodies[0]
    return inputs


def _by_resource(replies: _Replies) -> dict[str, object]:
    inputs: dict[str, object] = {
        f"ec2.{spelled}": {
            str(call.parameters[parameter]): _body(reply) for call, reply in replies if call.operation == operation
        }
        for operation, (parameter, spelled) in _BY_RESOURCE.items()
    }
    access = [_body(reply) for call, reply in replies if call.operation == _PUBLIC_ACCESS]
    return {**inputs, **({"ec2.DescribeVpcBlockPublicAccessOptions": access[0]} if access else {})}


def _with_endpoint(facts: Facts, inputs: dict[str, object]) -> Mapping[str, object]:
    """An endpoint that only its owner can describe, as far as its addresses, groups and subnets are known."""
    addresses = several(facts, "endpoint_addresses")
    listed = inputs.get("ec2.DescribeVpcEndpoints")
    if (isinstance(listed, dict) and listed.get("VpcEndpoints")) or not addresses:
        return inputs
    groups: JsonValue = [{"GroupId": group} for group in several(facts, "endpoint_security_groups")]
    shared: dict[str, JsonValue] = {"VpcId": one(facts, "vpc_id"), **({"Groups": groups} if groups else {})}
    known = [_at(address) | shared for address in addresses]
    others = things(inputs.get("ec2.DescribeNetworkInterfaces"), "NetworkInterfaces")
    endpoint = {**shared, "VpcEndpointId": one(facts, "vpce_id"), "NetworkInterfaceIds": [*addresses]}
    return {
        **inputs,
        "ec2.DescribeVpcEndpoints": {"VpcEndpoints": [endpoint]},
        "ec2.DescribeNetworkInterfaces": {"NetworkInterfaces": [*others, *known]},
    }


def _at(address: str) -> dict[str, JsonValue]:
    """An interface of which only the address is known."""
    place: dict[str, JsonValue] = {"NetworkInterfaceId": address}
    if ":" in address:
        return {**place, "Ipv6Addresses": [{"Ipv6Address": address}]}
    return {**place, "PrivateIpAddress": address}


def _body(seen: Seen) -> dict[str, JsonValue]:
    if isinstance(seen, NotSeen):
        return {"__error__": {"Code": seen.reason.value}}
    return {"__error__": {"Code": NOT_FOUND}} if seen.meaning == NOT_FOUND else dict(seen.data)


def _spelled(operation: str) -> str:
    """The operation as the API spells it: `DescribeVpcs`."""
    return "".join(word.capitalize() for word in operation.split("_"))
