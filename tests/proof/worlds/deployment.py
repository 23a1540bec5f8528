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
