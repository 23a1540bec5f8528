import pytest

from gatewise.analysis.deployed_routes import authorizer_in, route_in, wants_api_key
from gatewise.model import JsonValue

SIGNED: dict[str, JsonValue] = {"security": [{"sigv4": []}]}
SIGV4: dict[str, JsonValue] = {"sigv4": {"x-amazon-apigateway-authtype": "awsSigv4"}}
PATHS: dict[str, JsonValue] = {
    "/orders": {"get": SIGNED, "POST": {}},
    "/orders/{id}": {"get": {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}},
    "/files/{proxy+}": {"x-amazon-apigateway-any-method": {}},
    "/files/list": {"get": SIGNED},
}


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/orders", "signed"),
        ("GET", "/orders/", "signed"),
        ("POST", "/orders", "unsigned"),
        ("PUT", "/orders", "absent"),
        ("GET", "/orders/7", "signed"),
        ("GET", "/orders/7/lines", "absent"),
        ("GET", "/Orders", "absent"),
        ("PATCH", "/files/a/b", "unsigned"),
        ("GET", "/files/list", "signed"),
    ],
)
@pytest.mark.parametrize("schemes", [{"components": {"securitySchemes": SIGV4}}, {"securityDefinitions": SIGV4}])
def test_a_call_takes_the_route_that_is_deployed(
    schemes: dict[str, JsonValue], method: str, path: str, route: str
) -> None:
    assert route_in({"paths": PATHS, **schemes}, method, path) == route


def test_a_scheme_that_is_no_signature_wants_none() -> None:
    assert route_in({"paths": PATHS}, "GET", "/orders") == "unsigned"


@pytest.mark.parametrize("export", [{}, {"paths": {}}, {"paths": []}, {"paths": None}])
def test_an_export_without_paths_tells_nothing(export: dict[str, JsonValue]) -> None:
    assert route_in(export, "GET", "/orders") == "unknown"


KEY: dict[str, JsonValue] = {"key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}
OWN: dict[str, JsonValue] = {
    "own": {
        "type": "apiKey",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {"type": "request"},
    }
}


@pytest.mark.parametrize(
    ("security", "key", "authorizer"),
    [
        ([], False, None),
        ([{"key": []}], True, None),
        ([{"own": [], "key": []}], True, "own"),
        ([{"own": []}], False, "own"),
    ],
)
def test_a_key_and_an_authorizer_are_told_apart(security: JsonValue, *, key: bool, authorizer: str | None) -> None:
    export: dict[str, JsonValue] = {
        "paths": {"/orders": {"get": {"security": security}}},
        "components": {"securitySchemes": {**KEY, **OWN}},
    }
    assert wants_api_key(export, "GET", "/orders") is key
    found = authorizer_in(export, "GET", "/orders")
    assert (found.name if found else None) == authorizer


def test_a_route_that_is_not_there_says_nothing_of_keys_and_authorizers() -> None:
    assert wants_api_key({}, "GET", "/orders") is None
    assert authorizer_in({}, "GET", "/orders") is None
