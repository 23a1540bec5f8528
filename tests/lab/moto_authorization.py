"""What an export says of each method's authorization and API key; moto's says nothing of either."""

from typing import Any

_IAM = {
    "type": "apiKey",
    "name": "Authorization",
    "in": "header",
    "x-amazon-apigateway-authtype": "awsSigv4",
}
_KEY = {"type": "apiKey", "name": "x-api-key", "in": "header"}


def write_authorizations(document: dict[str, Any], api: Any) -> None:
    """Put each method's requirements, and the schemes that they name, into the export."""
    schemes: dict[str, Any] = {}
    for resource in api.resources.values():
        for verb, method in resource.resource_methods.items():
            wanted: dict[str, Any] = {}
            if method.authorization_type == "AWS_IAM":
                wanted["sigv4"] = _IAM
            elif method.authorizer_id in api.authorizers:
                authorizer = api.authorizers[method.authorizer_id]
                wanted[authorizer.name] = _scheme(authorizer)
            if method.api_key_required:
                wanted["api_key"] = _KEY
            if wanted:
                schemes |= wanted
                document["paths"][resource.get_path()][verb]["security"] = [{name: []} for name in wanted]
    if schemes:
        document["securityDefinitions"] = schemes


def _scheme(authorizer: Any) -> dict[str, Any]:
    settings = {"type": authorizer.type.lower()}
    if authorizer.type == "COGNITO_USER_POOLS":
        settings["providerARNs"] = authorizer.provider_arns
    else:
        settings |= {"identitySource": authorizer.identity_source, "authorizerUri": authorizer.authorizer_uri}
    return {
        "type": "apiKey",
        "name": str(authorizer.identity_source).rpartition(".")[2],
        "in": "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools" if "providerARNs" in settings else "custom",
        "x-amazon-apigateway-authorizer": settings,
    }
