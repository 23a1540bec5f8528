"""A key in a case file is the observation's own key, and reads back to the same observation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.loader.observation_keys import NoObservation, observation_of
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, TcpConnect, TlsHandshake
from gatewise.observation.aws_operations import OPERATIONS

_WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-", min_size=1, max_size=30)
_ADDRESS = st.ip_addresses().map(str)
_PORT = st.integers(1, 65_535)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_HEADERS = st.lists(st.tuples(_WORD, _WORD), max_size=2).map(tuple)


@given(st.sampled_from(sorted(OPERATIONS)), st.dictionaries(st.text("abcXYZ", min_size=1), _JSON, max_size=3))
def test_an_aws_call_reads_back_from_its_key(operation: tuple[str, str], parameters: dict[str, str]) -> None:
    call = AwsCall.to(*operation, **parameters)

    assert observation_of(call.key) == call


@given(_WORD, st.sampled_from(["A", "AAAA", "CNAME"]), st.none() | _ADDRESS)
def test_a_dns_query_reads_back_from_its_key(name: str, record_type: str, server: str | None) -> None:
    query = DnsQuery(name, record_type, server)  # type: ignore[arg-type]

    assert observation_of(query.key) == query


@given(_WORD, st.ip_addresses(v=4).map(str), _PORT)
def test_a_dns_query_to_another_port_reads_back_from_its_key(name: str, server: str, port: int) -> None:
    query = DnsQuery(name, "A", server, port)

    assert observation_of(query.key) == query


@given(_ADDRESS, _PORT, _WORD)
def test_connections_and_handshakes_read_back_from_their_keys(address: str, port: int, name: str) -> None:
    connect, handshake = TcpConnect(address, port), TlsHandshake(address, name, port)

    assert observation_of(connect.key) == connect
    assert observation_of(handshake.key) == handshake


@given(st.sampled_from(["GET", "HEAD", "OPTIONS"]), _WORD, _HEADERS, st.none() | _ADDRESS)
def test_a_request_reads_back_from_its_key(
    method: str, host: str, headers: tuple[tuple[str, str], ...], address: str | None
) -> None:
    request = HttpsRequest(f"https://{host}/prod/orders?a=b", method, headers, address)  # type: ignore[arg-type]

    assert observation_of(request.key) == request


@given(
    st.text(max_size=60)
    | st.text(max_size=40).map("aws ec2 describe_vpcs {}".__add__)
    | st.text(max_size=40).map("dns ".__add__)
)
def test_any_text_is_an_observation_or_is_refused(text: str) -> None:
    try:
        observation = observation_of(text)
    except NoObservation:
        return
    assert observation_of(observation.key) == observation


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("aws ec2 describe_vpc_endpoint", "did you mean 'describe_vpc_endpoints'?"),
        ("aws apigatway get_rest_api", "did you mean 'apigateway'?"),
        ("awz ec2 describe_vpcs", "did you mean 'aws'?"),
        ("dns MX example.com", "it may be A, AAAA or CNAME"),
        ("https POST https://example.com/", "it may be GET, HEAD or OPTIONS"),
        ("tcp 10.0.1.37 65536", "it is `tcp ADDRESS PORT`"),
        ("tls 10.0.1.37 443", "it is `tls ADDRESS PORT SERVER_NAME`"),
        ("dns A example.com 10.0.0.2", "it is `dns A|AAAA|CNAME NAME [@SERVER[:PORT]]`"),
        ('aws ec2 describe_vpcs {"VpcIds": [}', 'as in {"VpcIds": ["vpc-1"]}'),
    ],
)
def test_a_slip_gets_the_likely_word_or_the_form(key: str, hint: str) -> None:
    with pytest.raises(NoObservation) as refused:
        observation_of(key)

    assert refused.value.hint == hint


def test_a_call_without_parameters_is_the_call_with_none() -> None:
    assert observation_of("aws sts get_caller_identity") == AwsCall.to("sts", "get_caller_identity")
