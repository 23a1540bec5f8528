"""Whatever is pasted, a parser answers, and with a word of the vocabulary or a reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import Reply
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake
from gatewise.observation.failure_phrases import DNS, HTTP, PROXY, TCP
from gatewise.observation.gateway_answer import meaning_of_answer
from gatewise.observation.meaning import WORDS, is_meaning
from gatewise.observation.tls_phrases import TLS
from tests.observation.asked import ASKED

PRINTED = sorted((Path(__file__).parent / "pastes").glob("*/*/*.txt"))
OBSERVATIONS: list[Observation] = [
    *ASKED.values(),
    DnsQuery("a.example", "AAAA", "10.0.0.2"),
    DnsQuery("a.example", "CNAME"),
    TcpConnect("fd00::1", 8443),
    TlsHandshake("fd00::1", "a.example"),
    HttpsRequest("not a url"),
    AwsCall.to("ec2", "describe_vpcs"),
    AwsCall.to("apigateway", "get_export", restApiId="a", stageName="prod", exportType="oas30"),
]

# Pieces of what tools print, so that arbitrary texts get past the first look of the parsers.
PIECES = st.sampled_from(
    [
        "; <<>> DiG 9.18 <<>> a.example\n",
        ";; ->>HEADER<<- opcode: QUERY, status: ",
        "NOERROR",
        "NXDOMAIN",
        ";; QUESTION SECTION:\n;a.example. IN A\n",
        "a.example. 60 IN A 999.1.1.1\n",
        "Server:\t10.0.0.2\n",
        "Name:\ta.example\nAddress: 10.0.1.37\n",
        "10.0.1.37 port 443 ",
        "Connected to 10.0.1.37.\n",
        "-----BEGIN CERTIFICATE-----\n",
        "MIIB\n-----END CERTIFICATE-----\n",
        "subject=CN = x\nissuer=",
        "verify error:num=99:",
        "Verify return code: 0 (ok)\n",
        "write:errno=",
        "HTTP/1.1 403 Forbidden\r\n",
        "HTTP/2 599 \n",
        "< HTTP/1.1 200 OK\n",
        "> CONNECT a.example:443 HTTP/1.1\n",
        "x-amzn-RequestId: 1\r\n",
        "\r\n\r\n",
        '{"message": ',
        '"Forbidden"}',
        "{\n",
        '"openapi": "3"}',
        "[" * 50,
        '{"a":' * 50,
        "curl: (28) ",
        "An error occurred (X) when calling the DescribeVpcs operation: ",
        "\x1b]0;",
        "\x07",
        "\u00a0",
        "> ",
        "2026-11-22T10:00:00Z ",
        "١٢٣",
    ]
)
ANYTHING = st.text(max_size=200) | st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


@pytest.mark.parametrize("observation", OBSERVATIONS, ids=lambda observation: observation.key)
@given(text=ANYTHING)
def test_no_text_makes_a_parser_fail_or_invent_a_word(observation: Observation, text: str) -> None:
    seen = observation.parsed(text)
    if isinstance(seen, Reply):
        assert is_meaning(seen.meaning)
    else:
        assert seen.detail
        assert seen.cure


@pytest.mark.parametrize("observation", OBSERVATIONS, ids=lambda observation: observation.key)
@pytest.mark.parametrize("printed", PRINTED[::7], ids=lambda path: "/".join(path.parts[-3:]))
def test_the_output_of_one_tool_is_never_a_reply_to_another_kind_of_question_in_words_of_its_own(
    observation: Observation, printed: Path
) -> None:
    seen = observation.parsed(printed.read_bytes().decode())
    if not isinstance(seen, Reply):
        return
    family = seen.meaning.split(".")[0]
    allowed = {
        DnsQuery: {"dns", "unrecognised"},
        TcpConnect: {"tcp"},
        TlsHandshake: {"tls", "tcp", "dns", "unrecognised"},
        HttpsRequest: {"http", "proxy", "tls", "tcp", "dns", "unrecognised"},
        AwsCall: {"aws"},
    }
    assert family in allowed[type(observation)]


@given(st.integers(100, 599), st.dictionaries(st.text(), st.text()), st.text())
def test_every_answer_has_a_word(status: int, headers: dict[str, str], body: str) -> None:
    assert is_meaning(meaning_of_answer(status, headers, body))
    assert is_meaning(meaning_of_answer(status, {**headers, "x-amzn-RequestId": "1"}, body))


def test_every_phrase_stands_for_a_word() -> None:
    assert {word for layer in (PROXY, DNS, TLS, TCP, HTTP) for word, _ in layer} <= WORDS


@pytest.mark.parametrize("word", ["http.200", "http.404", "http.599", "http.403.forbidden", "tcp.open", "unrecognised"])
def test_a_word_of_the_vocabulary_is_known(word: str) -> None:
    assert is_meaning(word)


@pytest.mark.parametrize("word", ["", "http.000", "http.600", "http.4040", "http.403.", "tcp", "tcp.slow", "http.٤٠٤"])
def test_a_word_that_is_none_is_refused(word: str) -> None:
    assert not is_meaning(word)
