"""API Gateway's deployments as AWS keeps them: each holds the routes of its time, and no two are of the same second.

Also the endpoint access mode of an API. Importing this module patches moto, in this process, once.
"""

import json
from collections.abc import Callable
from typing import Any

from moto.apigateway import models as gateway
from moto.apigateway import responses as gateway_responses

from tests.lab.patching import instead_of


@instead_of(gateway.RestAPI, "create_deployment")
def _create_deployment(original: Callable[..., Any], api: Any, *args: Any, **named: Any) -> Any:
    last = max((each.created_date for each in api.deployments.values()), default=0)
    deployment = original(api, *args, **named)
    deployment.created_date = max(deployment.created_date, last + 1)
    deployment.summary = {
        resource.get_path(): {
            verb: {"authorizationType": method.authorization_type, "apiKeyRequired": method.api_key_required}
            for verb, method in resource.resource_methods.items()
        }
        for resource in api.resources.values()
        if resource.resource_methods
    }
    return deployment


@instead_of(gateway_responses.APIGatewayResponse, "get_deployment")
def _get_deployment(original: Callable[..., Any], request: Any) -> Any:
    answer = json.loads(original(request))
    _, _, api_id, _, deployment_id, *_ = request.path.split("/")
    if "apisummary" in str(request.querystring.get("embed")):
        answer["apiSummary"] = request.backend.get_deployment(api_id, deployment_id).summary
    return json.dumps(answer)


@instead_of(gateway_responses.APIGatewayResponse, "get_export")
def _get_export(original: Callable[..., Any], request: Any) -> Any:
    status, headers, body = original(request)
    _, _, api_id, _, stage_name, *_ = request.path.split("/")
    api = request.backend.get_rest_api(api_id)
    stage = api.stages.get(stage_name)
    summary = getattr(api.deployments.get(stage.deployment_id), "summary", None) if stage else None
    document = json.loads(body)
    if summary is not None:
        document["paths"] = {
            path: {verb: each for verb, each in methods.items() if _is_deployed(summary.get(path, {}), verb)}
            for path, methods in document["paths"].items()
            if path in summary
        }
    return status, headers, json.dumps(document)


def _is_deployed(methods: dict[str, Any], verb: str) -> bool:
    return verb.upper() in methods or (verb == "x-amazon-apigateway-any-method" and "ANY" in methods)


_MODES = {"/endpointAccessMode": "endpointAccessMode", "/securityPolicy": "securityPolicy"}


@instead_of(gateway.RestAPI, "apply_patch_operations")
def _patch_api(original: Callable[..., Any], api: Any, operations: list[dict[str, str]]) -> None:
    for operation in operations:
        if operation["path"] in _MODES:
            api.__dict__.setdefault("modes", {})[_MODES[operation["path"]]] = operation["value"]
    original(api, [operation for operation in operations if operation["path"] not in _MODES])


@instead_of(gateway.RestAPI, "to_dict")
def _api_as_read(original: Callable[..., Any], api: Any) -> dict[str, Any]:
    return {**original(api), **getattr(api, "modes", {})}
