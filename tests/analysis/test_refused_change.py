"""Messages of AWS's control plane: domain.md section 2.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.client_oddities import oddity_in
from gatewise.analysis.refused_change import refused_in
from gatewise.observation.meaning import is_meaning

CALLED = "An error occurred ({}) when calling the {} operation: {}"


@pytest.mark.parametrize(
    ("code", "operation", "meaning"),
    [
        ("AccessDeniedException", "UpdateRestApi", "aws.access_denied"),
        ("UnauthorizedOperation", "ModifyVpcEndpoint", "aws.access_denied"),
        ("TooManyRequestsException", "CreateDeployment", "aws.throttled"),
        ("ExpiredTokenException", "PutRestApi", "aws.expired_credentials"),
        ("BadRequestException", "UpdateStage", "aws.error"),
    ],
)
def test_a_change_that_is_refused_for_another_reason_says_which(code: str, operation: str, meaning: str) -> None:
    refused = refused_in(CALLED.format(code, operation, "no"))
    assert refused is not None
    assert (refused.refusal, refused.meaning) == ("", meaning)


@pytest.mark.parametrize(
    "operation", ["GetRestApi", "DescribeVpcEndpoints", "ListHostedZonesByVPC", "TestInvokeMethod"]
)
def test_a_look_that_is_refused_is_no_change(operation: str) -> None:
    assert refused_in(CALLED.format("AccessDeniedException", operation, "no")) is None


def test_the_message_counts_whoever_prints_it() -> None:
    sentence = "Private REST API doesn't have a resource policy attached to it"
    for printed in (
        CALLED.format("BadRequestException", "CreateDeployment", sentence),
        f"Error: creating API Gateway Deployment: BadRequestException: {sentence}",
        f'Resource handler returned message: "{sentence} (Service: ApiGateway, Status Code: 400)"',
        sentence,
    ):
        refused = refused_in(printed)
        assert refused is not None
        assert refused.refusal == "no_policy"


@given(st.text(max_size=200))
def test_any_text_is_read_or_left_alone(printed: str) -> None:
    refused = refused_in(printed)
    assert refused is None or is_meaning(refused.meaning)
    assert oddity_in(printed) in {None, "browser", "protocol"}


@pytest.mark.parametrize(
    ("printed", "oddity"),
    [
        ("blocked by CORS policy: Response to preflight request doesn't pass access control check", "browser"),
        ("Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource", "browser"),
        ("curl: (16) Error in the HTTP2 framing layer", "protocol"),
        ('desc = "error reading server preface: http2: frame too large"', "protocol"),
        ("Http2Exception: First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f", "protocol"),
        ("< access-control-allow-origin: *", None),
        ("* ALPN: server accepted http/1.1", None),
        ("curl: (6) Could not resolve host: a.example", None),
    ],
)
def test_a_browser_and_an_http2_client_are_told_by_their_words(printed: str, oddity: str | None) -> None:
    assert oddity_in(printed) == oddity
