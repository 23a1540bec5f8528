"""How the lab answers by itself, in the form of the AWS service that was asked."""

import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]
Json: TypeAlias = Any

JSON_RPC = "application/x-amz-json-1.1"


def answer(
    start: StartResponse,
    status: int,
    said: Json | bytes,
    content_type: str = "application/json",
    headers: Iterable[tuple[str, str]] = (),
) -> Iterable[bytes]:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    start(f"{status} X", [("Content-Type", content_type), ("Content-Length", str(len(body))), *headers])
    return [body]


def error(start: StartResponse, service: str, rule: dict[str, Any]) -> Iterable[bytes]:
    """An AWS error in the service's own protocol."""
    code, message, status = rule["error"], rule.get("message", "denied by the lab"), rule.get("status", 403)
    request_id = uuid.uuid4()
    if service == "ec2":
        inner = f"<Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
        text = f'<?xml version="1.0"?><Response>{inner}<RequestID>{request_id}</RequestID></Response>'
        return answer(start, status, text.encode(), "text/xml")
    if service in ("iam", "sts", "route53"):
        inner = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        text = f"<ErrorResponse>{inner}<RequestId>{request_id}</RequestId></ErrorResponse>"
        return answer(start, status, text.encode(), "text/xml")
    told = {"__type": code, "message": message, "Message": message}
    return answer(start, status, told, JSON_RPC, [("x-amzn-ErrorType", code)])
