"""What a person pastes keeps no credential."""

import pytest

from gatewise.observation.secrets import REMOVED, without_secrets

PASTED = {
    "a curl line": "curl -H 'Authorization: Bearer S3CR3T-1234567' -H \"x-api-key: S3CR3T k3y\" https://example.com/prod",
    "a signed URL": "https://example.com/prod?X-Amz-Credential=S3CR3T/20261122&X-Amz-Signature=S3CR3T&colour=red",
    "the talk of curl -v": "> Host: example.com\n> Authorization: AWS4-HMAC-SHA256 Credential=S3CR3T\n"
    "> x-api-key: S3CR3T\n< set-cookie: session=S3CR3T; Path=/",
    "headers in JSON": '{"Authorization": "S3CR3T", "x-api-key": ["S3CR3T", "S3CR3T"], "Host": "example.com"}',
    "an execution log": "Method request headers: {Authorization=S3CR3T, Host=example.com, x-api-key=S3CR3T}",
    "an error that quotes the header": "'S3CR3T' not a valid key=value pair (missing equal-sign) "
    "in Authorization header: 'S3CR3T'.",
    "a password": "curl -u me:S3CR3T https://me:S3CR3T@example.com/prod",
    "a cookie": "curl --cookie 'session=S3CR3T' https://example.com/",
    "a token by itself": "got eyJhbGciOiJIUzI1NiJ9.S3CR3TeyJzdWIi.S3CR3T here",
    "exported credentials": "export AWS_SESSION_TOKEN=S3CR3T\nexport AWS_SECRET_ACCESS_KEY=S3CR3T",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED.keys())
def test_no_credential_stays(text: str) -> None:
    kept = without_secrets(text)

    assert "S3CR3T" not in kept
    assert REMOVED in kept
    assert without_secrets(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "curl: (28) Connection timed out after 3001 milliseconds",
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:x",
        "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders?colour=red",
        '{"message":"Missing Authentication Token"}',
        "User: arn:aws:iam::123456789012:user/jo is not authorized because no identity-based policy allows it",
    ],
)
def test_text_without_a_credential_stays_as_it_is(text: str) -> None:
    assert without_secrets(text) == text
