"""What is known of an API or a custom domain that bears on its names: its kind, and its associated endpoints."""

from collections.abc import Iterator

from gatewise.analysis.reachability.inventory import Body, Inventory
from gatewise.analysis.shapes import record, records, text, texts

API = "apigateway.GetRestApi"
APIS = "apigateway.GetRestApis"
ASSOCIATIONS = "apigateway.GetDomainNameAccessAssociations"


def private(inventory: Inventory, api: str) -> bool | None:
    """Whether the API is private; None where it can't be read."""
    body = _api(inventory, api)
    types = texts(record(body, "endpointConfiguration"), "types") if body is not None else ()
    return "PRIVATE" in types if types else None


def associated(inventory: Inventory, api: str, vpce: str) -> bool | None:
    """Whether the API has the endpoint associated, and so an alias for it; None where it can't be read."""
    body = _api(inventory, api)
    return None if body is None else vpce in texts(record(body, "endpointConfiguration"), "vpcEndpointIds")


def domain_associated(inventory: Inventory, domain: str, vpce: str) -> bool | None:
    """Whether the private custom domain is associated with the endpoint; None where it can't be read."""
    if inventory.failed(ASSOCIATIONS):
        return None
    return any(
        text(each, "accessAssociationSource") == vpce
        and text(each, "domainNameArn").rpartition("/")[2].partition("+")[0].lower() == domain
        for each in inventory.listed(ASSOCIATIONS, "items")
    )


def _api(inventory: Inventory, api: str) -> Body | None:
    return next((body for body in _apis(inventory) if api and text(body, "id") == api), None)


def _apis(inventory: Inventory) -> Iterator[Body]:
    one = inventory.inputs.get(API)
    if isinstance(one, dict):
        yield one
        for identifier, body in one.items():
            if isinstance(body, dict) and "__error__" not in body:
                yield {"id": identifier, **body}
    yield from records(inventory.inputs.get(APIS), "items")
