"""What EC2 would do with the changes that a repair proposes, on the describe replies of a question."""

from copy import deepcopy
from typing import Any

from gatewise.analysis.reachability.change import Deed, GatewayRoute, GroupRule, ListEntry, TableRoute
from gatewise.analysis.reachability.repair import Change
from tests.analysis.reachability.shorthand import Json


def after(question: Json, *changes: Change) -> Json:
    """The question once these changes are made."""
    changed = deepcopy(question)
    for change in changes:
        _make(changed["inputs"], change)
    return changed


def _make(inputs: Json, change: Change) -> None:
    match change:
        case GroupRule():
            group = _found(inputs, "SecurityGroups", "GroupId", change.group)
            key = "IpPermissions" if change.direction == "ingress" else "IpPermissionsEgress"
            group[key].append(change.permission)
        case ListEntry():
            body = _found(inputs, "NetworkAcls", "NetworkAclId", change.access_list)
            taken = {(each["RuleNumber"], each["Egress"]) for each in body["Entries"]}
            assert (change.number, change.direction == "egress") not in taken, "EC2 refuses a number that is taken"
            body["Entries"].append(change.entry)
        case TableRoute():
            table = _found(inputs, "RouteTables", "RouteTableId", change.table)
            _put(table["Routes"], {change.key: change.target}, change.destination, replaces=bool(change.replaces))
        case GatewayRoute():
            routes = inputs["ec2.SearchTransitGatewayRoutes"][change.table]["Routes"]
            ways = {"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": change.attachment}]}
            _put(routes, ways, change.destination, replaces=change.replaces)
        case Deed():
            _do(inputs, change)


def _put(routes: list[Json], target: Json, destination: str, *, replaces: bool) -> None:
    there = [each for each in routes if each.get("DestinationCidrBlock") == destination]
    assert bool(there) == replaces, "EC2 refuses to create a route that exists, and to replace one that does not"
    routes[:] = [each for each in routes if each not in there]
    key = "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"
    routes.append({key: destination, "State": "active", "Origin": "CreateRoute", **target})


def _do(inputs: Json, deed: Deed) -> None:
    match deed.kind:
        case "accept-peering":
            peering = _found(inputs, "VpcPeeringConnections", "VpcPeeringConnectionId", deed.component)
            peering["Status"]["Code"] = "active"
        case "associate-table":
            associations = inputs["ec2.GetTransitGatewayRouteTableAssociations"][deed.value]["Associations"]
            associations.append({"TransitGatewayAttachmentId": deed.component, "State": "associated"})
        case "add-subnet":
            key = "TransitGatewayVpcAttachments"
            _found(inputs, key, "TransitGatewayAttachmentId", deed.component)["SubnetIds"].append(deed.value)


def _found(inputs: Json, key: str, identifier: str, name: str) -> Any:
    (found,) = [each for body in inputs.values() for each in body.get(key, []) if each[identifier] == name]
    return found
