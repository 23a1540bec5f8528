"""The files of a packet-path question: the question itself, or what `describe_*` calls printed."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gatewise.cli.streams import Refusal

_OPERATIONS = {
    "Vpcs": "ec2.DescribeVpcs",
    "Subnets": "ec2.DescribeSubnets",
    "RouteTables": "ec2.DescribeRouteTables",
    "NetworkAcls": "ec2.DescribeNetworkAcls",
    "SecurityGroups": "ec2.DescribeSecurityGroups",
    "NetworkInterfaces": "ec2.DescribeNetworkInterfaces",
    "VpcEndpoints": "ec2.DescribeVpcEndpoints",
    "VpcPeeringConnections": "ec2.DescribeVpcPeeringConnections",
    "TransitGatewayAttachments": "ec2.DescribeTransitGatewayAttachments",
    "TransitGatewayVpcAttachments": "ec2.DescribeTransitGatewayVpcAttachments",
    "VpnGateways": "ec2.DescribeVpnGateways",
    "VpcBlockPublicAccessOptions": "ec2.DescribeVpcBlockPublicAccessOptions",
    "VpcBlockPublicAccessExclusions": "ec2.DescribeVpcBlockPublicAccessExclusions",
}
"""The operation whose reply has this key."""


def decoded(name: str) -> Any:
    """The JSON of a file, `-` for standard input.

    Raises:
        Refusal: it can't be read, or holds no JSON.
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as wrong:
        raise Refusal(f"{name} can't be read ({wrong.strerror})") from wrong
    except (ValueError, RecursionError) as wrong:
        raise Refusal(f"{name} holds no JSON: {wrong}") from wrong


def question_from(names: Iterable[str]) -> dict[str, Any]:
    """One question object out of the files; its flow is empty where none of them states one.

    Raises:
        Refusal: a file is neither a question nor a reply that is known here.
    """
    question: dict[str, Any] = {"flow": {}, "inputs": {}}
    for name in names:
        body = decoded(name)
        if not isinstance(body, dict):
            raise Refusal(f"{name} holds no JSON object; give a question, or what a describe call printed")
        if isinstance(body.get("flow"), dict):
            question |= {key: value for key, value in body.items() if key not in ("flow", "inputs")}
            question["flow"] = body["flow"]
            question["inputs"] |= body["inputs"] if isinstance(body.get("inputs"), dict) else {}
        elif isinstance(body.get("inputs"), dict):
            question["inputs"] |= body["inputs"]
        else:
            _add(question["inputs"], name, body)
    return question


def _add(inputs: dict[str, Any], name: str, body: Mapping[str, Any]) -> None:
    known = [key for key in body if key in _OPERATIONS]
    for key in known:
        have = inputs.get(_OPERATIONS[key])
        if isinstance(have, dict) and isinstance(have.get(key), list) and isinstance(body[key], list):
            inputs[_OPERATIONS[key]] = {**have, key: [*have[key], *body[key]]}
        else:
            inputs[_OPERATIONS[key]] = {key: body[key]}
    if known:
        return
    operation, resource = _of_one_resource(name, body)
    if not operation:
        keys = ", ".join(sorted(body)) or "nothing"
        raise Refusal(
            f"{name} is neither a question nor a reply that is known here (it holds {keys}); "
            "the reply of a call for one prefix list or transit gateway route table names it in the file's name"
        )
    inputs.setdefault(operation, {})[resource] = dict(body)


def _of_one_resource(name: str, body: Mapping[str, Any]) -> tuple[str, str]:
    """The operation of a reply that does not say whose it is, and the id in its file's name."""
    stem = Path(name).stem
    if stem.startswith("pl-") and "Entries" in body:
        return "ec2.GetManagedPrefixListEntries", stem
    start = stem.find("tgw-rtb-")
    identifier = stem[start:].split(".")[0] if start >= 0 else ""
    for key, operation in _OF_GATEWAY_TABLES.items():
        if key in body and identifier:
            return operation, identifier
    return "", ""


_OF_GATEWAY_TABLES = {
    "Routes": "ec2.SearchTransitGatewayRoutes",
    "Associations": "ec2.GetTransitGatewayRouteTableAssociations",
}
