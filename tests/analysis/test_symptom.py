from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.symptom import SHOWN_BY_THE_API, Symptom, read_symptom, symptom_for
from gatewise.observation.meaning import WORDS, is_meaning

HEADERS = "HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 0f1e2d3c\nx-amz-apigw-id: Vwc2MGFUrPEFV_g=\n"
UNDECIDED = {
    "http.empty_reply",
    "log.completed",
    "log.request",
    "tcp.open",
    "tcp.partial",
    "tls.ok",
    "unrecognised",
}


def test_every_word_of_a_failed_call_belongs_to_an_answer() -> None:
    of_a_call = {word for word in WORDS if word.split(".")[0] in {"tcp", "tls", "proxy", "http", "log"}}
    assert {word for word in of_a_call if symptom_for(word) is None} == UNDECIDED - {"unrecognised"}


@pytest.mark.parametrize(
    ("text", "symptom", "meaning"),
    [
        ("java.net.UnknownHostException: a.example", "no_name", "dns.no_answer"),
        ("Error: getaddrinfo ENOTFOUND a.example", "no_name", "dns.no_answer"),
        ("urllib3.exceptions.NameResolutionError: Failed to resolve 'a.example'", "no_name", "dns.no_answer"),
        ("*** Can't find a.example: No answer", "no_name", "dns.nodata"),
        ("dial tcp 10.0.1.37:443: connect: connection refused", "refused", "tcp.refused"),
        ("java.net.ConnectException: Connection timed out", "timeout", "tcp.timeout"),
        (
            "ssl.SSLCertVerificationError: certificate verify failed: Hostname mismatch",
            "tls_error",
            "tls.name_mismatch",
        ),
        ('{"message":"Missing Authentication Token"}', "missing_token", "http.403.missing_authentication_token"),
        ('{"message": "Endpoint request timed out"}', "integration_error", "http.504.integration"),
        ("HTTP content length exceeded 10485760 bytes", "too_large", "http.413"),
        ("Request URI too long", "too_large", "http.414"),
        ("requests.exceptions.HTTPError: 431 Client Error: Request Header Fields Too Large", "too_large", "http.431"),
        ('{"message": "Missing required request parameters: [id]"}', "invalid_request", "http.400"),
        ("has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header", "browser", "unrecognised"),
        ("curl: (92) HTTP/2 stream 1 was not closed cleanly: HTTP_1_1_REQUIRED", "protocol", "unrecognised"),
        ("Caller provided credentials not allowed when resource policy is set", "change_refused", "aws.error"),
        ('{"message":"Too Many Requests"}', "throttled", "http.429"),
    ],
)
def test_the_errors_of_programs_are_read(text: str, symptom: str, meaning: str) -> None:
    told = read_symptom(text)
    assert (told.symptom, told.meaning) == (symptom, meaning)


@pytest.mark.parametrize(
    ("suffix", "layer"),
    [
        (" because no resource-based policy allows the execute-api:Invoke action", "resource_policy_implicit_deny"),
        (" with an explicit deny in a resource-based policy", "resource_policy_explicit_deny"),
        (" because no VPC endpoint policy allows the execute-api:Invoke action", "vpce_policy_implicit_deny"),
        (" with an explicit deny in a VPC endpoint policy", "vpce_policy_explicit_deny"),
        (" with an explicit deny", "policy_explicit_deny"),
        ("", "policy_implicit_deny"),
    ],
)
def test_a_denial_names_its_layer_by_the_suffix(suffix: str, layer: str) -> None:
    resource = "arn:aws:execute-api:eu-west-3:********9012:a1b2c3d4e5/prod/GET/orders"
    said = f"User: anonymous is not authorized to perform: execute-api:Invoke on resource: {resource}{suffix}"
    for text in (said, f'{HEADERS}x-amzn-ErrorType: AccessDeniedException\n\n{{"Message":"{said}"}}'):
        told = read_symptom(text)
        assert (told.symptom, told.meaning) == ("not_authorized", f"http.403.{layer}")


def test_the_request_id_is_kept_where_it_was_printed() -> None:
    text = f'{HEADERS}x-amzn-ErrorType: ForbiddenException\n\n{{"message":"Forbidden"}}'
    assert read_symptom(text).request_id == "0f1e2d3c"


def test_the_first_broken_step_decides() -> None:
    looked_up = "** server can't find a.example: NXDOMAIN\n"
    answer = f'{HEADERS}x-amzn-ErrorType: ForbiddenException\n\n{{"message":"Forbidden"}}'
    assert read_symptom(looked_up + answer).symptom == "no_name"
    assert read_symptom(answer).symptom == "forbidden"


def test_what_a_browser_says_counts_only_where_the_answer_is_not_told() -> None:
    complaint = "blocked by CORS policy: No 'Access-Control-Allow-Origin' header\n"
    answer = f'{HEADERS}x-amzn-ErrorType: ForbiddenException\n\n{{"message":"Forbidden"}}'
    assert read_symptom(complaint + answer).symptom == "forbidden"
    assert read_symptom(complaint).symptom == "browser"


@pytest.mark.parametrize(("status", "symptom"), [("413", "works"), ("414", "too_large"), ("431", "too_large")])
def test_a_status_that_only_the_gateway_has_is_its_own_without_a_type(status: str, symptom: str) -> None:
    text = f"HTTP/1.1 {status} Too Large\nx-amzn-RequestId: 0f1e2d3c\nx-amz-apigw-id: Vwc2MGFUrPEFV_g=\n\n"
    assert read_symptom(text).symptom == symptom


def test_of_log_lines_the_one_that_failed_decides() -> None:
    lines = "(r1) Starting execution for request: r1\n(r1) Execution failed due to a timeout error\n"
    told = read_symptom(lines + "(r1) Method completed with status: 504")
    assert (told.symptom, told.meaning) == ("integration_error", "log.integration_timeout")
    assert read_symptom("(r1) Method completed with status: 200").symptom is None


def test_what_only_the_api_shows_is_an_answer() -> None:
    assert set(get_args(Symptom)) >= SHOWN_BY_THE_API


@given(st.text(max_size=300))
def test_any_text_has_a_word_and_an_answer_or_a_reason(text: str) -> None:
    told = read_symptom(text)
    assert is_meaning(told.meaning)
    assert (told.symptom is None) == bool(told.why)
