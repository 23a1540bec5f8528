"""VPC peering connections: their ends, their state, and the addresses that pass them.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
"""

from gatewise.analysis.reachability.explanation import Code, Explanation, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network, nested, text, things
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Region, difference

_SIDES = ("RequesterVpcInfo", "AccepterVpcInfo")
_KIND = "vpc-peering-connection"
_UNUSABLE = {
    *("initiating-request", "pending-acceptance", "provisioning"),
    *("deleting", "deleted", "rejected", "failed", "expired"),
}


def between(one: str, other: str, inventory: Inventory) -> str:
    """The peering connection of two VPCs, an active one first; empty where none is listed."""
    joining = [
        name
        for name, each in inventory.peerings.items()
        if one and other and set(_ends(each)) == {one, other} and _state(each) != "deleted"
    ]
    return min(joining, key=lambda name: _state(inventory.peerings[name]) != "active", default="")


def far_end(connection: str, vpc: str, inventory: Inventory) -> str:
    """The VPC at the other end of a connection; empty where that is not known."""
    return next((end for end in _ends(inventory.peerings.get(connection, {})) if end != vpc), "")


def joins(connection: str, vpc: str, inventory: Inventory) -> bool:
    """Whether the VPC is an end of the connection, and the connection is not gone."""
    peering = inventory.peerings.get(connection, {})
    return vpc in _ends(peering) and _state(peering) != "deleted"


def one_region(connection: str, inventory: Inventory) -> bool:
    """Whether both ends are in one Region, as far as the connection's description says."""
    peering = inventory.peerings.get(connection, {})
    return len({text(nested(peering, side), "Region") for side in _SIDES} - {""}) <= 1


def passes(
    connection: str, client: tuple[str, Region], endpoint_vpc: str, inventory: Inventory
) -> tuple[list[Explanation], list[Unknown]]:
    """What keeps a client (its VPC, empty where unknown, and its addresses) from crossing the connection."""
    vpc, region = client
    names = (connection,)
    peering = inventory.peerings.get(connection)
    if peering is None:
        if inventory.failed("ec2.DescribeVpcPeeringConnections"):
            return [], [Unknown("forward", _KIND, f"the state of {connection}", region, names)]
        return [Explanation(Code.BAD_STATE, "forward", _KIND, names, region=region)], []
    state = _state(peering)
    if state in _UNUSABLE:
        return [Explanation(Code.BAD_STATE, "forward", _KIND, names, region=region)], []
    if state != "active":
        settle = f"whether state {state!r} of {connection} lets packets through"
        return [], [Unknown("forward", _KIND, settle, region, names)]
    ends = _ends(peering)
    if endpoint_vpc not in ends or (vpc and vpc not in ends):
        code = Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
        return [Explanation(code, "forward", _KIND, names, region=region)], []
    return ([], []) if vpc else _edge_to_edge(connection, region, endpoint_vpc, inventory)


def _edge_to_edge(
    connection: str, region: Region, endpoint_vpc: str, inventory: Inventory
) -> tuple[list[Explanation], list[Unknown]]:
    """Addresses behind the peered VPC (on-premises, another VPC) do not pass a peering connection."""
    peering = inventory.peerings[connection]
    other = far_end(connection, endpoint_vpc, inventory)
    peer = next((nested(peering, side) for side in _SIDES if nested(peering, side).get("VpcId") == other), {})
    blocks = [peer.get("CidrBlock"), *(each.get("CidrBlock") for each in things(peer, "CidrBlockSet"))]
    blocks += [each.get("Ipv6CidrBlock") for each in things(peer, "Ipv6CidrBlockSet")]
    networks = {network for block in blocks if (network := as_network(block))} | set(inventory.networks_of_vpc(other))
    if not networks:
        settle = f"the CIDR blocks of {other or 'the peered VPC'}"
        return [], [Unknown("forward", _KIND, settle, region, (connection,))]
    outside = difference(region, tuple(Cell(network, EVERY_PORT) for network in networks))
    if not outside:
        return [], []
    code = Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR
    return [Explanation(code, "forward", _KIND, (connection,), region=outside)], []


def _ends(peering: Body) -> tuple[str, ...]:
    return tuple(filter(None, (text(nested(peering, side), "VpcId") for side in _SIDES)))


def _state(peering: Body) -> str:
    return text(nested(peering, "Status"), "Code").lower()
