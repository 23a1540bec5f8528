"""The question that a row of the case tables asks: a healthy world with the row's changes."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.analysis.reachability.shorthand import Json, written_out
from tests.analysis.reachability.worlds import WORLDS

_ID_KEYS = {
    "ec2.DescribeVpcs": ("Vpcs", "VpcId"),
    "ec2.DescribeSubnets": ("Subnets", "SubnetId"),
    "ec2.DescribeRouteTables": ("RouteTables", "RouteTableId"),
    "ec2.DescribeNetworkAcls": ("NetworkAcls", "NetworkAclId"),
    "ec2.DescribeSecurityGroups": ("SecurityGroups", "GroupId"),
    "ec2.DescribeNetworkInterfaces": ("NetworkInterfaces", "NetworkInterfaceId"),
    "ec2.DescribeVpcEndpoints": ("VpcEndpoints", "VpcEndpointId"),
    "ec2.DescribeVpcPeeringConnections": ("VpcPeeringConnections", "VpcPeeringConnectionId"),
    "ec2.DescribeTransitGatewayVpcAttachments": ("TransitGatewayVpcAttachments", "TransitGatewayAttachmentId"),
    "ec2.DescribeTransitGatewayAttachments": ("TransitGatewayAttachments", "TransitGatewayAttachmentId"),
}


def question(case: Json) -> Json:
    """The question that a case asks: its world, with its changes."""
    case = deepcopy(case)  # whoever asks may change what they are given
    build, source = WORLDS[case.get("world", "same")]
    inputs = build()
    flow: Json = {
        "source": source,
        "destination": {"kind": "vpc_endpoint", "vpc_endpoint_id": "vpce-1"},
        "protocol": "tcp",
        "port": 443,
        "client_ephemeral_ports": [32768, 60999],
        "ip_family": "ipv4",
    }
    for name, listed in case.get("add", {}).items():
        key, _ = _ID_KEYS.get(name, ("", ""))
        if key:
            short = {_ID_KEYS[name][1]: "", **_BARE.get(name, {})}
            inputs.setdefault(name, {key: []})[key] += [_long({**deepcopy(short), **each}) for each in listed]
        else:
            inputs.setdefault(name, {}).update({k: _long(v, name) for k, v in listed.items()})
    for path, value in case.get("set", {}).items():
        _put(inputs, path, value)
    if "eni-ea.Groups" in case.get("set", {}) and case["set"]["eni-ea.Groups"] is not None:
        # EC2 keeps the endpoint's groups and its interfaces' the same.
        _put(inputs, "vpce-1.Groups", case["set"]["eni-ea.Groups"])
    for name in case.get("drop", ()):
        for operation, (key, identifier) in _ID_KEYS.items():
            body = inputs.get(operation, {})
            body[key] = [each for each in body.get(key, []) if each[identifier] != name]
    for operation in case.get("remove", ()):
        del inputs[f"ec2.{operation}"]
    for operation in case.get("fail", ()):
        inputs[f"ec2.{operation}"] = {"__error__": {"Code": "UnauthorizedOperation"}}
    return {"id": case["id"], "flow": flow | case.get("flow", {}), "inputs": inputs}


_BARE: dict[str, Json] = {"ec2.DescribeSecurityGroups": {"IpPermissions": [], "IpPermissionsEgress": []}}


def _long(body: Any, operation: str = "") -> Any:
    if not isinstance(body, dict):
        return body
    return {key: written_out(key, value, operation) for key, value in body.items()}


def _put(inputs: Json, path: str, value: Any) -> None:
    """Set `ID.key.key` of everything with that id; a value of null removes the key."""
    name, *keys = path.split(".")
    found = list(_named(inputs, name))
    if not found:
        raise LookupError(f"nothing is called {name}")
    for operation, body in found:
        inner: Any = body
        for key in keys[:-1]:
            inner = inner.setdefault(key, {}) if not key.isdigit() else inner[int(key)]
        if value is None:
            del inner[keys[-1]]
        else:
            inner[keys[-1]] = written_out(keys[-1], value, operation)


def _named(inputs: Json, name: str) -> Iterator[tuple[str, Json]]:
    for operation, body in inputs.items():
        key, identifier = _ID_KEYS.get(operation, ("", ""))
        if key:
            yield from ((operation, each) for each in body[key] if each[identifier] == name)
        elif name in body:
            yield operation, body[name]
