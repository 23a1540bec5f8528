"""What an answer of API Gateway means: the messages M1 to M25 of domain.md section 2.1, and the suffixes of 1.G."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gatewise.observation.gateway_answer import (
    BODY_LIMIT,
    KEPT_HEADERS,
    answer_data,
    meaning_of_answer,
    meaning_of_body,
    meaning_of_status,
)

ROWS: list[list[Any]] = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text())
IDS = {"x-amzn-RequestId": "1", "x-amz-apigw-id": "2="}
RESOURCE = "arn:aws:execute-api:eu-west-3:********9012:a1b2c3d4e5/prod/GET/orders"


def denied(user: str, suffix: str) -> str:
    text = f"User: {user} is not authorized to perform: execute-api:Invoke on resource: {RESOURCE}{suffix}"
    return json.dumps({"Message": text})


def message(text: str) -> str:
    return json.dumps({"message": text})


@pytest.mark.parametrize(("status", "error_type", "body", "word"), ROWS)
def test_a_message_has_its_word(status: int, error_type: str, body: str, word: str) -> None:
    headers = {**IDS, "x-amzn-ErrorType": error_type} if error_type else IDS
    assert meaning_of_answer(status, headers, body) == word


@pytest.mark.parametrize("user", ["anonymous", "arn:aws:sts::123456789012:assumed-role/app/i-1"])
@pytest.mark.parametrize(
    ("suffix", "word"),
    [
        (" because no resource-based policy allows the execute-api:Invoke action", "resource_policy_implicit_deny"),
        (" with an explicit deny in a resource-based policy", "resource_policy_explicit_deny"),
        (" because no VPC endpoint policy allows the execute-api:Invoke action", "vpce_policy_implicit_deny"),
        (" with an explicit deny in a VPC endpoint policy", "vpce_policy_explicit_deny"),
        (" because no identity-based policy allows the execute-api:Invoke action", "identity_policy_implicit_deny"),
        (" with an explicit deny in an identity-based policy", "identity_policy_explicit_deny"),
        (
            " with an explicit deny in an identity-based policy: arn:aws:iam::1:p",
            "identity_policy_explicit_deny",
        ),
        (" with an explicit deny in a service control policy", "organization_deny"),
        (" because no service control policy allows the execute-api:Invoke action", "organization_deny"),
        (" with an explicit deny in a resource control policy", "organization_deny"),
        (" because no permissions boundary allows the execute-api:Invoke action", "organization_deny"),
        (" because no session policy allows the execute-api:Invoke action", "organization_deny"),
        (" with an explicit deny", "policy_explicit_deny"),
        ("", "policy_implicit_deny"),
    ],
)
def test_the_suffix_names_the_policy(user: str, suffix: str, word: str) -> None:
    headers = {**IDS, "X-Amzn-Errortype": "AccessDeniedException"}
    assert meaning_of_answer(403, headers, denied(user, suffix)) == f"http.403.{word}"


@pytest.mark.parametrize(
    "suffix",
    [" with an explicit deny in a moon policy", " because no moon policy allows the execute-api:Invoke action"],
)
def test_a_policy_that_has_no_name_here_is_not_taken_for_another(suffix: str) -> None:
    assert meaning_of_answer(403, IDS, denied("anonymous", suffix)) == "http.403"


@pytest.mark.parametrize("status", [200, 302, 403, 503])
def test_an_answer_without_the_gateway_s_headers_is_somebody_else_s(status: int) -> None:
    assert meaning_of_answer(status, {"Server": "awselb/2.0"}, message("Forbidden")) == "http.not_api_gateway"


def test_only_a_proxy_asks_for_proxy_authentication() -> None:
    assert meaning_of_answer(407, {"Server": "squid"}, "") == meaning_of_status(407) == "proxy.auth_required"


@pytest.mark.parametrize("name", ["x-amzn-errortype", "X-Amzn-ErrorType", "X-AMZN-ERRORTYPE"])
def test_header_names_have_no_case_and_the_type_ends_at_a_colon(name: str) -> None:
    assert meaning_of_answer(403, {**IDS, name: "ForbiddenException:http://x/"}, "") == "http.403.forbidden"


def test_a_body_alone_is_read_only_where_no_other_answer_has_it() -> None:
    assert meaning_of_body('{"message":"Forbidden"}') == "http.403.forbidden"
    assert meaning_of_body('{"message": "Internal server error"}') is None
    assert meaning_of_body('{"message": "hello"}') is None


def test_a_reply_keeps_six_headers_and_the_beginning_of_the_body() -> None:
    headers = {"Server": "S", "Set-Cookie": "session=1", "X-Api-Key": "k", "X-Amzn-RequestId": "1"}
    data = answer_data(200, headers, "\x1b[31m" + "x" * 5000)
    assert data == {
        "status": 200,
        "headers": {"server": "S", "x-amzn-requestid": "1"},
        "body": "x" * BODY_LIMIT,
    }


@given(st.dictionaries(st.text() | st.sampled_from(KEPT_HEADERS), st.text()), st.text())
def test_no_other_header_is_ever_kept(headers: dict[str, str], body: str) -> None:
    kept = answer_data(200, headers, body)["headers"]
    assert isinstance(kept, dict)
    assert set(kept) <= set(KEPT_HEADERS)
