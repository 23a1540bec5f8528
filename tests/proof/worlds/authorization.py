"""Worlds in which the method's own authorization refuses the call."""

import json
from typing import Any

from tests.lab.world import write_log
from tests.proof.given import FORBIDDEN, Given, Lab

_NOT_ALLOWED = (
    "HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: AccessDeniedException\nx-amz-apigw-id: aB1=\n\n"
    '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: '
    "arn:aws:execute-api:REGION:********9012:API/STAGE/GETPATH because no resource-based policy allows the "
    'execute-api:Invoke action"}'
)
_NO_AUTHORIZER = (
    "HTTP/1.1 500 Internal Server Error\nx-amzn-ErrorType: AuthorizerConfigurationException\nx-amz-apigw-id: aB1=\n\n"
    '{"message":null}'
)


def _method(lab: Lab, **settings: Any) -> None:
    """Give the method these settings, and deploy it."""
    gateway, world = lab.aws("apigateway"), lab.world
    resources = gateway.get_resources(restApiId=world.api_id)["items"]
    resource = next(each["id"] for each in resources if each["path"] == world.path)
    method = {"restApiId": world.api_id, "resourceId": resource, "httpMethod": "GET"}
    gateway.delete_method(**method)
    gateway.put_method(**method, **{"authorizationType": "NONE", **settings})
    gateway.put_integration(**method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    gateway.create_deployment(restApiId=world.api_id, stageName=world.stage)


def auth_api_key(lab: Lab) -> Given:
    """The key is disabled, and its plan has another stage only."""
    gateway, world = lab.aws("apigateway"), lab.world
    _method(lab, apiKeyRequired=True)
    key = gateway.create_api_key(name="client", enabled=False)["id"]
    plan = gateway.create_usage_plan(name="clients", apiStages=[{"apiId": world.api_id, "stage": "test"}])["id"]
    gateway.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    return Given(FORBIDDEN, facts={"api_key_sent": "yes", "api_key_id": key, "usage_plan_id": plan})


def auth_cognito_needs_explicit_allow(lab: Lab) -> Given:
    """The method got a user pool's authorizer, and the policy lost the Allow that it had."""
    gateway, world = lab.aws("apigateway"), lab.world
    pool = f"arn:aws:cognito-idp:{world.region}:{world.account_id}:userpool/{world.region}_AbCdEf123"
    authorizer = gateway.create_authorizer(
        restApiId=world.api_id,
        name="callers",
        type="COGNITO_USER_POOLS",
        providerARNs=[pool],
        identitySource="method.request.header.Authorization",
    )["id"]
    elsewhere = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": {"StringNotEquals": {"aws:SourceVpce": world.endpoint_id}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [elsewhere]})
    change = {"op": "replace", "path": "/policy", "value": policy}
    gateway.update_rest_api(restApiId=world.api_id, patchOperations=[change])
    _method(lab, authorizationType="COGNITO_USER_POOLS", authorizerId=authorizer)
    return Given(_NOT_ALLOWED)


def auth_lambda_failure(lab: Lab) -> Given:
    """API Gateway may not invoke the authorizer's function; once it may, the next call goes through."""
    gateway, world = lab.aws("apigateway"), lab.world
    role = lab.aws("iam").create_role(RoleName="authorizer", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    function = lab.aws("lambda").create_function(
        FunctionName="who", Runtime="python3.13", Role=role, Handler="who.main", Code={"ZipFile": b"code"}
    )["FunctionArn"]
    invoked = f"arn:aws:apigateway:{world.region}:lambda:path/2015-03-31/functions/{function}/invocations"
    authorizer = gateway.create_authorizer(
        restApiId=world.api_id,
        name="callers",
        type="TOKEN",
        authorizerUri=invoked,
        identitySource="method.request.header.X-Token",
    )["id"]
    _method(lab, authorizationType="CUSTOM", authorizerId=authorizer)
    failed = "Execution failed due to configuration error: Authorizer error"
    _logged(lab, "11111111-2222-4333-8444-555566667777", failed)
    facts = {"authorizer_function": "who", "authorizer_id": authorizer}
    return Given(_NO_AUTHORIZER, facts=facts, meanwhile=_called_later)


def _called_later(lab: Lab) -> None:
    """A call that works, when the failed one is no longer among the latest."""
    stream = {"logGroupName": lab.world.log_group, "logStreamName": "0"}
    lab.aws("logs").delete_log_stream(**stream)
    lab.aws("logs").create_log_stream(**stream)
    _logged(lab, "88888888-2222-4333-8444-555566667777", "Successfully completed execution")


def _logged(lab: Lab, request: str, line: str) -> None:
    """A call that the stage logs."""
    world, status = lab.world, 500 if "failed" in line else 200
    write_log(
        lab.server,
        world.log_group,
        f"({request}) Starting execution for request: {request}",
        f"({request}) HTTP Method: GET, Resource Path: {world.path}",
        f"({request}) {line}",
        f"({request}) Method completed with status: {status}",
    )


def auth_waf_block(lab: Lab) -> Given:
    """The stage has a web ACL that blocks every call."""
    waf, world = lab.aws("wafv2"), lab.world
    metrics = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "all"}
    made = waf.create_web_acl(
        Name="closed", Scope="REGIONAL", DefaultAction={"Block": {}}, VisibilityConfig=metrics, Rules=[]
    )["Summary"]
    stage = f"arn:aws:apigateway:{world.region}::/restapis/{world.api_id}/stages/{world.stage}"
    waf.associate_web_acl(WebACLArn=made["ARN"], ResourceArn=stage)
    return Given(
        FORBIDDEN, facts={"blocked_uri": f"/{world.stage}{world.path}", "client_cidr": "10.0.10.20/32"}, then_open=True
    )
