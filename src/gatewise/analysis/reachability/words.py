"""Rules, routes and explanation codes in plain words."""

from typing import Any

from gatewise.analysis.reachability.explanation import Code, Explanation
from gatewise.analysis.reachability.filters import EVERY_PROTOCOL, Direction
from gatewise.analysis.reachability.inventory import Body, nested, text, things
from gatewise.analysis.reachability.space import EVERY_PORT, Ports

MEANS: dict[Code, str] = {
    Code.BAD_STATE: "it is not in a working state",
    Code.BAD_STATE_ATTACHMENT: "the attachment is not in a working state",
    Code.BAD_STATE_ROUTE: "the route is a blackhole: its target is gone",
    Code.ENI_SG_RULES_MISMATCH: "no rule lets it through",
    Code.SG_HAS_NO_RULES: "there is no rule in this direction, so nothing passes",
    Code.SG_REFERENCES_NOT_PRESERVED: "its rule names a group, and this path does not carry groups",
    Code.SUBNET_ACL_RESTRICTION: "the first rule that matches denies it",
    Code.NO_ROUTE_TO_DESTINATION: "there is no route to the other end",
    Code.HIGHER_PRIORITY_ROUTE: "the local route wins: both networks use these addresses",
    Code.PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: "a peering carries nothing beyond its two VPCs",
    Code.IGW_DESTINATION_NOT_RFC1918: "an internet gateway does not carry private addresses",
    Code.IGW_DESTINATION_NOT_RFC6598: "an internet gateway does not carry 100.64.0.0/10",
    Code.TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: "the attachment has no route table",
    Code.TGW_ROUTE_AZ_RESTRICTION: "the attachment has no subnet in the sender's zone",
    Code.TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: "the gateway has no route to the other end",
    Code.TGW_RTB_BAD_STATE_ROUTE: "the gateway's route is a blackhole",
    Code.NO_POSSIBLE_DESTINATION: "it does not lead to the other end",
    Code.DISCONNECTED_VPCS: "the two networks are not connected",
    Code.ENI_ADDRESS_RESTRICTION: "the interface does not have such an address",
    Code.VPC_BLOCK_PUBLIC_ACCESS_ENABLED: "VPC Block Public Access stops it",
    Code.UNKNOWN_RESOURCE: "it can't be read",
    Code.UNKNOWN_PEERED_SGS: "the other account's groups can't be seen",
    Code.TGW_RTB_ROUTES_ARE_UNKNOWN: "the gateway's routes can't be read",
}
"""What each code says of its component."""


def reason(explanation: Explanation) -> str:
    """Why the component stops the packet, with the rule where one decides."""
    means = MEANS[explanation.code]
    return means if explanation.rule is None else f"{means} ({rule(explanation.rule, explanation.direction)})"


def rule(decides: Body, direction: Direction | None) -> str:
    """A rule or route in one line."""
    if "RuleNumber" in decides:
        network = text(decides, "CidrBlock") or text(decides, "Ipv6CidrBlock")
        number, action = decides.get("RuleNumber"), text(decides, "RuleAction")
        return f"rule {number} {action} {_protocol(decides, 'Protocol')}{_ports(decides)} {network}"
    if "destination" in decides:
        return f"{decides['destination']} to {decides.get('target')}"
    way = "from" if direction == "ingress" else "to"
    return f"{_protocol(decides, 'IpProtocol')}{_ports(decides)} {way} {_peer(decides)}"


def ports(listed: Ports) -> str:
    """A range of ports in words."""
    if listed == EVERY_PORT:
        return "every port"
    return str(listed[0]) if listed[0] == listed[1] else f"{listed[0]}-{listed[1]}"


def _protocol(body: Body, key: str) -> str:
    spelled = str(body.get(key, EVERY_PROTOCOL))
    return {EVERY_PROTOCOL: "all", "6": "tcp"}.get(spelled, spelled)


def _ports(body: Body) -> str:
    inner = nested(body, "PortRange")
    low: Any = inner.get("From", body.get("FromPort"))
    high: Any = inner.get("To", body.get("ToPort"))
    return "" if low is None or high is None else f" {low}" if low == high else f" {low}-{high}"


def _peer(body: Body) -> str:
    for kind, key in (
        ("IpRanges", "CidrIp"),
        ("Ipv6Ranges", "CidrIpv6"),
        ("PrefixListIds", "PrefixListId"),
        ("UserIdGroupPairs", "GroupId"),
    ):
        for each in things(body, kind):
            return text(each, key)
    return "?"
