"""Worlds that the execution log tells about, or in which it is empty."""

import json

from tests.proof.estate import logged, logged_success, method
from tests.proof.given import FAILED_BEHIND, Given, Lab

_ONLY_LOGS = {"symptom": "other", "oddity": "only_logs", "no_logs": "right_group"}


def _function(lab: Lab) -> str:
    """A Lambda function behind the method, which API Gateway may not call yet. Its name."""
    role = lab.aws("iam").create_role(RoleName="behind", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    made = lab.aws("lambda").create_function(
        FunctionName="orders", Runtime="python3.13", Role=role, Handler="orders.main", Code={"ZipFile": b"code"}
    )
    name: str = made["FunctionName"]
    return name


def _call_once_allowed(lab: Lab) -> None:
    """The client calls again; the log says that it worked if API Gateway may call the function."""
    policy = json.loads(lab.aws("lambda").get_policy(FunctionName="orders")["Policy"])
    allowed = [each["Principal"] for each in policy["Statement"] if each["Effect"] == "Allow"]
    if {"Service": "apigateway.amazonaws.com"} in allowed:
        logged_success(lab)


def int_lambda_permission(lab: Lab) -> Given:
    name = _function(lab)
    logged(lab, "Execution failed due to configuration error: Invalid permissions on Lambda function")
    return Given(FAILED_BEHIND, facts={"function_name": name}, meanwhile=_call_once_allowed)


def _call_in_time(lab: Lab) -> None:
    """The client calls again; the log says that it worked if API Gateway waits long enough."""
    integration = lab.aws("apigateway").get_integration(**method(lab))
    if integration["timeoutInMillis"] == 29000:
        logged_success(lab)


def int_timeout(lab: Lab) -> Given:
    logged(lab, "Execution failed due to a timeout error")
    known = {"resource_id": method(lab)["resourceId"]}
    return Given(FAILED_BEHIND, facts=known, meanwhile=_call_in_time)


_BACKEND = "https://orders.example.com"


def _call_to_the_backend(lab: Lab) -> None:
    """The client calls again; the log says that it worked if the method leads to the backend."""
    if lab.aws("apigateway").get_integration(**method(lab))["uri"] == _BACKEND:
        logged_success(lab)


def _behind_another_url(lab: Lab, url: str, line: str) -> Given:
    this = method(lab)
    lab.aws("apigateway").put_integration(**this, type="HTTP_PROXY", integrationHttpMethod="GET", uri=url)
    logged(lab, line)
    known = {"resource_id": this["resourceId"], "backend_url": _BACKEND}
    return Given(FAILED_BEHIND, facts=known, meanwhile=_call_to_the_backend)


def int_tls_backend(lab: Lab) -> Given:
    mismatch = "Host name 'old.example.com' does not match the certificate subject provided by the peer"
    return _behind_another_url(
        lab, "https://old.example.com", f"Execution failed due to configuration error: {mismatch}"
    )


def int_invalid_endpoint(lab: Lab) -> Given:
    line = "Execution failed due to configuration error: Invalid endpoint address"
    return _behind_another_url(lab, "https://old.example.invalid", line)


def log_account_role_missing(lab: Lab) -> Given:
    lab.aws("iam").delete_role(RoleName="apigateway-logs")
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}
    lab.aws("apigateway").update_account(patchOperations=[change])
    return Given(answers=_ONLY_LOGS)


def log_role_broken(lab: Lab) -> Given:
    other = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trusted = {"Version": "2012-10-17", "Statement": [other]}
    lab.aws("iam").update_assume_role_policy(RoleName="apigateway-logs", PolicyDocument=json.dumps(trusted))
    return Given(answers=_ONLY_LOGS)


def log_stage_off(lab: Lab) -> Given:
    change = {"op": "replace", "path": "/*/*/logging/loglevel", "value": "OFF"}
    lab.aws("apigateway").update_stage(restApiId=lab.world.api_id, stageName=lab.world.stage, patchOperations=[change])
    return Given(answers=_ONLY_LOGS)
