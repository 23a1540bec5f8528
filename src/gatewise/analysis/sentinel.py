"""What two harmless calls prove: one to a path that does not exist, one to a stage that does not exist.

A path without a route is answered "Missing Authentication Token" once host and stage are matched, and a stage that
does not exist "Forbidden". In which order API Gateway matches the route and asks the policies is not documented, so
nothing is concluded from that order.
https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

import re
from dataclasses import dataclass
from typing import Literal

NO_SUCH_STAGE = "gatewise_no_such_stage"
"""The stage that the second call names."""
SUGGESTED_PATH = "/__gatewise_probe_nonexistent"
"""A path that hardly any API has."""

Answer = Literal["host_not_matched", "policy_denies", "reached"]

_NO_ROUTE, _FORBIDDEN = "http.403.missing_authentication_token", "http.403.forbidden"
_POLICY = re.compile(r"http\.403\.((resource|vpce)_)?policy_(implicit|explicit)_deny")
_LAYERS = {"resource_": "the resource policy", "vpce_": "the endpoint's policy", None: "a policy"}
_BEHIND_THE_POLICIES = re.compile(r"http\.(2\d\d|3\d\d|404|5\d\d\.integration)")
"""Answers that come only once a call is authorized: of what stands behind the API, or that nothing stands there."""
_AT_A_ROUTE = re.compile(r"http\.(401|403\.authorizer_deny|403\.api_key|5\d\d)")
"""Refusals and failures of a route, by its authorizer or its API key."""
_ANSWERED = re.compile(r"http\.\d{3}(\..+)?")


@dataclass(frozen=True, slots=True)
class Proof:
    """What the pair of answers proves."""

    answer: Answer | None
    """None where it proves nothing."""
    says: str
    """What follows from it, and what does not, in a sentence or two."""


def proved_by(path: str, stage: str, *, web_acl: bool = False) -> Proof:
    """Read the pair of answers.

    Args:
        path: the meaning of the answer to the path that does not exist, such as `http.403.forbidden`.
        stage: the meaning of the answer to the stage that does not exist.
        web_acl: whether a web ACL is known to guard the stage; it refuses with "Forbidden", too.
    """
    if not (_ANSWERED.fullmatch(path) and _ANSWERED.fullmatch(stage)):
        return Proof(None, "Not both calls were answered by API Gateway, so the pair proves nothing about it.")
    if denied := _POLICY.fullmatch(path):
        return _denied(_LAYERS[denied[1]], stage)
    if path == stage == _FORBIDDEN:
        return _forbidden(web_acl=web_acl)
    if path == stage:
        return Proof(None, f"Both were answered with {path}, so the answer says nothing about the stage.")
    if stage != _FORBIDDEN and not _POLICY.fullmatch(stage):
        return Proof(None, f"A stage that does not exist was answered with {stage}, and not with Forbidden.")
    return _of_the_path(path)


def _denied(layer: str, stage: str) -> Proof:
    matched = " Host and stage are matched." if stage == _FORBIDDEN else ""
    return Proof(
        "policy_denies",
        f"The call to the path was refused by {layer}.{matched} A policy that allows some paths only refuses this one, "
        "too, so the real path may fare better.",
    )


def _forbidden(*, web_acl: bool) -> Proof:
    if web_acl:
        return Proof(None, "Both were refused with Forbidden, which the stage's web ACL says as well.")
    return Proof(
        "host_not_matched",
        "The real stage is refused like one that does not exist, so API Gateway did not match host and stage: the API "
        "id, the stage or the routing header is another one, or the default endpoint is off.",
    )


def _of_the_path(path: str) -> Proof:
    if path == _NO_ROUTE:
        return Proof(
            "reached",
            "API Gateway matched host and stage, and found no route. Whether the policies are asked before that is not "
            "documented, so they are not cleared by it.",
        )
    if _BEHIND_THE_POLICIES.fullmatch(path):
        return Proof("reached", "A route took the path, and what stands behind it answered: both policies let it pass.")
    if _AT_A_ROUTE.fullmatch(path):
        return Proof("reached", "API Gateway matched host, stage and a route, and refused the call there.")
    return Proof(None, f"The path was answered with {path}, from which nothing follows here.")
