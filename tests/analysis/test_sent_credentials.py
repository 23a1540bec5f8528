import pytest

from gatewise.analysis.invoke_url import read_invoke_url
from gatewise.analysis.sent_credentials import SentCredentials, among, printed_by_curl, scheme_of

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


@pytest.mark.parametrize(
    ("value", "scheme"),
    [
        ("AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-3/execute-api/aws4_request", "sigv4"),
        ("AWS4-ECDSA-P256-SHA256 Credential=AKID/20261122/execute-api/aws4_request", "sigv4"),
        ("Bearer abc", "bearer"),
        ("bearer abc", "bearer"),
        ("Basic abc", "other"),
        ("eyJhbGciOi.abc.def", "other"),
        ("", "none"),
        ("$AUTHORIZATION", ""),
        ("[removed]", ""),
    ],
)
def test_the_first_word_tells_the_kind(value: str, scheme: str) -> None:
    assert scheme_of(value) == scheme


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        (f"curl {URL}", SentCredentials("none", "no")),
        (f"curl -H 'Authorization: Bearer x' {URL}", SentCredentials("bearer", "no")),
        (f"curl -H 'x-api-key: k' {URL}", SentCredentials("none", "yes")),
        (f"curl -u me:secret {URL}", SentCredentials("other", "no")),
        (f"curl --user me:secret --aws-sigv4 aws:amz:eu-west-3:execute-api {URL}", SentCredentials("sigv4", "no")),
        (f"curl --oauth2-bearer abc {URL}", SentCredentials("bearer", "no")),
        (f"curl '{URL}?X-Amz-Signature=abc'", SentCredentials("sigv4", "no")),
        (f"curl -H @headers.txt {URL}", SentCredentials("", "")),
        (f"curl -K settings {URL}", SentCredentials("", "")),
        (URL, SentCredentials("", "")),
    ],
)
def test_a_curl_line_tells_what_it_sends_and_what_it_does_not(line: str, sent: SentCredentials) -> None:
    assert read_invoke_url(line).credentials == sent


def test_headers_given_beside_a_url_tell_only_what_is_sent() -> None:
    assert read_invoke_url(URL, ("Authorization: Bearer x",)).credentials == SentCredentials("bearer", "")
    assert read_invoke_url(f"curl {URL}", ("x-api-key: k",)).credentials == SentCredentials("none", "yes")


def test_the_credentials_themselves_are_in_no_fact() -> None:
    facts = read_invoke_url(f"curl -H 'Authorization: Bearer tok3n' -H 'x-api-key: k3y' -u me:pa55 {URL}").facts()
    assert facts["authorization_scheme"] == "bearer"
    assert facts["api_key_sent"] == "yes"
    assert not any(secret in str(dict(facts)) for secret in ("tok3n", "k3y", "pa55"))


def test_the_last_request_that_curl_printed_counts() -> None:
    printed = (
        "> GET /a HTTP/1.1\n> Authorization: Basic x\n< HTTP/1.1 302\n> GET /b HTTP/2\n> x-api-key: k\n< HTTP/2 403\n"
    )
    assert printed_by_curl(printed) == SentCredentials("none", "yes")
    assert printed_by_curl("< HTTP/1.1 403 Forbidden\n") == SentCredentials()


def test_an_empty_header_is_not_sent() -> None:
    assert among(("Authorization:", "X-Api-Key:"), every=True) == SentCredentials("none", "no")
