"""Whether a path and method are in an API as it is deployed, read from the stage's export (OpenAPI).

The extensions in it: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from typing import Literal

from gatewise.analysis.log_lines import fits
from gatewise.analysis.shapes import Record, record, records, text

Route = Literal["absent", "signed", "unsigned", "unknown"]
"""Not there; there, and it wants calls signed with IAM; there, and it does not; the export does not say."""

Authorization = Literal["NONE", "AWS_IAM", "OTHER", ""]
"""No authorization; signed calls; an authorizer; not known."""

_ANY_METHOD = "x-amazon-apigateway-any-method"


def route_in(export: Record, method: str, path: str) -> Route:
    """The route that a call of this method to this path (behind the stage) takes."""
    if not record(export, "paths"):
        return "unknown"
    operation = _operation(export, method, path)
    if operation is None:
        return "absent"
    return "signed" if _is_signed(export, operation) else "unsigned"


def authorization_in(export: Record, method: str, path: str) -> Authorization:
    """How the route that a call takes is authorized; empty where the export does not say."""
    operation = _operation(export, method, path)
    if operation is None:
        return ""
    if _is_signed(export, operation):
        return "AWS_IAM"
    schemes = {**record(record(export, "components"), "securitySchemes"), **record(export, "securityDefinitions")}
    required = {name for requirement in records(operation, "security") for name in requirement}
    # An API key is no authorization: it is checked whatever the authorization is.
    beside_keys = [name for name in required if not _is_api_key(record(schemes, name))]
    return "OTHER" if beside_keys else "NONE"


def _is_api_key(scheme: Record) -> bool:
    return text(scheme, "type") == "apiKey" and not text(scheme, "x-amazon-apigateway-authtype")


def _operation(export: Record, method: str, path: str) -> Record | None:
    paths = record(export, "paths")
    # A literal path wins over one with variables, and those over a greedy one.
    for resource in sorted(
        (name for name in paths if fits(name, path)), key=lambda name: (name.count("{"), "+}" in name)
    ):
        operations = record(paths, resource)
        by_verb = {verb.lower(): record(operations, verb) for verb in operations}
        for verb in (method.lower(), _ANY_METHOD):
            if verb in by_verb:
                return by_verb[verb]
    return None


def _is_signed(export: Record, operation: Record) -> bool:
    schemes = {**record(record(export, "components"), "securitySchemes"), **record(export, "securityDefinitions")}
    required = {name for requirement in records(operation, "security") for name in requirement}
    by_scheme = any(text(record(schemes, name), "x-amazon-apigateway-authtype") == "awsSigv4" for name in required)
    return by_scheme or text(record(operation, "x-amazon-apigateway-auth"), "type").upper() == "AWS_IAM"
