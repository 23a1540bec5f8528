"""Worlds in which the API is not there, not deployed, or not called by its name."""

from tests.proof.given import FORBIDDEN, Given, Lab


def dep_not_deployed(lab: Lab) -> Given:
    lab.aws("apigateway").delete_stage(restApiId=lab.world.api_id, stageName=lab.world.stage)
    return Given(FORBIDDEN)


def dep_wrong_or_missing_stage(lab: Lab) -> Given:
    url = f"https://{lab.world.host}/Prod{lab.world.path}"
    return Given(FORBIDDEN, facts={"invoke_url": url}, calls_what_is_printed=True)


def dep_default_endpoint_disabled(lab: Lab) -> Given:
    change = {"op": "replace", "path": "/disableExecuteApiEndpoint", "value": "True"}
    lab.aws("apigateway").update_rest_api(restApiId=lab.world.api_id, patchOperations=[change])
    return Given(FORBIDDEN)


def api_not_found(lab: Lab) -> Given:
    """The client calls an API that was deleted; the list that the fix prints names the one to call."""
    world = lab.world
    gone = world.invoke_url.replace(world.api_id, "zzzzzzzzzz")
    return Given(FORBIDDEN, facts={"invoke_url": gone}, then=lambda lab: {"invoke_url": lab.world.invoke_url})


def api_not_private(lab: Lab) -> Given:
    change = {"op": "replace", "path": "/endpointConfiguration/types/PRIVATE", "value": "REGIONAL"}
    lab.aws("apigateway").update_rest_api(restApiId=lab.world.api_id, patchOperations=[change])
    return Given(FORBIDDEN, facts={"vpce_id": lab.world.endpoint_id})


def api_type_unsupported(lab: Lab) -> Given:
    """The client calls an HTTP API; the fix makes a private REST API in its place."""
    world = lab.world
    made = lab.aws("apigatewayv2").create_api(Name="orders", ProtocolType="HTTP")["ApiId"]
    url = world.invoke_url.replace(world.api_id, made)
    return Given(FORBIDDEN, facts={"invoke_url": url, "vpce_id": world.endpoint_id}, then=_calls_the_twin)


def _calls_the_twin(lab: Lab) -> dict[str, str]:
    world = lab.world
    apis = lab.aws("apigateway").get_rest_apis()["items"]
    twin = next(str(api["id"]) for api in apis if api["name"].startswith("private-twin-of-"))
    return {"invoke_url": world.invoke_url.replace(world.api_id, twin)}
