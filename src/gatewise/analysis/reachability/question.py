"""A packet-path question and its verdict as JSON, one line each (docs/path-format.md)."""

from collections.abc import Mapping
from typing import Any

from gatewise.analysis.reachability.explanation import Explanation, Unknown
from gatewise.analysis.reachability.filters import EVERY_PROTOCOL, rule_number
from gatewise.analysis.reachability.inventory import Inventory, as_network, nested, text
from gatewise.analysis.reachability.judgement import Journey, Judgement, Verdict, judged
from gatewise.analysis.reachability.settling import beyond
from gatewise.analysis.reachability.source import LINUX_EPHEMERAL, Flow
from gatewise.analysis.reachability.space import EVERY_PORT, Ports, Region, intersection, networks_of, ports_of
from gatewise.model import JsonValue


class PathMistake(ValueError):  # noqa: N818 - a mistake in a question, as in the loader
    """The question is not of the format; the message says where, and what would be right."""


def flow_from(stated: Mapping[str, Any]) -> Flow:
    """The flow that a decoded question states.

    Raises:
        PathMistake: it states none.
    """
    source, destination = stated.get("source"), stated.get("destination")
    if not isinstance(source, dict) or not isinstance(destination, dict):
        raise PathMistake("flow has a source and a destination, both JSON objects")
    endpoint = destination.get("vpc_endpoint_id")
    if not isinstance(endpoint, str):
        raise PathMistake('flow.destination is {"kind": "vpc_endpoint", "vpc_endpoint_id": "vpce-…"}')
    protocol, port = stated.get("protocol", "tcp"), stated.get("port", HTTPS)
    if protocol != "tcp" or port != HTTPS:
        raise PathMistake(f"flow.protocol is tcp and flow.port is 443; these are {protocol!r} and {port!r}")
    family = stated.get("ip_family", "ipv4")
    if family not in ("ipv4", "ipv6"):
        raise PathMistake(f"flow.ip_family is ipv4 or ipv6; this is {family!r}")
    interface, attachment = source.get("network_interface_id"), source.get("attachment")
    address = source.get("ip") or source.get("cidr")
    network = as_network(address) if address is not None else None
    if (address is not None and network is None) or not (isinstance(interface, str) or network):
        raise PathMistake(f"flow.source is an interface or a CIDR block; this is {source!r}")
    return Flow(
        endpoint,
        interface if isinstance(interface, str) else "",
        () if network is None else (network,),
        attachment if isinstance(attachment, str) else "",
        _ephemeral(stated.get("client_ephemeral_ports", LINUX_EPHEMERAL)),
        6 if family == "ipv6" else 4,
    )


HTTPS = 443


def _ephemeral(stated: object) -> Ports:
    match stated:
        case [int(first), int(last)] if 0 <= first <= last <= EVERY_PORT[1]:
            return first, last
    raise PathMistake(f"flow.client_ephemeral_ports is the first and the last port; this is {stated!r}")


def verdict(judgement: Judgement) -> dict[str, JsonValue]:
    """The judgement's JSON."""
    journeys: list[JsonValue] = [_journey(journey) for journey in judgement.journeys]
    told: dict[str, JsonValue] = {"verdict": judgement.verdict.value, "per_endpoint_eni": journeys}
    if not judgement.journeys:
        told["explanations"] = [
            *(_explanation(each, ()) for each in judgement.explanations),
            *(_left_open(each) for each in judgement.unknown),
        ]
        told["unknown"] = _settling(judgement.unknown)
    return told


def answer(question: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The verdict on a decoded network question.

    Raises:
        PathMistake: the question is not of the format.
    """
    inputs = question.get("inputs")
    if not isinstance(question.get("flow"), dict) or not isinstance(inputs, dict):
        raise PathMistake("a question has flow and inputs, both JSON objects")
    return verdict(judged(flow_from(question["flow"]), inventory_of(question)))


def inventory_of(question: Mapping[str, Any]) -> Inventory:
    """The replies that a decoded question brings."""
    return Inventory(nested(question, "inputs"), text(question, "region"), text(question, "account"))


def _journey(journey: Journey) -> JsonValue:
    explanations: list[JsonValue] = [_explanation(each, journey.whole) for each in journey.explanations]
    if journey.verdict is Verdict.INDETERMINATE:
        # Only there does what is unknown decide; elsewhere it can't matter, or not for the whole.
        explanations += [_left_open(each) for each in journey.unknown]
    return {
        "network_interface_id": journey.interface,
        "verdict": journey.verdict.value,
        "explanations": explanations,
        "unknown": _settling(journey.unknown),
        "not_judged": list(beyond(journey)),
    }


def _settling(unknown: tuple[Unknown, ...]) -> JsonValue:
    """What would settle each unknown thing."""
    return [f"{each.component}: {each.settle}" for each in unknown]


def _left_open(unknown: Unknown) -> JsonValue:
    many = unknown.component == "security-group"
    identifiers: JsonValue = list(unknown.identifiers) if many else next(iter(unknown.identifiers), None)
    return {
        "code": unknown.code.value,
        "phase": unknown.phase,
        "direction": unknown.direction,
        "component": {"type": unknown.component, "id": identifiers},
        "rule": None,
        **unknown.where,
        "effect": "unknown",
        "settle": unknown.settle,
    }


def _explanation(explanation: Explanation, whole: Region) -> JsonValue:
    many = explanation.component == "security-group"
    identifiers: JsonValue = list(explanation.identifiers) if many else next(iter(explanation.identifiers), "")
    told: dict[str, JsonValue] = {
        "code": explanation.code.value,
        "phase": explanation.phase,
        "direction": explanation.direction,
        "component": {"type": explanation.component, "id": identifiers},
        "rule": _rule(explanation.rule),
        **explanation.where,
        "effect": "blocks",
    }
    stopped = intersection(explanation.region, whole)
    if set(networks_of(stopped)) != set(networks_of(whole)):
        told["uncovered_cidrs"] = list(networks_of(stopped))
    if ports_of(stopped) != ports_of(whole):
        told["ports"] = [[low, high] for low, high in ports_of(stopped)]
    return told


def _rule(rule: Mapping[str, Any] | None) -> JsonValue:
    if rule is None or "RuleNumber" not in rule:
        return None if rule is None else dict(rule)
    return {
        "rule_number": rule_number(rule),
        "action": text(rule, "RuleAction"),
        "cidr": text(rule, "CidrBlock") or text(rule, "Ipv6CidrBlock"),
        "protocol": str(rule.get("Protocol", EVERY_PROTOCOL)),
    }
