"""Whether a path and method are in an API as it is deployed, read from the stage's export (OpenAPI).

The extensions in it: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from dataclasses import dataclass
from typing import Literal

from gatewise.analysis.log_lines import fits
from gatewise.analysis.shapes import Record, record, records, text

Route = Literal["absent", "signed", "unsigned", "unknown"]
"""Not there; there, and it wants calls signed with IAM; there, and it does not; the export does not say."""

Authorization = Literal["NONE", "AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM", "OTHER", ""]
"""None asked for; signed calls; a user pool's tokens; a Lambda function; an authorizer of another kind; not known."""

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
    schemes = _schemes(export)
    # An API key is no authorization: it is checked whatever the authorization is.
    beside_keys = [name for name in _required(operation) if not _is_api_key(record(schemes, name))]
    return _authorizer(record(schemes, beside_keys[0])) if beside_keys else "NONE"


@dataclass(frozen=True, slots=True)
class Authorizer:
    """The authorizer of a deployed route."""

    name: str
    """As the API names it."""
    kind: Authorization
    settings: Record
    """Its `x-amazon-apigateway-authorizer`: the identity source, the function or the user pools."""


def authorizer_in(export: Record, method: str, path: str) -> Authorizer | None:
    """The authorizer of the route that a call takes; None where it has none, or the export does not say."""
    operation = _operation(export, method, path)
    schemes = _schemes(export)
    for name in () if operation is None or _is_signed(export, operation) else _required(operation):
        scheme = record(schemes, name)
        if not _is_api_key(scheme):
            return Authorizer(name, _authorizer(scheme), record(scheme, "x-amazon-apigateway-authorizer"))
    return None


def wants_api_key(export: Record, method: str, path: str) -> bool | None:
    """Whether the route that a call takes asks for an API key; None where the export does not say."""
    operation = _operation(export, method, path)
    if operation is None:
        return None
    schemes = _schemes(export)
    return any(_is_api_key(record(schemes, name)) for name in _required(operation))


def _schemes(export: Record) -> Record:
    return {**record(record(export, "components"), "securitySchemes"), **record(export, "securityDefinitions")}


def _required(operation: Record) -> tuple[str, ...]:
    return tuple(sorted({name for requirement in records(operation, "security") for name in requirement}))


def _authorizer(scheme: Record) -> Authorization:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html."""
    authorizer = record(scheme, "x-amazon-apigateway-authorizer")
    said = (text(scheme, "x-amazon-apigateway-authtype") or text(authorizer, "type")).lower()
    if said == "cognito_user_pools":
        return "COGNITO_USER_POOLS"
    return "CUSTOM" if text(authorizer, "type").lower() in {"token", "request"} else "OTHER"


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
    schemes = _schemes(export)
    by_scheme = any(
        text(record(schemes, name), "x-amazon-apigateway-authtype") == "awsSigv4" for name in _required(operation)
    )
    return by_scheme or text(record(operation, "x-amazon-apigateway-auth"), "type").upper() == "AWS_IAM"
