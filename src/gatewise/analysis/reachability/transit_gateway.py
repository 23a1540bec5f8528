"""Transit gateways: attachments, their route tables, and where a packet that enters by one comes out.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from dataclasses import dataclass

from gatewise.analysis.reachability.explanation import Code, Explanation, Phase, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network
from gatewise.analysis.reachability.space import EVERY_PORT, Region, split

_ATTACHMENTS = "ec2.DescribeTransitGatewayAttachments"
_VPC_ATTACHMENTS = "ec2.DescribeTransitGatewayVpcAttachments"
_ASSOCIATIONS = "ec2.GetTransitGatewayRouteTableAssociations"
_ROUTES = "ec2.SearchTransitGatewayRoutes"
_USABLE = {"available", "modifying"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of a transit gateway."""

    identifier: str
    gateway: str
    resource: str
    """The VPC, VPN connection or gateway behind it."""
    state: str
    subnets: tuple[str, ...]
    table: str
    """The associated route table, where the attachment's own description names it."""


def attachments(inventory: Inventory) -> dict[str, Attachment]:
    """Every attachment that either describe operation lists."""
    found: dict[str, Attachment] = {}
    listed = (
        *inventory.listed(_ATTACHMENTS, "TransitGatewayAttachments"),
        *inventory.listed(_VPC_ATTACHMENTS, "TransitGatewayVpcAttachments"),
    )
    for each in listed:
        identifier = str(each.get("TransitGatewayAttachmentId", ""))
        known = found.get(identifier)
        association = each.get("Association")
        table = association.get("TransitGatewayRouteTableId", "") if isinstance(association, dict) else ""
        found[identifier] = Attachment(
            identifier,
            str(each.get("TransitGatewayId") or (known.gateway if known else "")),
            str(each.get("VpcId") or each.get("ResourceId") or (known.resource if known else "")),
            str(each.get("State", "available")),
            tuple(map(str, each.get("SubnetIds") or (known.subnets if known else ()))),
            str(table or (known.table if known else "")),
        )
    return found


def attachment_of(vpc: str, gateway: str, inventory: Inventory) -> Attachment | None:
    """The VPC's attachment to the gateway."""
    live = [each for each in attachments(inventory).values() if each.resource == vpc and each.state != "deleted"]
    return next((each for each in live if not gateway or each.gateway == gateway), None)


def cannot_list(inventory: Inventory) -> bool:
    """Whether neither describe operation was answered."""
    return inventory.failed(_ATTACHMENTS) and inventory.failed(_VPC_ATTACHMENTS)


def crossing(
    entry: Attachment, destinations: Region, goal: str, phase: Phase, inventory: Inventory
) -> tuple[list[Explanation], list[Unknown]]:
    """What keeps packets that enter by one attachment from leaving by that of the goal (a VPC or an attachment)."""
    if entry.state.lower() not in _USABLE:
        kind = "transit-gateway-attachment"
        return [Explanation(Code.BAD_STATE_ATTACHMENT, phase, kind, (entry.identifier,), region=destinations)], []
    table, known = _associated(entry, inventory)
    if not known:
        return [], [Unknown(phase, "transit-gateway", "the transit gateway's route tables", destinations)]
    if not table:
        code = Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION
        return [Explanation(code, phase, "transit-gateway-attachment", (entry.identifier,), region=destinations)], []
    routes = inventory.per_resource(_ROUTES, table, "Routes")
    if routes is None:
        settle = f"the routes of transit gateway route table {table}"
        return [], [Unknown(phase, "transit-gateway-route-table", settle, destinations)]
    return _looked_up(table, routes, destinations, goal, phase)


def _looked_up(
    table: str, routes: tuple[Body, ...], destinations: Region, goal: str, phase: Phase
) -> tuple[list[Explanation], list[Unknown]]:
    stopped: list[Explanation] = []
    unknown: list[Unknown] = []
    kind = "transit-gateway-route-table"
    rest = destinations
    for route in sorted(routes, key=_priority):
        network = as_network(route.get("DestinationCidrBlock"))
        if network is None:
            continue
        inside, rest = split(rest, network, EVERY_PORT)
        if not inside:
            continue
        ways = [each for each in route.get("TransitGatewayAttachments") or [] if isinstance(each, dict)]
        leads_to = {str(each.get(key)) for each in ways for key in ("ResourceId", "TransitGatewayAttachmentId")}
        rule = {"destination": str(network), "target": ", ".join(sorted(leads_to - {"None"})) or "blackhole"}
        if str(route.get("State", "active")).lower() == "blackhole" or not ways:
            stopped.append(Explanation(Code.TGW_RTB_BAD_STATE_ROUTE, phase, kind, (table,), rule=rule, region=inside))
        elif goal not in leads_to:
            # It may come back from there (an inspection VPC, another gateway); these replies do not say.
            unknown.append(Unknown(phase, kind, f"what lies behind {rule['target']}", inside))
    if rest:
        stopped.append(Explanation(Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, phase, kind, (table,), region=rest))
    return stopped, unknown


def _associated(entry: Attachment, inventory: Inventory) -> tuple[str, bool]:
    """The route table of an attachment, and whether that could be known."""
    if entry.table:
        return entry.table, True
    tables = inventory.inputs.get(_ASSOCIATIONS)
    if not isinstance(tables, dict) or "__error__" in tables:
        return "", False
    for table in tables:
        associations = inventory.per_resource(_ASSOCIATIONS, table, "Associations")
        if associations is None:
            return "", False
        for each in associations:
            usable = str(each.get("State", "associated")) in {"associated", "associating"}
            if each.get("TransitGatewayAttachmentId") == entry.identifier and usable:
                return str(table), True
    return "", True


def _priority(route: Body) -> tuple[int, bool]:
    network = as_network(route.get("DestinationCidrBlock"))
    return (0 if network is None else -network.prefixlen, route.get("Type") == "propagated")
