"""The narrowest changes that mend a path, as facts for a fix's commands: JSON that the AWS CLI takes as it stands."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gatewise.analysis.reachability.change import Deed, GatewayRoute, ListEntry, TableRoute
from gatewise.analysis.reachability.explanation import Code, Explanation
from gatewise.analysis.reachability.repair import Change, repairs
from gatewise.analysis.reachability.transit_gateway import attachments
from gatewise.analysis.reachability.words import ports
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


_DEEDS = {"associate-table": "gateway_route_table_id", "add-subnet": "attachment_subnet"}


def connection_facts(path: Path, stop: Explanation) -> dict[str, Fact]:
    """What the connection lacks: `accept-peering`, `accept-attachment`, `add-subnet`, `associate-table` or `new`."""
    name = next(iter(stop.identifiers), "")
    facts: dict[str, Fact] = {"connection_id": name, "connection_repair": "new"}
    for deed in changes(path):
        if isinstance(deed, Deed) and deed.component == name:
            value: dict[str, Fact] = {_DEEDS[deed.kind]: deed.value} if deed.kind in _DEEDS else {}
            return {**facts, "connection_repair": deed.kind, **value}
    attachment = attachments(path.inventory).get(name)
    if stop.code is Code.BAD_STATE_ATTACHMENT and attachment and attachment.state in {"pendingAcceptance", "pending"}:
        return {**facts, "connection_repair": "accept-attachment"}
    return facts


def _compact(body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))
