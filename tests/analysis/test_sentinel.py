"""What two harmless calls prove, and what they do not."""

import pytest

from gatewise.analysis.sentinel import proved_by

NO_ROUTE, FORBIDDEN = "http.403.missing_authentication_token", "http.403.forbidden"
RESOURCE, ENDPOINT = "http.403.resource_policy_implicit_deny", "http.403.vpce_policy_explicit_deny"
UNNAMED = "http.403.policy_implicit_deny"


@pytest.mark.parametrize(
    ("path", "stage", "answer", "says"),
    [
        (NO_ROUTE, FORBIDDEN, "reached", "they are not cleared by it"),
        (NO_ROUTE, RESOURCE, "reached", "found no route"),
        (FORBIDDEN, FORBIDDEN, "host_not_matched", "did not match host and stage"),
        (RESOURCE, FORBIDDEN, "policy_denies", "the resource policy. Host and stage are matched."),
        (ENDPOINT, FORBIDDEN, "policy_denies", "the endpoint's policy. Host"),
        (UNNAMED, UNNAMED, "policy_denies", "a policy. A policy that allows some paths only"),
        ("http.200", FORBIDDEN, "reached", "both policies"),
        ("http.404", FORBIDDEN, "reached", "both policies"),
        ("http.504.integration", FORBIDDEN, "reached", "both policies"),
        ("http.401", FORBIDDEN, "reached", "and refused the call there"),
        ("http.403.authorizer_deny", FORBIDDEN, "reached", "and refused the call there"),
        ("http.500", FORBIDDEN, "reached", "and refused the call there"),
        (NO_ROUTE, NO_ROUTE, None, "nothing about the stage"),
        ("http.200", "http.200", None, "nothing about the stage"),
        (NO_ROUTE, "http.200", None, "and not with Forbidden"),
        (FORBIDDEN, NO_ROUTE, None, "and not with Forbidden"),
        (FORBIDDEN, RESOURCE, None, "nothing follows"),
        ("http.429", FORBIDDEN, None, "nothing follows"),
        ("http.403", FORBIDDEN, None, "nothing follows"),
        ("http.not_api_gateway", FORBIDDEN, None, "Not both calls were answered"),
        ("http.read_timeout", "http.read_timeout", None, "Not both calls were answered"),
        (NO_ROUTE, "tcp.timeout", None, "Not both calls were answered"),
        ("dns.nxdomain", "dns.nxdomain", None, "Not both calls were answered"),
    ],
)
def test_the_pair_of_answers_proves(path: str, stage: str, answer: str | None, says: str) -> None:
    proof = proved_by(path, stage)
    assert proof.answer == answer
    assert says in proof.says


def test_behind_a_web_acl_forbidden_proves_nothing() -> None:
    assert proved_by(FORBIDDEN, FORBIDDEN, web_acl=True).answer is None
    assert proved_by(NO_ROUTE, FORBIDDEN, web_acl=True).answer == "reached"
