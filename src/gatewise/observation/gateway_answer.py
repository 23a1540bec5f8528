"""What an HTTP answer means, shared by whoever made the call and whoever pasted it.

Facts: `domain.md` sections 1.G (suffixes of policy denials) and 2.1 (answers M1 to M25).
"""

import json
import re
from collections.abc import Mapping

from gatewise.model import JsonValue
from gatewise.observation.foreign_text import cleaned

KEPT_HEADERS = ("content-type", "server", "via", "x-amz-apigw-id", "x-amzn-errortype", "x-amzn-requestid")
"""The headers a reply keeps, in lower case; no other is ever stored."""

BODY_LIMIT = 2000
"""Characters of the body a reply keeps."""

_PROXY_AUTHENTICATION = 407
_GATEWAY_HEADERS = ("x-amzn-requestid", "x-amz-apigw-id", "x-amzn-errortype")
_INVOKE_DENIED = re.compile(r"is not authorized to perform: execute-api:Invoke")
_DENIED_BY: tuple[tuple[str, str], ...] = (
    ("because no resource-based policy allows", "http.403.resource_policy_implicit_deny"),
    ("with an explicit deny in a resource-based policy", "http.403.resource_policy_explicit_deny"),
    ("because no VPC endpoint policy allows", "http.403.vpce_policy_implicit_deny"),
    ("with an explicit deny in a VPC endpoint policy", "http.403.vpce_policy_explicit_deny"),
    ("because no identity-based policy allows", "http.403.identity_policy_implicit_deny"),
    ("with an explicit deny in an identity-based policy", "http.403.identity_policy_explicit_deny"),
    ("service control policy", "http.403.organization_deny"),
    ("resource control policy", "http.403.organization_deny"),
    ("permissions boundary", "http.403.organization_deny"),
    ("session policy", "http.403.organization_deny"),
)
_LAYER_NAMED = re.compile(r"because no .{1,60} polic(?:y|ies) allows?|with an explicit deny in an? ")
_REFUSALS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("", re.compile(r"^User is not authorized to access this resource"), "http.403.authorizer_deny"),
    ("", re.compile(r"Invalid API Key identifier specified"), "http.403.api_key"),
    ("", re.compile(r"WAF_(?:FILTERED|BLOCK)"), "http.403.waf"),
    ("ForbiddenException", re.compile(r"^Forbidden$"), "http.403.forbidden"),
    (
        "MissingAuthenticationTokenException",
        re.compile(r"^Missing Authentication Token$"),
        "http.403.missing_authentication_token",
    ),
    (
        "IncompleteSignatureException",
        re.compile(r"\(missing equal-sign\) in Authorization header|Authorization header requires"),
        "http.403.incomplete_signature",
    ),
    (
        "InvalidSignatureException",
        re.compile(r"request signature we calculated does not match|^Signature expired|Credential should be scoped to"),
        "http.403.invalid_signature",
    ),
    (
        "ExpiredTokenException",
        re.compile(r"security token included in the request is expired"),
        "http.403.expired_token",
    ),
    (
        "UnrecognizedClientException",
        re.compile(r"security token included in the request is invalid"),
        "http.403.invalid_token",
    ),
)
_GATEWAY_TEXTS: Mapping[int, frozenset[str]] = {
    502: frozenset({"Internal server error"}),
    504: frozenset({"Endpoint request timed out", "Network error communicating with endpoint"}),
}
_ONLY_BODY: Mapping[str, str] = {
    "Unauthorized": "http.401",
    "Too Many Requests": "http.429",
    "Limit Exceeded": "http.429",
    "Endpoint request timed out": "http.504.integration",
    "Network error communicating with endpoint": "http.504.integration",
    "Request URI too long": "http.414",
    "Request Header Fields Too Large": "http.431",
    "Invalid request body": "http.400",
}
_ONLY_BODY_BEGINS: tuple[tuple[str, str], ...] = (
    ("HTTP content length exceeded ", "http.413"),
    ("Missing required request parameters: [", "http.400"),
)


def meaning_of_answer(status: int, headers: Mapping[str, str], body: str) -> str:
    """The `http.*` word for the answer.

    Args:
        status: the status code, 100 to 599.
        headers: all headers of the answer, names in any case.
        body: the body as text.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    if status != _PROXY_AUTHENTICATION and not any(name in lowered for name in _GATEWAY_HEADERS):
        return "http.not_api_gateway"
    error_type = lowered.get("x-amzn-errortype", "").split(":")[0].strip()
    return _meaning(status, error_type, message_in(body))


def meaning_of_status(status: int, body: str = "") -> str:
    """The word where the headers are not known: the status, and what the body says if it is the gateway's own."""
    return _meaning(status, "", message_in(body))


def meaning_of_body(body: str) -> str | None:
    """The word where only the body is known; None where the text could come with several statuses."""
    message = message_in(body)
    refused = _refusal("", message)
    if refused != "http.403":
        return refused
    begun = next((word for beginning, word in _ONLY_BODY_BEGINS if message.startswith(beginning)), None)
    return _ONLY_BODY.get(message) or begun


def message_in(body: str) -> str:
    """The gateway's message: the value of `message` or `Message`, else the whole body."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return body.strip()
    if isinstance(document, dict):
        lowered = {str(name).lower(): value for name, value in document.items()}
        message = lowered.get("message", body)
        return message.strip() if isinstance(message, str) else ""
    return body.strip()


def answer_data(status: int, headers: Mapping[str, str], body: str) -> dict[str, JsonValue]:
    """The reply's data: the status, the kept headers in lower case, the beginning of the body."""
    kept: dict[str, JsonValue] = {
        name.lower(): cleaned(value).strip() for name, value in headers.items() if name.lower() in KEPT_HEADERS
    }
    return {"status": status, "headers": kept, "body": cleaned(body).strip()[:BODY_LIMIT]}


def _meaning(status: int, error_type: str, message: str) -> str:
    bare = f"http.{status}"
    if status == _PROXY_AUTHENTICATION:
        return "proxy.auth_required"
    if status == 403:  # noqa: PLR2004  (Forbidden)
        return _refusal(error_type, message)
    if status == 500 and error_type == "InternalServerErrorException":  # noqa: PLR2004
        return f"{bare}.integration"
    if status in _GATEWAY_TEXTS and (error_type == "InternalServerErrorException" or message in _GATEWAY_TEXTS[status]):
        return f"{bare}.integration"
    return bare


def _refusal(error_type: str, message: str) -> str:
    """The word for a 403."""
    if _INVOKE_DENIED.search(message):
        for suffix, word in _DENIED_BY:
            if suffix in message:
                return word
        if _LAYER_NAMED.search(message):
            return "http.403"
        return f"http.403.policy_{'explicit' if 'with an explicit deny' in message else 'implicit'}_deny"
    for _, text, word in _REFUSALS:
        if text.search(message):
            return word
    by_type = {kind: word for kind, _, word in _REFUSALS if kind}
    return by_type.get(error_type, "http.403")
