"""The changes that the fixes make to a method and to what is behind it; plain moto 5.2 has neither operation.

Importing this module patches moto, in this process, once. It holds no scenario.
"""

import json
from typing import Any

from moto.apigateway.responses import APIGatewayResponse

_OF_AN_INTEGRATION = {"/uri": "uri", "/timeoutInMillis": "timeout_in_millis", "/connectionId": "connection_id"}
_OF_A_METHOD = {"/authorizationType": "authorization_type"}


def _update_integration(request: Any) -> str:
    _, _, api_id, _, resource_id, _, verb, *_ = request.path.split("/")
    integration = request.backend.get_resource(api_id, resource_id).get_integration(verb)
    return _patched(integration, request, _OF_AN_INTEGRATION)


def _update_method(request: Any) -> str:
    _, _, api_id, _, resource_id, _, verb, *_ = request.path.split("/")
    return _patched(request.backend.get_method(api_id, resource_id, verb), request, _OF_A_METHOD)


def _patched(made: Any, request: Any, attributes: dict[str, str]) -> str:
    for operation in request._get_param("patchOperations"):
        setattr(made, attributes[operation["path"]], operation["value"])
    return json.dumps(made.to_json())


for _operation in (_update_integration, _update_method):
    setattr(APIGatewayResponse, _operation.__name__.removeprefix("_"), _operation)
