"""Transit gateways: attachments, their route tables, and where a packet that enters by one comes out.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from dataclasses import dataclass

from gatewise.analysis.reachability.explanation import Code, Explanation, Phase, Unknown
from gatewise.analysis.reachability.inventory import Body, Inventory, as_network, nested, text, texts, things
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
        identifier = text(each, "TransitGatewayAttachmentId")
        known = found.get(identifier, _NOTHING)
        association = nested(each, "Association")
        associated = (text(association, "State") or "associated") in _ASSOCIATED
        table = text(association, "TransitGatewayRouteTableId") if associated else ""
        found[identifier] = Attachment(
            identifier,
            text(each, "TransitGatewayId") or known.gateway,
            text(each, "VpcId") or text(each, "ResourceId") or known.resource,
            text(each, "State") or known.state,
            texts(each, "SubnetIds") or known.subnets,
            table or known.table,
        )
    return found


_NOTHING = Attachment("", "", "", "available", (), "")
_ASSOCIATED = {"associated", "associating"}


def attachment_of(vpc: str, gateway: str, inventory: Inventory) -> Attachment | None:
    """The VPC's attachment to the gateway, a working one first."""
    live = [each for each in attachments(inventory).values() if each.resource == vpc and each.state not in _GONE]
    mine = [each for each in live if not gateway or each.gateway == gateway]
    return min(mine, key=lambda each: each.state not in _USABLE, default=None)


_GONE = {"deleted"}


def entered_by(identifier: str, inventory: Inventory) -> Attachment | None:
    """The attachment of this id: as described, else as a route table's associations show that it exists."""
    known = attachments(inventory).get(identifier)
    if known is not None:
        return known
    unlisted = Attachment(identifier, "", "", "available", (), "")
    table, _ = _associated(unlisted, inventory)
    return unlisted if table else None


def cannot_list(inventory: Inventory) -> bool:
    """Whether neither describe operation was answered."""
    return inventory.failed(_ATTACHMENTS) and inventory.failed(_VPC_ATTACHMENTS)


def out_of_order(attachment: Attachment, phase: Phase, region: Region) -> tuple[list[Explanation], list[Unknown]]:
    """What the attachment's own state stops or leaves unknown."""
    state = attachment.state.lower()
    kind, names = "transit-gateway-attachment", (attachment.identifier,)
    if state in _USABLE:
        return [], []
    if state in _UNUSABLE:
        return [Explanation(Code.BAD_STATE_ATTACHMENT, phase, kind, names, region=region)], []
    return [], [Unknown(phase, kind, f"whether state {attachment.state!r} lets packets through", region, names)]


_UNUSABLE = {
    *("initiating", "initiatingrequest", "pendingacceptance", "rollingback", "pending"),
    *("deleting", "deleted", "failed", "rejected", "rejecting", "failing"),
}


def crossing(
    entry: Attachment, destinations: Region, goals: tuple[str, ...], phase: Phase, inventory: Inventory
) -> tuple[list[Explanation], list[Unknown]]:
    """What keeps packets that enter by one attachment from leaving by a goal (the ids of a VPC, an attachment)."""
    table, known = _associated(entry, inventory)
    if not known:
        names, code = (entry.gateway,) if entry.gateway else (), Code.TGW_RTB_ROUTES_ARE_UNKNOWN
        settle = "the transit gateway's route tables and what they are associated with"
        return [], [Unknown(phase, "transit-gateway", settle, destinations, names, code)]
    if not table:
        code = Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION
        return [Explanation(code, phase, "transit-gateway-attachment", (entry.identifier,), region=destinations)], []
    routes = inventory.per_resource(_ROUTES, table, "Routes")
    if routes is None:
        return [], [_unread(table, phase, destinations)]
    return _looked_up(table, routes, destinations, goals, phase, _cut_off(table, inventory))


def _cut_off(table: str, inventory: Inventory) -> bool:
    """Whether there are more routes than the reply lists."""
    body = nested(nested(inventory.inputs, _ROUTES), table)
    return body.get("AdditionalRoutesAvailable") is True


def _unread(table: str, phase: Phase, region: Region) -> Unknown:
    settle = f"the routes of transit gateway route table {table}"
    code = Code.TGW_RTB_ROUTES_ARE_UNKNOWN
    return Unknown(phase, "transit-gateway-route-table", settle, region, (table,), code)


def _looked_up(  # noqa: PLR0913 - one look-up in one table
    table: str,
    routes: tuple[Body, ...],
    destinations: Region,
    goals: tuple[str, ...],
    phase: Phase,
    cut_off: bool,  # noqa: FBT001
) -> tuple[list[Explanation], list[Unknown]]:
    stopped: list[Explanation] = []
    unknown: list[Unknown] = []
    kind = "transit-gateway-route-table"
    rest = destinations
    for route in sorted(routes, key=_priority):
        network = as_network(route.get("DestinationCidrBlock"))
        if network is None or text(route, "State").lower() in _LEAVING:
            continue
        inside, rest = split(rest, network, EVERY_PORT)
        if not inside:
            continue
        ways = things(route, "TransitGatewayAttachments")
        leads_to = {text(each, key) for each in ways for key in ("ResourceId", "TransitGatewayAttachmentId")} - {""}
        rule = {"destination": str(network), "target": ", ".join(sorted(leads_to)) or "blackhole"}
        if text(route, "State").lower() == "blackhole":
            stopped.append(Explanation(Code.TGW_RTB_BAD_STATE_ROUTE, phase, kind, (table,), rule=rule, region=inside))
        elif leads_to.isdisjoint(goals):
            # It may come back from there (an inspection VPC, another gateway); these replies do not say.
            behind = ", ".join(sorted(leads_to)) or f"the route to {network}"
            unknown.append(Unknown(phase, kind, f"what lies behind {behind}", inside, (table,)))
    if rest and cut_off:
        unknown.append(_unread(table, phase, rest))
    elif rest:
        stopped.append(Explanation(Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, phase, kind, (table,), region=rest))
    return stopped, unknown


_LEAVING = {"deleting", "deleted"}


def _associated(entry: Attachment, inventory: Inventory) -> tuple[str, bool]:
    """The route table of an attachment, and whether that could be known."""
    if entry.table:
        return entry.table, True
    tables = inventory.inputs.get(_ASSOCIATIONS)
    if not isinstance(tables, dict) or "__error__" in tables:
        return "", False
    unread = False
    for table in tables:
        associations = inventory.per_resource(_ASSOCIATIONS, table, "Associations")
        unread = unread or associations is None
        for each in associations or ():
            usable = (text(each, "State") or "associated") in _ASSOCIATED
            if each.get("TransitGatewayAttachmentId") == entry.identifier and usable:
                return str(table), True
    return "", bool(tables) and not unread


def _priority(route: Body) -> tuple[int, bool]:
    network = as_network(route.get("DestinationCidrBlock"))
    return (0 if network is None else -network.prefixlen, route.get("Type") == "propagated")
