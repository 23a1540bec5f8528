"""Worlds in which a policy refuses the call."""

import json
from typing import Any

from tests.proof.given import NOT_AUTHORIZED, Given, Lab


def _statement(lab: Lab, effect: str, **parts: Any) -> dict[str, Any]:
    world = lab.world
    resource = f"arn:aws:execute-api:{world.region}:{world.account_id}:{world.api_id}/*"
    call = {"Effect": effect, "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource}
    return {**call, **parts}


def _deployed(lab: Lab, *statements: dict[str, Any]) -> Given:
    """Save these statements as the API's resource policy, and deploy it."""
    _saved(lab, json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))
    lab.aws("apigateway").create_deployment(restApiId=lab.world.api_id, stageName=lab.world.stage)
    return Given(NOT_AUTHORIZED)


def _saved(lab: Lab, policy: str) -> None:
    change = {"op": "replace", "path": "/policy", "value": policy}
    lab.aws("apigateway").update_rest_api(restApiId=lab.world.api_id, patchOperations=[change])


def _on_the_endpoint(lab: Lab, *statements: dict[str, Any]) -> Given:
    policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    lab.aws("ec2").modify_vpc_endpoint(VpcEndpointId=lab.world.endpoint_id, PolicyDocument=policy)
    return Given(NOT_AUTHORIZED)


def dep_no_resource_policy(lab: Lab) -> Given:
    _saved(lab, "")
    return Given(NOT_AUTHORIZED)


def dep_policy_not_redeployed(lab: Lab) -> Given:
    _saved(lab, json.dumps({"Version": "2012-10-17", "Statement": [_statement(lab, "Allow")]}))
    return Given(NOT_AUTHORIZED)


def pol_resource_implicit_deny(lab: Lab) -> Given:
    return _deployed(lab, _statement(lab, "Allow", Action="execute-api:ManageConnections"))


def pol_vpce_implicit_deny(lab: Lab) -> Given:
    other = f"arn:aws:execute-api:{lab.world.region}:{lab.world.account_id}:zzzzzzzzzz/*"
    return _on_the_endpoint(lab, _statement(lab, "Allow", Resource=other))
