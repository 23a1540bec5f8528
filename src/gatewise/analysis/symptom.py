"""What a pasted error text means, and which answer to "what does the client see?" that is.

The texts of programs are read in `observation`; here the first broken step of the path decides between them.
"""

import re
from dataclasses import dataclass
from typing import Literal

from gatewise.analysis.client_oddities import oddity_in
from gatewise.analysis.log_lines import meaning_of_line
from gatewise.analysis.refused_change import refused_in
from gatewise.analysis.shapes import record, text
from gatewise.model import NotSeen, Reply
from gatewise.observation.call_text import outcome_of_call
from gatewise.observation.failure_text import failure_in
from gatewise.observation.foreign_text import as_printed
from gatewise.observation.gateway_answer import meaning_of_body

Symptom = Literal[
    "works",
    "no_name",
    "timeout",
    "refused",
    "tls_error",
    "no_answer",
    "forbidden",
    "not_authorized",
    "missing_token",
    "signature",
    "caller",
    "too_large",
    "throttled",
    "invalid_request",
    "integration_error",
    "not_gateway",
    "browser",
    "protocol",
    "change_refused",
]

UNRECOGNISED = "unrecognised"
_STATUS_LINE = re.compile(r"^(?:< ?)?HTTP/\d", re.MULTILINE)
_LOGGED = re.compile(r"Execution failed due to|Method completed with status:|Starting execution for request:")
_WORKED = re.compile(r"http\.[23]\d\d")
_WITHOUT_A_TYPE = frozenset({"http.414", "http.431"})
"""Refusals that API Gateway sends without `x-amzn-ErrorType`."""
_SERVER_ERROR = re.compile(r"http\.5\d\d")
_CLIENT_ERROR = re.compile(r"http\.4\d\d")

_SYMPTOMS: dict[str, Symptom] = {
    "dns.nxdomain": "no_name",
    "dns.nodata": "no_name",
    "dns.no_answer": "no_name",
    "dns.servfail": "no_name",
    "dns.refused": "no_name",
    "dns.temporary_failure": "no_name",
    "dns.timeout": "no_name",
    "dns.server_unreachable": "no_name",
    "tcp.timeout": "timeout",
    "tcp.refused": "refused",
    "tcp.reset": "refused",
    "tcp.no_route_to_host": "refused",
    "tcp.network_unreachable": "refused",
    "tcp.blackhole_route": "refused",
    "tcp.permission_denied": "refused",
    "http.403.forbidden": "forbidden",
    "http.403.policy_implicit_deny": "not_authorized",
    "http.403.policy_explicit_deny": "not_authorized",
    "http.403.resource_policy_implicit_deny": "not_authorized",
    "http.403.resource_policy_explicit_deny": "not_authorized",
    "http.403.vpce_policy_implicit_deny": "not_authorized",
    "http.403.vpce_policy_explicit_deny": "not_authorized",
    "http.403.missing_authentication_token": "missing_token",
    # A route that does not exist answers so too, when a bearer token was sent.
    "http.403.incomplete_signature": "missing_token",
    "http.403.invalid_signature": "signature",
    "http.403.expired_token": "signature",
    "http.403.invalid_token": "signature",
    "http.403.identity_policy_implicit_deny": "caller",
    "http.403.identity_policy_explicit_deny": "caller",
    "http.403.organization_deny": "caller",
    "http.403.authorizer_deny": "caller",
    "http.403.api_key": "caller",
    "http.403.waf": "caller",
    "http.401": "caller",
    "http.413": "too_large",
    "http.414": "too_large",
    "http.431": "too_large",
    "http.429": "throttled",
    "http.400": "invalid_request",
    "http.415": "invalid_request",
    "http.read_timeout": "no_answer",
    "http.500.integration": "integration_error",
    "http.502.integration": "integration_error",
    "http.504.integration": "integration_error",
    "http.not_api_gateway": "not_gateway",
    "log.policy_denied": "not_authorized",
    "log.integration_error": "integration_error",
    "log.integration_timeout": "integration_error",
}

GATEWAY_REFUSALS = (
    "forbidden",
    "not_authorized",
    "missing_token",
    "signature",
    "caller",
    "too_large",
    "throttled",
    "invalid_request",
)
"""The symptoms that are API Gateway's own refusals of a call."""
HTTP_ERRORS = (*GATEWAY_REFUSALS, "integration_error")
"""The symptoms that are HTTP errors of API Gateway; at the first question they are one answer."""

ODDITIES: frozenset[str] = frozenset({"browser", "protocol", "change_refused"})
"""The symptoms that are no error of the call itself; at the first question they are "something else"."""

SHOWN_BY_THE_API: frozenset[str] = frozenset(
    {
        "works",
        "not_authorized",
        "missing_token",
        "signature",
        "caller",
        "throttled",
        "invalid_request",
        "integration_error",
    }
)
"""The symptoms that only the API itself shows, so that the call went through a VPC endpoint: it is private."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text, or a reply to the call, tells."""

    meaning: str
    """A word of the closed vocabulary."""
    symptom: Symptom | None
    """None where the meaning belongs to no one answer."""
    why: str = ""
    """Why it belongs to none, in one sentence."""
    request_id: str = ""
    """API Gateway's id of the request, where it was printed."""


def read_symptom(pasted: str) -> Told:
    """Read a pasted error text: of curl or a program, an answer of API Gateway, or lines of the execution log."""
    printed = as_printed(pasted)
    if _LOGGED.search(printed) and (logged := _logged(printed)):
        return logged
    if refused := refused_in(printed):
        return Told(refused.meaning, "change_refused")
    told = _of_the_call(pasted, printed)
    # What a browser or a gRPC client says counts only where the answer itself is not told.
    odd = oddity_in(printed) if told.symptom is None else None
    return Told(told.meaning, odd) if odd else told


def _of_the_call(pasted: str, printed: str) -> Told:
    seen = outcome_of_call(pasted)
    if isinstance(seen, Reply) and seen.meaning != UNRECOGNISED:
        answered = _STATUS_LINE.search(printed)
        earlier = failure_in(printed[: answered.start()], ("dns",)) if answered else None
        return _told(earlier) if isinstance(earlier, str) else told_by(seen)
    for line in printed.splitlines():
        if meaning := meaning_of_body(line.strip()):
            return _told(meaning)
    why = seen.detail if isinstance(seen, NotSeen) else "There is no known error in it."
    return Told(UNRECOGNISED, None, why)


def told_by(reply: Reply) -> Told:
    """What a reply to the call tells."""
    headers = record(reply.data, "headers")
    request_id = text(headers, "x-amzn-requestid")
    own = text(headers, "x-amz-apigw-id") != "" and text(headers, "x-amzn-errortype") == ""
    by_gateway = reply.meaning in _WITHOUT_A_TYPE or meaning_of_body(text(reply.data, "body")) == reply.meaning
    if own and not by_gateway and _CLIENT_ERROR.fullmatch(reply.meaning) and reply.meaning != "http.403":
        return Told(reply.meaning, "works", request_id=request_id)
    return _told(reply.meaning, request_id)


def _told(meaning: str, request_id: str = "") -> Told:
    symptom = symptom_for(meaning)
    why = "" if symptom else f"{_WHY.get(meaning, 'It fits several causes')}."
    return Told(meaning, symptom, why, request_id)


_WHY = {
    "http.empty_reply": "The connection was closed without an answer: http:// on port 443 does that, a firewall too",
    "http.403": "The status alone does not say who refused: the text of the answer does",
    "http.404": "The backend answers so, and an API of another kind does too",
    "log.completed": "The log shows a call that ended well",
}


def symptom_for(meaning: str) -> Symptom | None:
    """The answer to "what does the client see?" that a word of the vocabulary belongs to."""
    if meaning in _SYMPTOMS:
        return _SYMPTOMS[meaning]
    if meaning.startswith("tls.") and meaning != "tls.ok":
        return "tls_error"
    if meaning.startswith("proxy."):
        return "not_gateway"
    if _WORKED.fullmatch(meaning):
        return "works"
    return "integration_error" if _SERVER_ERROR.fullmatch(meaning) else None


def _logged(printed: str) -> Told | None:
    meanings = [meaning for line in printed.splitlines() if (meaning := meaning_of_line(line))]
    failed = [meaning for meaning in meanings if meaning in _SYMPTOMS]
    return _told((failed or meanings)[0 if failed else -1]) if meanings else None
