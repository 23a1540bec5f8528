"""Judges the packet path between the client and the endpoint, from what the EC2 API describes.

Filters and ids: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability.drawing import drawn, journey_drawn
from gatewise.analysis.reachability.explanation import Explanation, Unknown
from gatewise.analysis.reachability.inventory import IPV6, Inventory
from gatewise.analysis.reachability.judgement import Journey, Judgement, Leg, judged
from gatewise.analysis.reachability.settling import command
from gatewise.analysis.reachability.source import LINUX_EPHEMERAL, Flow
from gatewise.analysis.reachability.space import EVERY_PORT, Network, Ports, Region, intersection
from gatewise.analysis.reachability.way import End, Kind
from gatewise.analysis.shapes import records, text
from gatewise.model import Evidence, Facts, JsonValue, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all
from gatewise.probes._client import as_network, interface_addresses, interfaces_at
from gatewise.probes._endpoint import endpoint_call, interfaces_call
from gatewise.probes._readings import ambiguous, evidence, not_known

NEEDS = ("vpce_id", "vpc_id", "endpoint_interfaces", "client_addresses")
"""Facts without which there is no path to judge."""

CALLS = (
    "ec2.describe_vpc_endpoints",
    "ec2.describe_network_interfaces",
    "ec2.describe_vpcs",
    "ec2.describe_subnets",
    "ec2.describe_route_tables",
    "ec2.describe_network_acls",
    "ec2.describe_security_groups",
    "ec2.describe_vpc_peering_connections",
    "ec2.describe_transit_gateway_vpc_attachments",
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
    "describe_transit_gateway_vpc_attachments": "TransitGatewayVpcAttachments",
}
_ENTRIES = "get_managed_prefix_list_entries"
_BY_VPC = ("describe_subnets", "describe_route_tables", "describe_network_acls")
_OF_COMPONENT = {
    "vpc-endpoint": "describe_vpc_endpoints",
    "network-interface": "describe_network_interfaces",
    "subnet": "describe_subnets",
    "route-table": "describe_route_tables",
    "network-acl": "describe_network_acls",
    "security-group": "describe_security_groups",
    "vpc-peering-connection": "describe_vpc_peering_connections",
    "transit-gateway": "describe_transit_gateway_vpc_attachments",
    "transit-gateway-attachment": "describe_transit_gateway_vpc_attachments",
}
_NOT_A_FUNCTION = re.compile(r"(?:i|eni)-[0-9a-f]+")
_FUNCTION_EPHEMERAL: Ports = (1024, 65535)
"""https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"""


@dataclass(frozen=True, slots=True)
class Path:
    """The judged path, what it rests on, and the calls without a reply."""

    flow: Flow
    inventory: Inventory
    judgement: Judgement
    not_seen: Mapping[str, NotSeen]
    """By operation."""
    client_not_placed: NotSeen | None = None
    """Why the client's subnet is not known, where it has one."""

    @property
    def stops(self) -> tuple[tuple[Journey, Explanation], ...]:
        """What stops the call or its reply, each with the interface on whose path it stands.

        Without the client's interface, what a rule that names groups admits is not known here; the decisions about
        security groups judge that.
        """
        return tuple(
            (journey, each)
            for journey in self.judgement.journeys
            for each in journey.explanations
            if self.flow.interface or each.component != "security-group"
        )

    @property
    def left_open(self) -> tuple[Unknown, ...]:
        """What could not be judged, in the same bounds."""
        listed = (*self.judgement.unknown, *(each for journey in self.judgement.journeys for each in journey.unknown))
        return tuple(each for each in listed if self.flow.interface or each.component != "security-group")

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Every way that was judged."""
        return tuple(leg for journey in self.judgement.journeys for leg in journey.legs)

    def because(self, unknown: Unknown) -> NotSeen:
        """Why something could not be judged: a call without a reply, else what would settle it."""
        for operation in (_OF_COMPONENT.get(unknown.component, ""), *self.not_seen):
            if operation in self.not_seen:
                return self.not_seen[operation]
        settled_by = command(unknown)
        return not_known(f"Not known: {unknown.settle}.", f"Look there{f': {settled_by}' if settled_by else ''}.")

    def drawing(self, journey: Journey | None = None) -> Evidence:
        """One way hop by hop: the given one, else the first of which something is unknown, else the first."""
        ways = sorted(self.judgement.journeys, key=lambda way: not way.unknown)
        shown = journey or next(iter(ways), None)
        if shown is None:
            return evidence("What is known of the path.", drawn(self.judgement))
        return evidence(f"The path to {shown.address or shown.interface} as configured.", journey_drawn(shown))


def judged_path(facts: Facts) -> Asking[Path]:
    """Ask for everything on the path side by side, and judge it."""
    vpc = one(facts, "vpc_id")
    client_vpc = one(facts, "client_vpc_id") or (vpc if one(facts, "location") == "same_vpc" else "")
    calls = tuple(_calls(facts, vpc, client_vpc))
    seen = yield from ask_all(calls)
    named = sorted({name for reply in seen if isinstance(reply, Reply) for name in _prefix_lists(reply) if name})
    lists = [AwsCall.to("ec2", _ENTRIES, PrefixListId=name) for name in named]
    entries = yield from ask_all(lists)
    replies = [*zip(calls, seen, strict=True), *zip(lists, entries, strict=True)]
    contents = {name: _body(reply) for name, reply in zip(named, entries, strict=True)}
    inputs = {**_merged(replies), "ec2.GetManagedPrefixListEntries": contents}
    inventory = Inventory(inputs, one(facts, "region"), one(facts, "account_id"))
    flow = _flow(facts, client_vpc, inventory)
    judgement = judged(flow, inventory)
    not_seen = {call.operation: reply for call, reply in reversed(replies) if isinstance(reply, NotSeen)}
    return Path(flow, inventory, judgement, not_seen, _not_placed(judgement, client_vpc, vpc, not_seen))


def drawn_path(facts: Facts) -> Asking[tuple[Evidence, ...]]:
    """The path drawn hop by hop, the first that is stopped before the others; nothing where too little is known."""
    if not all(facts.get(name) for name in NEEDS):
        return ()
    path = yield from judged_path(facts)
    stopped = next((journey for journey, _ in path.stops), None)
    return (path.drawing(stopped),) if path.judgement.journeys else ()


def _not_placed(judgement: Judgement, client_vpc: str, vpc: str, not_seen: Mapping[str, NotSeen]) -> NotSeen | None:
    legs = [leg for journey in judgement.journeys for leg in journey.legs]
    if client_vpc != vpc and client_vpc and any(leg.part.end.vpc == vpc for leg in legs):
        what = f"The client is in {client_vpc}, and {vpc} has the same addresses, so its subnet is not certain."
        return ambiguous(what, "Name the client by its network interface: --client.")
    if all(leg.part.end.subnet or (not client_vpc and leg.there.kind is not Kind.PEERING) for leg in legs):
        return None
    refused = next((not_seen[call] for call in ("describe_subnets", "describe_vpcs") if call in not_seen), None)
    what = f"The client's subnet{f' in {client_vpc}' if client_vpc else ''} is not one that this account can see."
    return refused or not_known(what, "Look with an account that can see the client's VPC, and answer by hand.")


def _calls(facts: Facts, vpc: str, client_vpc: str) -> Iterator[AwsCall]:
    yield endpoint_call(one(facts, "vpce_id"))
    yield interfaces_call(several(facts, "endpoint_interfaces"))
    single = _single(several(facts, "client_addresses"))
    if client_vpc and single:
        yield interfaces_at(single)
    both = tuple(dict.fromkeys(filter(None, (vpc, client_vpc))))
    for each in both:
        yield AwsCall.to("ec2", "describe_vpcs", VpcIds=[each])
    of_both: JsonValue = [{"Name": "vpc-id", "Values": [*both]}]
    for operation in _BY_VPC:
        yield AwsCall.to("ec2", operation, Filters=of_both)
    for side in ("endpoint_security_groups", "client_security_groups"):
        if groups := several(facts, side):
            yield AwsCall.to("ec2", "describe_security_groups", GroupIds=[*groups])
    if client_vpc != vpc:
        yield AwsCall.to("ec2", "describe_vpc_peering_connections")
        yield AwsCall.to("ec2", "describe_transit_gateway_vpc_attachments", Filters=of_both)


def _single(addresses: Sequence[str]) -> tuple[str, ...]:
    networks = [(address, as_network(address)) for address in addresses]
    return tuple(address for address, network in networks if network is not None and network.num_addresses == 1)


def _merged(replies: Sequence[tuple[AwsCall, Seen]]) -> dict[str, object]:
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


def _body(seen: Seen) -> dict[str, JsonValue]:
    if isinstance(seen, NotSeen):
        return {"__error__": {"Code": seen.reason.value}}
    return {"__error__": {"Code": NOT_FOUND}} if seen.meaning == NOT_FOUND else dict(seen.data)


def _spelled(operation: str) -> str:
    """The operation as the API spells it: `DescribeVpcs`."""
    return "".join(word.capitalize() for word in operation.split("_"))


def _prefix_lists(reply: Reply) -> Iterator[str]:
    """The prefix lists that routes and rules name."""
    for table in records(reply.data, "RouteTables"):
        yield from (text(route, "DestinationPrefixListId") for route in records(table, "Routes"))
    for group in records(reply.data, "SecurityGroups"):
        for permissions in ("IpPermissions", "IpPermissionsEgress"):
            for rule in records(group, permissions):
                yield from (text(each, "PrefixListId") for each in records(rule, "PrefixListIds"))


def _flow(facts: Facts, client_vpc: str, inventory: Inventory) -> Flow:
    addresses = several(facts, "client_addresses")
    networks = tuple(network for address in addresses if (network := as_network(address)) is not None)
    aimed_at = several(facts, "blocked_addresses") or addresses
    family = IPV6 if all(":" in address for address in aimed_at) else 4
    held = {
        name: own
        for name, body in inventory.interfaces.items()
        if (own := set(interface_addresses(body)) & set(addresses)) and text(body, "VpcId") == client_vpc
    }
    flow = Flow(one(facts, "vpce_id"), "", networks, "", LINUX_EPHEMERAL, family)
    if len(held) == 1:
        ((interface, own),) = held.items()
        flow = replace(flow, interface=interface, networks=tuple(each for each in networks if str(each[0]) in own))
    client = one(facts, "client")
    function = client and as_network(client) is None and not _NOT_A_FUNCTION.fullmatch(client)
    return replace(flow, ephemeral=_FUNCTION_EPHEMERAL) if function else flow


def client_end(journey: Journey, stop: Explanation | None = None) -> End:
    """The end of the client that a component stops, or the first."""
    ends = [leg.part.end for leg in journey.legs]
    stopped = () if stop is None else stop.region
    return next((end for end in ends if intersection(end.region, _with_every_port(stopped))), ends[0])


def _with_every_port(region: Region) -> Region:
    return tuple(replace(cell, ports=EVERY_PORT) for cell in region)


def client_cidr(end: End, inventory: Inventory, *, of_vpc: bool = False) -> str:
    """The range of the client: its subnet's, or its VPC's, else its own address."""
    own = next((cell.network for cell in end.region), None)
    blocks = inventory.networks_of_vpc(end.vpc) if of_vpc else inventory.networks_of_subnet(end.subnet)
    return str(_around(own, blocks) or own or "")


def endpoint_cidr(journey: Journey, inventory: Inventory, vpc: str) -> str:
    """The block of the endpoint's VPC that holds the interface's address."""
    own = as_network(journey.address)
    return str(_around(own, inventory.networks_of_vpc(vpc)) or own or "")


def _around(own: Network | None, blocks: Sequence[Network]) -> Network | None:
    if own is None:
        return None
    holding = [block for block in blocks if block.version == own.version and own.network_address in block]
    return min(holding, key=lambda block: block.prefixlen, default=None)
