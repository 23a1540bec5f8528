"""The narrowest changes that mend a path, as facts for a fix's commands: JSON that the AWS CLI takes as it stands."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gatewise.analysis.reachability.change import Deed, GatewayRoute, ListEntry, TableRoute
from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.repair import Change, repairs
from gatewise.analysis.reachability.transit_gateway import attachments
from gatewise.analysis.reachability.words import ports, reason
from gatewise.model import Fact
from gatewise.probes._path import Path


def changes(path: Path) -> tuple[Change, ...]:
    """Every change that the path needs."""
    return tuple(change for repair in repairs(path.judgement, path.inventory) for change in repair.changes)


def list_facts(made: Iterable[Change]) -> dict[str, Fact]:
    """The entries for network ACLs: to make them, to take them back, and in words."""
    entries = [change for change in made if isinstance(change, ListEntry)]
    created = [{"NetworkAclId": each.access_list, **each.entry} for each in entries]
    keys = ("NetworkAclId", "RuleNumber", "Egress")
    return {
        "acl_entries": tuple(map(_compact, created)),
        "acl_entry_keys": tuple(_compact({key: each[key] for key in keys}) for each in created),
        "acl_rules": tuple(map(_entry_said, entries)),
    }


def _entry_said(entry: ListEntry) -> str:
    side, way = ("inbound", "from") if entry.direction == "ingress" else ("outbound", "to")
    what = f"allow TCP {ports(entry.ports)} {way} {entry.network}"
    return f"{side} rule {entry.number} of {entry.access_list}: {what}"


def route_facts(made: Iterable[Change]) -> dict[str, Fact]:
    """The routes for subnets' tables: to make them, to take them back, and in words."""
    routes = [change for change in made if isinstance(change, TableRoute)]
    keys = [{"RouteTableId": each.table, _block(each.destination): each.destination} for each in routes]
    created = [{**key, each.key: each.target} for key, each in zip(keys, routes, strict=True)]
    return {
        "missing_routes": tuple(map(_compact, created)),
        "missing_route_keys": tuple(map(_compact, keys)),
        "route_rules": tuple(f"{each.destination} to {each.target} in {each.table}" for each in routes),
    }


def _block(destination: str) -> str:
    return "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"


def gateway_facts(made: Iterable[Change]) -> dict[str, Fact]:
    """The routes for transit gateways' tables."""
    routes = [change for change in made if isinstance(change, GatewayRoute)]
    keys = [{"TransitGatewayRouteTableId": each.table, "DestinationCidrBlock": each.destination} for each in routes]
    created = [{**key, "TransitGatewayAttachmentId": each.attachment} for key, each in zip(keys, routes, strict=True)]
    return {
        "gateway_routes": tuple(map(_compact, created)),
        "gateway_route_keys": tuple(map(_compact, keys)),
        "route_rules": tuple(f"{each.destination} to {each.attachment} in {each.table}" for each in routes),
    }


@dataclass(frozen=True, slots=True)
class _Mending:
    """The operation that mends a connection, and the one that takes it back."""

    lack: str
    operation: str
    asked: Mapping[str, Any]
    undo: str
    undone: Mapping[str, Any]

    def facts(self, connection: str) -> dict[str, Fact]:
        return {
            "connection_id": connection,
            "connection_lack": self.lack,
            "connection_operation": self.operation,
            "connection_input": _compact(self.asked),
            "connection_undo": self.undo,
            "connection_undo_input": _compact(self.undone),
        }


def connection_facts(path: Path, stop: Explanation) -> dict[str, Fact]:
    """What the connection lacks, and the operation that gives it; where none does, the one that shows its state."""
    name = next(iter(stop.identifiers), "")
    deeds = (change for change in changes(path) if isinstance(change, Deed) and change.component == name)
    deed = next(deeds, None)
    return (_mending(deed, name) if deed is not None else _waiting(path, stop, name)).facts(name)


def _mending(deed: Deed, name: str) -> _Mending:
    attached = {"TransitGatewayAttachmentId": name}
    match deed.kind:
        case "accept-peering":
            held = {"VpcPeeringConnectionId": name}
            lack, accept = "it waits until its other side accepts it", "accept-vpc-peering-connection"
            return _Mending(lack, accept, held, "delete-vpc-peering-connection", held)
        case "add-subnet":
            lack = f"it has no subnet in the Availability Zone of {deed.value}, so packets from there do not get in"
            operation, subnets = "modify-transit-gateway-vpc-attachment", [deed.value]
            adds, removes = attached | {"AddSubnetIds": subnets}, attached | {"RemoveSubnetIds": subnets}
            return _Mending(lack, operation, adds, operation, removes)
        case "associate-table":
            held = {"TransitGatewayRouteTableId": deed.value, **attached}
            lack, operation = "it uses no route table of the gateway", "associate-transit-gateway-route-table"
            return _Mending(lack, operation, held, f"dis{operation}", held)


def _waiting(path: Path, stop: Explanation, name: str) -> _Mending:
    attached = {"TransitGatewayAttachmentId": name}
    attachment = attachments(path.inventory).get(name)
    state = attachment.state if attachment is not None else ""
    if state == "pendingAcceptance":
        lack, accept = "it waits until the gateway's owner accepts it", "accept-transit-gateway-vpc-attachment"
        return _Mending(lack, accept, attached, "delete-transit-gateway-vpc-attachment", attached)
    lack = f"{reason(stop)}{f', but {state}' if state else ''}, and has to be made again"
    if name.startswith("pcx-"):
        looks, listed = "describe-vpc-peering-connections", {"VpcPeeringConnectionIds": [name]}
    else:
        looks, listed = "describe-transit-gateway-attachments", {"TransitGatewayAttachmentIds": [name]}
    return _Mending(lack, looks, listed, looks, listed)


def _compact(body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))
