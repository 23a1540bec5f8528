"""API Gateway with the behaviour of AWS that plain moto 5.2 does not have.

The policy is written as AWS writes it, stages have dates, an export shows the policy as deployed, domain names can be
private. Importing this module patches moto, in this process, once. It holds no scenario.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from moto.apigateway import models as gateway
from moto.apigateway import responses as gateway_responses
from moto.core.utils import unix_time

from tests.lab.account import ACCOUNT
from tests.lab.moto_authorization import write_authorizations
from tests.lab.patching import instead_of, random_id


def _policy_document(text: str, api: Any) -> dict[str, Any]:
    """The policy with `execute-api:/…` made absolute, as AWS stores it."""
    policy: dict[str, Any] = json.loads(text)
    prefix = f"arn:aws:execute-api:{api.region_name}:{api.account_id}:{api.id}/"

    def absolute(resource: Any) -> Any:
        if isinstance(resource, list):
            return [absolute(each) for each in resource]
        is_short = isinstance(resource, str) and resource.startswith("execute-api:/")
        return prefix + resource.removeprefix("execute-api:/") if is_short else resource

    statements = policy.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        for key in ("Resource", "NotResource"):
            if key in statement:
                statement[key] = absolute(statement[key])
    return policy


def _policy_as_read(text: str | None, api: Any) -> str | None:
    """The policy string of GetRestApi: compact JSON, its quotes and slashes escaped once more."""
    if not text:
        return None
    try:
        policy = _policy_document(text, api)
    except ValueError:
        return text
    return json.dumps(policy, separators=(",", ":")).replace('"', '\\"').replace("/", "\\/")


@instead_of(gateway.RestAPI, "to_dict")
def _api_as_read(original: Callable[..., Any], api: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(api)
    answer["policy"] = _policy_as_read(api.policy, api)
    if answer["policy"] is None:
        del answer["policy"]
    endpoints = dict(answer["endpointConfiguration"])
    endpoints.setdefault("ipAddressType", "dualstack" if "PRIVATE" in endpoints.get("types", []) else "ipv4")
    answer["endpointConfiguration"] = endpoints
    return answer


@instead_of(gateway.RestAPI, "apply_patch_operations")
def _patch_api(original: Callable[..., Any], api: Any, operations: list[dict[str, str]]) -> None:
    left = []
    for operation in operations:
        path, does, value = operation["path"], operation["op"], operation.get("value")
        if path.startswith("/endpointConfiguration/vpcEndpointIds"):
            ids = api.endpoint_configuration.setdefault("vpcEndpointIds", [])
            if does == "add" and value not in ids:
                ids.append(value)
            if does == "remove" and value in ids:
                ids.remove(value)
        elif path == "/disableExecuteApiEndpoint":
            api.disableExecuteApiEndpoint = str(value).lower() == "true"
        elif path.startswith("/endpointConfiguration/types"):
            api.endpoint_configuration["types"] = [value]
        elif path == "/policy" and does == "remove":
            api.policy = None
        else:
            left.append(operation)
    original(api, left)


@instead_of(gateway.Stage, "__init__")
def _make_stage(original: Callable[..., Any], stage: Any, *args: Any, **named: Any) -> None:
    original(stage, *args, **named)
    stage.created = stage.updated = unix_time()


@instead_of(gateway.Stage, "to_json")
def _stage_as_read(original: Callable[..., Any], stage: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(stage)
    answer["createdDate"], answer["lastUpdatedDate"] = int(stage.created), int(stage.updated)
    answer.setdefault("cacheClusterStatus", "NOT_AVAILABLE")
    answer.setdefault("tracingEnabled", False)
    if answer.get("accessLogSettings") is None:
        answer.pop("accessLogSettings", None)
    return answer


@instead_of(gateway.Stage, "apply_operations")
def _patch_stage(original: Callable[..., Any], stage: Any, operations: Any) -> Any:
    stage.updated = unix_time()
    return original(stage, operations)


@instead_of(gateway.RestAPI, "create_deployment")
def _create_deployment(original: Callable[..., Any], api: Any, name: str | None, *args: Any, **named: Any) -> Any:
    """Deploy; moto replaces the stage, AWS keeps its settings and only moves it to the new deployment."""
    stage = api.stages.get(name) if name else None
    deployment = original(api, name, *args, **named)
    deployment.policy = api.policy
    if stage is not None:
        stage.deployment_id, stage.updated = deployment.id, unix_time()
        api.stages[name] = stage
    return deployment


@instead_of(gateway_responses.APIGatewayResponse, "get_export")
def _get_export(original: Callable[..., Any], request: Any) -> Any:
    status, headers, body = original(request)
    _, _, api_id, _, stage_name, *_ = request.path.split("/")
    api = request.backend.get_rest_api(api_id)
    stage = api.stages.get(stage_name)
    document = json.loads(body)
    # moto writes the time of the call, which no two calls share.
    document["info"]["version"] = datetime.fromtimestamp(api.create_date, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    extensions = (getattr(request, "querystring", None) or {}).get("extensions", [""])
    if stage is not None and "apigateway" in (extensions[0] if isinstance(extensions, list) else extensions):
        policy = getattr(api.deployments.get(stage.deployment_id), "policy", None)
        if policy:
            document["x-amazon-apigateway-policy"] = _policy_document(policy, api)
        write_authorizations(document, api)
        document["basePath"] = f"/{stage.name}"
    return status, headers, json.dumps(document)


@instead_of(gateway.DomainName, "__init__")
def _make_domain(original: Callable[..., Any], domain: Any, domain_name: str, **named: Any) -> None:
    original(domain, domain_name, **named)
    domain.domain_id, domain.policy, domain.region = random_id(10), None, named.get("region_name") or "us-east-1"


@instead_of(gateway.DomainName, "to_json")
def _domain_as_read(original: Callable[..., Any], domain: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(domain)
    if "PRIVATE" not in (domain.endpoint_configuration or {}).get("types", []):
        return answer
    for public in ("regionalDomainName", "regionalHostedZoneId", "distributionDomainName", "distributionHostedZoneId"):
        answer.pop(public, None)
    resource = f"/domainnames/{domain.domain_name}+{domain.domain_id}"
    answer |= {
        "domainNameId": domain.domain_id,
        "domainNameArn": f"arn:aws:apigateway:{domain.region}:{ACCOUNT}:{resource}",
        "managementPolicy": None,
    }
    if domain.policy:
        answer["policy"] = domain.policy
    return answer


@instead_of(gateway_responses.APIGatewayResponse, "create_domain_name")
def _create_domain_name(original: Callable[..., Any], request: Any) -> Any:
    status, headers, _ = original(request)
    domain = request.backend.get_domain_name(request._get_param("domainName"))
    domain.policy, domain.region = request._get_param("policy"), request.region
    return status, headers, json.dumps(domain.to_json())
