"""The printed fixes, run by a shell with the real AWS CLI: they change what they say, and the undo takes it back."""

import json
import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest

from gatewise.analysis.policy import Request
from gatewise.analysis.policy.edit import Edit, smallest_edit
from gatewise.analysis.policy.mistake import Around
from gatewise.nodes import Finding
from gatewise.wording import command
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld
from tests.shipped import shipped_graphs

pytestmark = pytest.mark.usefixtures("aws_in_the_path")

_GRAPH = next(graph for graph in shipped_graphs() if graph.name == "private-api")


def _run(commands: tuple[str, ...], world: HealthyWorld, folder: Path, **more: str) -> None:
    facts = {
        "api_id": world.api_id,
        "region": world.region,
        "stage": world.stage,
        "account_id": world.account_id,
        "vpce_id": world.endpoint_id,
        **more,
    }
    lines = "\n".join(["set -e", *(command(text, facts, _GRAPH.titles) for text in commands)])
    ran = subprocess.run(["sh"], input=lines, cwd=folder, text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def _fix(finding: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    node = _GRAPH.nodes[finding]
    assert isinstance(node, Finding)
    assert node.fix is not None
    return node.fix.cli, node.fix.undo


def _configured(server: AwsServer, world: HealthyWorld) -> dict[str, Any]:
    """What the fixes of the API and of its endpoint may change."""
    gateway = server.client("apigateway")
    api = gateway.get_rest_api(restApiId=world.api_id)
    endpoint = server.client("ec2").describe_vpc_endpoints(VpcEndpointIds=[world.endpoint_id])["VpcEndpoints"][0]
    saved = api.get("policy") or "null"
    return {
        "policy": json.loads(json.loads(f'"{saved}"') if saved.startswith("{\\") else saved),
        "types": api["endpointConfiguration"]["types"],
        "default_endpoint_off": api.get("disableExecuteApiEndpoint", False),
        "deployment": gateway.get_stage(restApiId=world.api_id, stageName=world.stage)["deploymentId"],
        "endpoint_policy": json.loads(endpoint["PolicyDocument"]),
    }


def _save_policy(server: AwsServer, world: HealthyWorld, *statements: dict[str, Any]) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    operation = {"op": "replace", "path": "/policy", "value": policy}
    server.client("apigateway").update_rest_api(restApiId=world.api_id, patchOperations=[operation])


def _call(world: HealthyWorld, **condition: Any) -> dict[str, Any]:
    resource = f"arn:aws:execute-api:{world.region}:{world.account_id}:{world.api_id}/*"
    return {"Principal": "*", "Action": "execute-api:Invoke", "Resource": resource, **condition}


def _mended(document: dict[str, Any], world: HealthyWorld, kind: Literal["resource", "vpce"]) -> dict[str, Any]:
    """The document with the smallest edit by which it allows a call through the world's endpoint."""
    call = Request(
        f"arn:aws:execute-api:{world.region}:{world.account_id}:{world.api_id}/{world.stage}/GET/orders",
        context={
            "aws:SourceVpce": world.endpoint_id,
            "aws:SourceVpc": world.vpc_id,
            "aws:VpcSourceIp": world.client_address,
        },
    )
    edit = smallest_edit(document, call, Around(kind))
    assert isinstance(edit, Edit)
    return edit.document


def test_the_fix_of_an_implicit_deny_saves_the_mended_policy_and_deploys(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    theirs = {"Effect": "Allow", **_call(healthy_world), "Resource": "arn:aws:execute-api:eu-west-3:1:other/*"}
    _save_policy(aws_server, healthy_world, theirs)
    before = _configured(aws_server, healthy_world)
    cli, undo = _fix("pol_resource_implicit_deny")
    mended = _mended(before["policy"], healthy_world, "resource")

    _run(cli, healthy_world, tmp_path, mended_resource_policy=json.dumps(mended))

    after = _configured(aws_server, healthy_world)
    assert after["policy"] == mended
    assert after["policy"]["Statement"][0]["Effect"] == "Allow"
    assert after["deployment"] != before["deployment"]

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world) == before


def test_the_fix_of_a_wrong_endpoint_saves_the_edit_and_nothing_else(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    wrong = {"StringNotEquals": {"aws:SourceVpce": ["vpce-00000000000000000"]}}
    allow = {"Effect": "Allow", **_call(healthy_world)}
    _save_policy(aws_server, healthy_world, allow, {"Effect": "Deny", **_call(healthy_world, Condition=wrong)})
    before = _configured(aws_server, healthy_world)
    cli, undo = _fix("pol_wrong_vpce_id")
    mended = _mended(before["policy"], healthy_world, "resource")

    _run(cli, healthy_world, tmp_path, mended_resource_policy=json.dumps(mended))

    after = _configured(aws_server, healthy_world)
    assert json.dumps(after["policy"]) == json.dumps(before["policy"]).replace(
        '"vpce-00000000000000000"', f'"vpce-00000000000000000", "{healthy_world.endpoint_id}"'
    )
    assert after["deployment"] != before["deployment"]

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world) == before


def test_a_fix_without_its_policy_changes_nothing(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    before = _configured(aws_server, healthy_world)
    cli, _ = _fix("pol_resource_implicit_deny")

    with pytest.raises(AssertionError, match="Resource policy with the change made"):
        _run(cli, healthy_world, tmp_path)

    assert _configured(aws_server, healthy_world) == before


def test_the_fix_of_an_endpoint_policy_saves_the_mended_policy_and_deploys_nothing(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    other = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:execute-api:eu-west-3:1:other/*"}
    aws_server.client("ec2").modify_vpc_endpoint(
        VpcEndpointId=healthy_world.endpoint_id, PolicyDocument=json.dumps({"Statement": [other]})
    )
    before = _configured(aws_server, healthy_world)
    cli, undo = _fix("pol_vpce_implicit_deny")
    mended = _mended(before["endpoint_policy"], healthy_world, "vpce")

    _run(cli, healthy_world, tmp_path, mended_endpoint_policy=json.dumps(mended))

    after = _configured(aws_server, healthy_world)
    assert after["endpoint_policy"] == mended
    assert after["deployment"] == before["deployment"]

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world) == before


def test_the_fix_of_a_missing_resource_policy_lets_in_the_endpoint_alone(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    operation = {"op": "replace", "path": "/policy", "value": ""}
    gateway = aws_server.client("apigateway")
    gateway.update_rest_api(restApiId=healthy_world.api_id, patchOperations=[operation])
    before = _configured(aws_server, healthy_world)
    cli, undo = _fix("dep_no_resource_policy")

    _run(cli, healthy_world, tmp_path)

    allow, deny = _configured(aws_server, healthy_world)["policy"]["Statement"]
    assert allow["Effect"] == "Allow"
    assert deny["Condition"] == {"StringNotEquals": {"aws:SourceVpce": [healthy_world.endpoint_id]}}

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world) == before


@pytest.mark.parametrize("public", ["REGIONAL", "EDGE"])
def test_the_fix_of_a_public_api_makes_it_private_and_lets_the_endpoint_in(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path, public: str
) -> None:
    change = {"op": "replace", "path": "/endpointConfiguration/types/PRIVATE", "value": public}
    gateway = aws_server.client("apigateway")
    gateway.update_rest_api(restApiId=healthy_world.api_id, patchOperations=[change])
    cli, undo = _fix("api_not_private")

    _run(cli, healthy_world, tmp_path)

    after = _configured(aws_server, healthy_world)
    assert after["types"] == ["PRIVATE"]
    assert healthy_world.endpoint_id in json.dumps(after["policy"]["Statement"][-1])

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world)["types"] == ["REGIONAL"]


def test_the_fix_of_a_default_endpoint_that_is_off_turns_it_on(
    aws_server: AwsServer, healthy_world: HealthyWorld, tmp_path: Path
) -> None:
    change = {"op": "replace", "path": "/disableExecuteApiEndpoint", "value": "True"}
    gateway = aws_server.client("apigateway")
    gateway.update_rest_api(restApiId=healthy_world.api_id, patchOperations=[change])
    before = _configured(aws_server, healthy_world)
    cli, undo = _fix("dep_default_endpoint_disabled")

    _run(cli, healthy_world, tmp_path)
    assert not _configured(aws_server, healthy_world)["default_endpoint_off"]

    _run(undo, healthy_world, tmp_path)
    assert _configured(aws_server, healthy_world) == before
