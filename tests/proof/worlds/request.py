"""Worlds in which the URL is another one than it should be, or the route is not where the call looks for it."""

from tests.proof.given import FORBIDDEN, TIMED_OUT, Given, Lab


def _endpoint_url(lab: Lab) -> str:
    endpoint = lab.aws("ec2").describe_vpc_endpoints(VpcEndpointIds=[lab.world.endpoint_id])["VpcEndpoints"][0]
    return f"https://{endpoint['DnsEntries'][0]['DnsName']}/{lab.world.stage}{lab.world.path}"


def client_hits_other_gateway_url(lab: Lab) -> Given:
    url = f"https://{lab.world.host}/{lab.world.stage}/{lab.world.path}"
    return Given(facts={"invoke_url": url}, calls_what_is_printed=True)


def client_missing_routing_header(lab: Lab) -> Given:
    facts = {"invoke_url": _endpoint_url(lab), "api_id": lab.world.api_id}
    return Given(FORBIDDEN, facts=facts, calls_what_is_printed=True)


def net_plain_http(lab: Lab) -> Given:
    return Given(facts={"invoke_url": lab.world.invoke_url.replace("https", "http")}, calls_what_is_printed=True)


def url_wrong_suffix_or_region(lab: Lab) -> Given:
    world = lab.world
    host = f"{world.api_id}.execute-api.{world.region}.vpce.amazonaws.com"
    url = f"https://{host}/{world.stage}{world.path}"
    return Given(TIMED_OUT, facts={"invoke_url": url}, calls_what_is_printed=True)


def tls_endpoint_access_mode_strict(lab: Lab) -> Given:
    changes = {"/securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09", "/endpointAccessMode": "STRICT"}
    operations = [{"op": "replace", "path": path, "value": value} for path, value in changes.items()]
    lab.aws("apigateway").update_rest_api(restApiId=lab.world.api_id, patchOperations=operations)
    return Given(
        facts={
            "invoke_url": _endpoint_url(lab),
            "headers": (f"Host: {lab.world.host}",),
            "api_id": lab.world.api_id,
            "region": lab.world.region,
        }
    )


def dep_route_not_found(lab: Lab) -> Given:
    _new_route(lab)
    return Given(facts={"invoke_url": f"https://{lab.world.host}/{lab.world.stage}/invoices"})


def dep_stage_on_old_deployment(lab: Lab) -> Given:
    _new_route(lab)
    lab.aws("apigateway").create_deployment(restApiId=lab.world.api_id)
    return Given(facts={"invoke_url": f"https://{lab.world.host}/{lab.world.stage}/invoices"})


def _new_route(lab: Lab) -> None:
    gateway, api = lab.aws("apigateway"), lab.world.api_id
    root = next(each["id"] for each in gateway.get_resources(restApiId=api)["items"] if each["path"] == "/")
    resource = gateway.create_resource(restApiId=api, parentId=root, pathPart="invoices")["id"]
    method = {"restApiId": api, "resourceId": resource, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="NONE")
    gateway.put_integration(**method, type="MOCK")
