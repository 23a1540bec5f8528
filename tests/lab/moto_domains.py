"""Private custom domain names and certificates with the behaviour of AWS that plain moto 5.2 does not have.

Importing this module patches moto, in this process, once. It holds no scenario.
"""

import json
from collections.abc import Callable
from typing import Any

from moto import settings
from moto.apigateway import models as gateway
from moto.apigateway import responses as gateway_responses

from tests.lab.patching import instead_of

settings.ACM_VALIDATION_WAIT = -1
"""A certificate is issued as soon as somebody looks."""


def _update_domain_name(request: Any) -> str:
    """The changes that the fixes make; moto has no UpdateDomainName."""
    domain = request.backend.get_domain_name(request.path.split("/")[2])
    for change in request._get_param("patchOperations"):
        if change["op"] != "replace" or change["path"] not in {"/policy", "/certificateArn"}:
            raise NotImplementedError(change)
        setattr(domain, {"/policy": "policy", "/certificateArn": "certificate_arn"}[change["path"]], change["value"])
    return json.dumps(domain.to_json())


gateway_responses.APIGatewayResponse.update_domain_name = _update_domain_name  # type: ignore[attr-defined]


@instead_of(gateway.APIGatewayBackend, "get_base_path_mappings")
def _base_path_mappings(original: Callable[..., Any], backend: Any, domain_name: str) -> Any:
    if domain_name in backend.domain_names:
        backend.base_path_mappings.setdefault(domain_name, {})
    return original(backend, domain_name)
