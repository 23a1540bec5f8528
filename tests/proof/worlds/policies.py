"""Worlds in which a policy refuses the call."""

import json
from dataclasses import replace
from typing import Any

from tests.proof.given import NOT_AUTHORIZED, Given, Lab
from tests.proof.worlds.domain import _called_by
from tests.proof.worlds.network import _beside, _joined


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


def pol_resource_explicit_deny(lab: Lab) -> Given:
    elsewhere = {"NotIpAddress": {"aws:VpcSourceIp": ["10.99.0.0/24"]}}
    return _deployed(lab, _statement(lab, "Allow"), _statement(lab, "Deny", Condition=elsewhere))


def pol_wrong_vpce_id(lab: Lab) -> Given:
    gone = {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
    return _deployed(lab, _statement(lab, "Allow"), _statement(lab, "Deny", Condition=gone))


def pol_wrong_vpc_id(lab: Lab) -> Given:
    former = {"StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}
    return _deployed(lab, _statement(lab, "Allow", Condition=former))


def pol_operator_mistake(lab: Lab) -> Given:
    inverted = {"StringEquals": {"aws:SourceVpce": lab.world.endpoint_id}}
    return _deployed(lab, _statement(lab, "Allow"), _statement(lab, "Deny", Condition=inverted))


def pol_sourceip_instead_of_vpcsourceip(lab: Lab) -> Given:
    address = {"IpAddress": {"aws:SourceIp": f"{lab.world.client_address}/32"}}
    return _deployed(lab, _statement(lab, "Allow", Condition=address))


def pol_resource_arn_mismatch(lab: Lab) -> Given:
    own = f"arn:aws:execute-api:{lab.world.region}:{lab.world.account_id}:{lab.world.api_id}/"
    return _deployed(lab, _statement(lab, "Allow", Resource=own))


def pol_iam_principal_with_auth_none(lab: Lab) -> Given:
    role = f"arn:aws:iam::{lab.world.account_id}:role/orders-client"
    return _deployed(lab, _statement(lab, "Allow", Principal={"AWS": role}))


def pol_authn_keys_without_iam(lab: Lab) -> Given:
    outside = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    return _deployed(lab, _statement(lab, "Allow"), _statement(lab, "Deny", Condition=outside))


def pol_vpce_explicit_deny(lab: Lab) -> Given:
    return _on_the_endpoint(lab, _statement(lab, "Allow", Action="*", Resource="*"), _statement(lab, "Deny"))


def pol_vpce_principal_vs_anonymous(lab: Lab) -> Given:
    organization = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    return _on_the_endpoint(lab, _statement(lab, "Allow", Resource="*", Condition=organization))


def pol_vpce_source_ip(lab: Lab) -> Given:
    address = {"IpAddress": {"aws:SourceIp": f"{lab.world.client_address}/32"}}
    return _on_the_endpoint(lab, _statement(lab, "Allow", Resource="*", Condition=address))


def pol_source_vpc_is_endpoint_vpc(lab: Lab) -> Given:
    """The client is in a VPC that is peered with the endpoint's, and the policy names it."""
    beside = _beside(lab)
    _joined(lab, beside)
    own = {"StringEquals": {"aws:SourceVpc": beside.vpc}}
    given = _deployed(lab, _statement(lab, "Allow", Condition=own))
    return replace(given, facts={"client": beside.client})


def dom_api_policy_denies_vpce(lab: Lab) -> Given:
    other = {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
    refused = _deployed(lab, _statement(lab, "Allow"), _statement(lab, "Deny", Condition=other))
    return _called_by(lab, refused.error)


def pol_vpce_domain_arn(lab: Lab) -> Given:
    refused = _on_the_endpoint(lab, _statement(lab, "Allow"))
    return _called_by(lab, refused.error)


def pol_principal_recreated(lab: Lab) -> Given:
    gone = _deployed(lab, _statement(lab, "Allow", Principal={"AWS": "AROAEXAMPLEORDERS0001"}))
    caller = f"arn:aws:iam::{lab.world.account_id}:role/orders-client"
    named = "because no resource-based policy allows the execute-api:Invoke action"
    return replace(gone, error=gone.error.replace("anonymous", caller).replace("GETPATH", f"GETPATH {named}"))
