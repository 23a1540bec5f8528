"""Pieces of broken worlds: the method of the API, and calls that its stage logs."""

import time
from typing import Any

from tests.proof.given import Lab


def method(lab: Lab) -> dict[str, Any]:
    """The parameters that name the world's method."""
    items = lab.aws("apigateway").get_resources(restApiId=lab.world.api_id)["items"]
    resource = next(item["id"] for item in items if item["path"] == lab.world.path)
    return {"restApiId": lab.world.api_id, "resourceId": resource, "httpMethod": "GET"}


def logged(lab: Lab, *lines: str, later: int = 0, request: str = "0a1b2c3d-1111-4222-8333-944455566677") -> None:
    """Log a call of the client as API Gateway does, now or so many seconds later."""
    begin = (f"Starting execution for request: {request}", f"HTTP Method: GET, Resource Path: {lab.world.path}")
    at = int((time.time() + later) * 1000)
    events = [
        {"timestamp": at + place, "message": f"({request}) {line}"} for place, line in enumerate((*begin, *lines))
    ]
    lab.aws("logs").put_log_events(logGroupName=lab.world.log_group, logStreamName="0", logEvents=events)


def logged_success(lab: Lab) -> None:
    """Log a call that works, when failures before it are no longer recent."""
    done = ("Successfully completed execution", "Method completed with status: 200")
    logged(lab, *done, later=1200, request="0b1b2c3d-1111-4222-8333-944455566677")
