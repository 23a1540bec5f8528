"""A packet-path question and its verdict as JSON, one line each (docs/path-format.md)."""

from collections.abc import Mapping
from typing import Any

from gatewise.analysis.reachability.explanation import Explanation
from gatewise.analysis.reachability.inventory import Inventory, as_network
from gatewise.analysis.reachability.judgement import Journey, Judgement, judged
from gatewise.analysis.reachability.source import LINUX_EPHEMERAL, Flow
from gatewise.analysis.reachability.space import Region, intersection, networks_of, ports_of
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
    interface, address = source.get("network_interface_id"), source.get("ip") or source.get("cidr")
    network = as_network(address) if address is not None else None
    if (address is not None and network is None) or not (interface or network):
        raise PathMistake(f"flow.source is an interface or a CIDR block; this is {source!r}")
    ports = stated.get("client_ephemeral_ports") or LINUX_EPHEMERAL
    if not (isinstance(ports, list | tuple) and len(ports) == len(LINUX_EPHEMERAL)):
        raise PathMistake(f"flow.client_ephemeral_ports is the first and the last port; this is {ports!r}")
    return Flow(
        endpoint,
        str(interface or ""),
        () if network is None else (network,),
        str(source.get("attachment") or ""),
        (int(ports[0]), int(ports[1])),
        6 if stated.get("ip_family") == "ipv6" else 4,
    )


def verdict(judgement: Judgement) -> dict[str, JsonValue]:
    """The judgement's JSON."""
    journeys: list[JsonValue] = [_journey(journey) for journey in judgement.journeys]
    return {"verdict": judgement.verdict.value, "per_endpoint_eni": journeys}


def answer(question: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The verdict on a decoded network question.

    Raises:
        PathMistake: the question is not of the format.
    """
    inputs = question.get("inputs")
    if not isinstance(question.get("flow"), dict) or not isinstance(inputs, dict):
        raise PathMistake("a question has flow and inputs, both JSON objects")
    region, account = str(question.get("region", "")), str(question.get("account", ""))
    return verdict(judged(flow_from(question["flow"]), Inventory(inputs, region, account)))


def _journey(journey: Journey) -> JsonValue:
    explanations: list[JsonValue] = [_explanation(each, journey.whole) for each in journey.explanations]
    return {
        "network_interface_id": journey.interface,
        "verdict": journey.verdict.value,
        "explanations": explanations,
        "unknown": [f"{each.component}: {each.settle}" for each in journey.unknown],
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
        "rule_number": int(rule["RuleNumber"]),
        "action": str(rule.get("RuleAction", "")),
        "cidr": rule.get("CidrBlock") or rule.get("Ipv6CidrBlock"),
        "protocol": str(rule.get("Protocol", "-1")),
    }
