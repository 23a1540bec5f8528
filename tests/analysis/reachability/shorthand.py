"""Short ways to write rules, entries and routes: `tcp 443 10.0.0.0/16`, `10.1.0.0/16 pcx-1`."""

from collections.abc import Callable
from typing import Any

ACCOUNT = "111122223333"

Json = dict[str, Any]


def permission(text: str) -> Json:
    """`tcp 443 SOURCE`, `tcp 1-65535 SOURCE` or `-1 SOURCE`.

    The source is a CIDR block, `pl-…`, or `sg-…[@account[/status]]`.
    """
    protocol, *ports, source = text.split()
    written: Json = {"IpProtocol": protocol, "IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": []}
    written["UserIdGroupPairs"] = []
    if ports:
        low, _, high = ports[0].partition("-")
        written |= {"FromPort": int(low), "ToPort": int(high or low)}
    if source.startswith("sg-"):
        name, _, owner = source.partition("@")
        account, _, status = owner.partition("/")
        pair = {"GroupId": name, "UserId": account or ACCOUNT}
        written["UserIdGroupPairs"].append(pair | ({"PeeringStatus": status} if status else {}))
    elif source.startswith("pl-"):
        written["PrefixListIds"].append({"PrefixListId": source})
    elif ":" in source:
        written["Ipv6Ranges"].append({"CidrIpv6": source})
    else:
        written["IpRanges"].append({"CidrIp": source})
    return written


def entry(text: str) -> Json:
    """`NUMBER allow|deny in|out PROTOCOL [PORTS] CIDR`."""
    number, action, way, protocol, *ports, network = text.split()
    key = "Ipv6CidrBlock" if ":" in network else "CidrBlock"
    protocol = {"tcp": "6", "udp": "17"}.get(protocol, protocol)
    written: Json = {key: network, "Egress": way == "out", "Protocol": protocol}
    written |= {"RuleAction": action, "RuleNumber": int(number)}
    if ports:
        low, _, high = ports[0].partition("-")
        written["PortRange"] = {"From": int(low), "To": int(high or low)}
    return written


_TARGETS = {
    "pcx": "VpcPeeringConnectionId",
    "tgw": "TransitGatewayId",
    "nat": "NatGatewayId",
    "eni": "NetworkInterfaceId",
}


def route(text: str) -> Json:
    """`DESTINATION TARGET [blackhole|filtered] [propagated]`."""
    destination, target, *marks = text.split()
    if destination.startswith("pl-"):
        key = "DestinationPrefixListId"
    else:
        key = "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"
    state = next((mark for mark in marks if mark != "propagated"), "active")
    origin = "EnableVgwRoutePropagation" if "propagated" in marks else "CreateRoute"
    place = _TARGETS.get(target.split("-")[0], "CoreNetworkArn" if target.startswith("arn:") else "GatewayId")
    return {key: destination, place: target, "State": state, "Origin": origin}


def gateway_route(text: str) -> Json:
    """A transit gateway's route: `CIDR ATTACHMENT|blackhole [VPC]`."""
    destination, way, *vpc = text.split()
    written: Json = {"DestinationCidrBlock": destination, "Type": "propagated", "State": "active"}
    if way == "blackhole":
        return written | {"Type": "static", "State": "blackhole"}
    named = {"TransitGatewayAttachmentId": way, "ResourceType": "vpc"} | ({"ResourceId": vpc[0]} if vpc else {})
    return written | {"TransitGatewayAttachments": [named]}


_SHORT: dict[str, Callable[[str], Json]] = {
    "IpPermissions": permission,
    "IpPermissionsEgress": permission,
    "Entries": entry,
    "Routes": route,
}


def written_out(key: str, value: Any, operation: str = "") -> Any:
    """A list of short texts as the objects they stand for; anything else as it is."""
    long = gateway_route if operation == "ec2.SearchTransitGatewayRoutes" else _SHORT.get(key)
    if operation == "ec2.GetManagedPrefixListEntries":
        long = _prefix
    if long is None or not isinstance(value, list):
        return value
    return [long(each) if isinstance(each, str) else each for each in value]


def _prefix(text: str) -> Json:
    return {"Cidr": text}
