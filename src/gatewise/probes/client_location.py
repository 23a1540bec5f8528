"""Where the client is, seen from the endpoint's VPC: in it, in a network beside it, or outside.

Private APIs answer only to clients in a VPC or in a network connected to it:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
"""

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability.way import Kind
from gatewise.analysis.shapes import flag, records, text
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import Fact, Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes import _client as client_lookup
from gatewise.probes import _path as path_lookup
from gatewise.probes._asking import Asking, ask
from gatewise.probes._client import Client, as_network, find_client
from gatewise.probes._endpoint import in_two_zones
from gatewise.probes._path import Path, judged_path
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("same_vpc", "connected", "unconnected_vpc", "other_family", "outside")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = {
    **dict.fromkeys(("same_vpc", "connected", "outside"), ("location",)),
    "unconnected_vpc": ("location", "client_vpc_id"),
    "other_family": ("location", "client_family", "endpoint_family"),
}
_OF_A_VPC = tuple(call for call in path_lookup.CALLS if call != "ec2.describe_vpn_connections")
CALLS = tuple(dict.fromkeys((*client_lookup.CALLS, *_OF_A_VPC)))

_FAMILIES = {4: "ipv4", 6: "ipv6"}


def probe(facts: Facts) -> Probing:
    """Find the client, and compare its VPC, or its address, with the endpoint's VPC."""
    client = yield from find_client(facts)
    if client.is_outside:
        return _reading("outside", client, client.said)
    vpc_id = one(facts, "vpc_id")
    if not client.said and client.not_told is not None:
        return untold(client.not_told)
    if not vpc_id:
        why = not_known("The endpoint's VPC is not known.", "Say which endpoint it is: --vpce-id.")
        return untold(why, evidence(client.said), **client.facts())
    if client.vpc_id:
        return (yield from _in_a_vpc(client, vpc_id, facts))
    seen = yield from ask(AwsCall.to("ec2", "describe_vpcs", VpcIds=[vpc_id]))
    return _by_address(client, vpc_id, seen)


def _in_a_vpc(client: Client, vpc_id: str, facts: Facts) -> Asking[Reading]:
    said = f"{client.said} The endpoint is in {vpc_id}."
    location = "same_vpc" if client.vpc_id == vpc_id else "connected"
    if one(facts, "symptom") not in SHOWN_BY_THE_API:
        family = yield from _other_family(client, facts)
        if family is not None:
            return told("other_family", evidence(said), evidence(family), **_families(client, facts, location))
        if location == "connected":
            path = yield from judged_path({**facts, **client.facts(), "location": location})
            if _unconnected(path, client.vpc_id):
                none = f"No peering connection, transit gateway or route joins {client.vpc_id} and {vpc_id}."
                subnets = in_two_zones(path.inventory.subnets.values(), client.vpc_id, client.subnet)
                shown = (evidence(said), evidence(none), path.drawing())
                place: Facts = {"new_endpoint_subnets": subnets, "client_security_group": "".join(client.groups[:1])}
                known: dict[str, Fact] = {**client.facts(), "location": "outside", **place}
                return told("unconnected_vpc", *shown, **known)
    return _reading(location, client, said)


def _other_family(client: Client, facts: Facts) -> Asking[str | None]:
    """What to say where the client and the endpoint have no address family in common."""
    theirs = {6 if ":" in address else 4 for address in several(facts, "endpoint_addresses")}
    if not client.families or not theirs or client.families & theirs:
        return None
    if client.families == {6} and client.subnet:
        # With DNS64 and NAT64, an IPv6 client speaks to IPv4 addresses too.
        seen = yield from ask(AwsCall.to("ec2", "describe_subnets", SubnetIds=[client.subnet]))
        listed = records(seen.data, "Subnets") if isinstance(seen, Reply) else ()
        own = [entry for entry in listed if text(entry, "SubnetId") == client.subnet]
        if not own or flag(own[0], "EnableDns64"):
            return None
    mine, other = (_FAMILIES[min(each)] for each in (client.families, theirs))
    return f"The client has {mine} addresses only, and the endpoint's names lead to {other} addresses only."


def _families(client: Client, facts: Facts, location: str) -> dict[str, str | tuple[str, ...]]:
    theirs = {6 if ":" in address else 4 for address in several(facts, "endpoint_addresses")}
    mine = {"client_family": _FAMILIES[min(client.families)], "endpoint_family": _FAMILIES[min(theirs)]}
    return {**client.facts(), **mine, "location": location}


def _unconnected(path: Path, client_vpc: str) -> bool:
    """Whether the two VPCs are surely not connected: everything that could join them was read, and none does."""
    ways = [way for leg in path.legs for way in (leg.there, leg.home)]
    listed = ("describe_vpc_peering_connections", "describe_transit_gateway_attachments", "describe_route_tables")
    read = not any(operation in path.not_seen for operation in listed)
    return (
        read
        and bool(ways)
        and client_vpc in path.inventory.vpcs
        and path.client_not_placed is None
        and all(way.kind is Kind.NONE and way.stopped and not way.unknown for way in ways)
    )


def _by_address(client: Client, vpc_id: str, seen: Seen) -> Reading:
    if isinstance(seen, NotSeen):
        return untold(seen, evidence(client.said), **client.facts())
    vpcs = [entry for entry in records(seen.data, "Vpcs") if text(entry, "VpcId") == vpc_id]
    blocks = [text(entry, "CidrBlock") for vpc in vpcs for entry in records(vpc, "CidrBlockAssociationSet")]
    blocks += [text(vpc, "CidrBlock") for vpc in vpcs]
    blocks += [text(entry, "Ipv6CidrBlock") for vpc in vpcs for entry in records(vpc, "Ipv6CidrBlockAssociationSet")]
    named = ", ".join(dict.fromkeys(block for block in blocks if block))
    if any(_lies_in(address, block) for address in client.addresses for block in blocks):
        return _reading("same_vpc", client, f"{client.said} {vpc_id} has {named}.")
    if client.is_here and client.not_told is not None:
        why = ambiguous(
            "This machine has a private address that is none of the endpoint's VPC, and may or may not be connected.",
            "Say whether a VPN, Direct Connect, peering or a transit gateway connects it.",
        )
        return untold(why, evidence(f"{client.said} {vpc_id} has {named}."), **client.facts())
    return _reading("connected", client, f"{client.said} That is outside {vpc_id}, which has {named}.")


def _reading(answer: str, client: Client, said: str) -> Reading:
    return told(answer, evidence(said), location=answer, **client.facts())


def _lies_in(address: str, block: str) -> bool:
    inner, outer = as_network(address), as_network(block)
    if inner is None or outer is None or inner.version != outer.version:
        return False
    return inner.prefixlen >= outer.prefixlen and inner.overlaps(outer)
