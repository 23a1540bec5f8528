"""What tools really printed is read to the word that is right for it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gatewise.model import NotSeen, Reason, Reply
from tests.observation.asked import ASKED, in_a_word

HERE = Path(__file__).parent
# pastes/KIND/WORD/CONDITION-TOOL.txt: printed by the tools in a network lab, byte by byte.
PRINTED = sorted((HERE / "pastes").glob("*/*/*.txt"))
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "one_liners.yaml").read_text())


@pytest.mark.parametrize("printed", PRINTED, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_tool_is_read_to_its_word(printed: Path) -> None:
    kind, word = printed.parts[-3:-1]
    assert in_a_word(ASKED[kind].parsed(printed.read_bytes().decode())) == word


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']} {row['text'][:60]!r}")
def test_a_short_paste_is_read_to_its_word(row: dict[str, Any]) -> None:
    assert in_a_word(ASKED[row["kind"]].parsed(row["text"])) == row["means"]


@pytest.mark.parametrize("printed", PRINTED, ids=lambda path: "/".join(path.parts[-3:]))
def test_windows_line_ends_colours_and_a_prompt_change_nothing(printed: Path) -> None:
    kind, _ = printed.parts[-3:-1]
    text = printed.read_bytes().decode().replace("\r\n", "\n")
    dirty = "\x1b[32m[ec2-user@client ~]$\x1b[0m\r\n" + text.replace("\n", "\x1b[0m\r\n").replace("  ", " \u00a0")
    assert ASKED[kind].parsed(dirty) == ASKED[kind].parsed(text)


def test_there_is_a_paste_for_every_word_that_a_tool_can_show() -> None:
    shown = {path.parts[-2] for path in PRINTED} | {row["means"] for row in ROWS}
    unseen = {"tcp.partial", "dns.hosts_override"}  # several observations at once, or nothing a tool prints
    words = {word for kind in ("dns", "tcp", "tls", "proxy") for word in _words_of(kind)}
    assert words - unseen <= shown


def _words_of(kind: str) -> set[str]:
    from gatewise.observation.meaning import WORDS

    return {word for word in WORDS if word.startswith(f"{kind}.") and not word.startswith("dns.pair_")}


@pytest.mark.parametrize("kind", ASKED)
def test_what_cannot_be_read_comes_with_what_to_do(kind: str) -> None:
    seen = ASKED[kind].parsed("I don't know")
    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.UNREADABLE
    assert seen.cure


def test_the_addresses_are_in_the_reply_sorted_and_once_each() -> None:
    seen = ASKED["dns"].parsed("10.0.2.41\n10.0.1.37\n10.0.2.41\n")
    assert isinstance(seen, Reply)
    assert seen.data == {"addresses": ["10.0.1.37", "10.0.2.41"]}


def test_the_answer_is_in_the_reply_with_its_kept_headers_only() -> None:
    seen = ASKED["https"].parsed((HERE / "pastes/https/http.403.forbidden/curl_v.txt").read_text())
    assert isinstance(seen, Reply)
    assert seen.data == {
        "status": 403,
        "headers": {
            "server": "Server",
            "content-type": "application/json",
            "x-amzn-requestid": "5b3f1c9a-2d7e-4f60-9a1b-3c4d5e6f7081",
            "x-amzn-errortype": "ForbiddenException",
            "x-amz-apigw-id": "Vwc2MGFUrPEFV_g=",
        },
        "body": '{"message":"Forbidden"}',
    }


@pytest.mark.parametrize("tool", ["openssl", "openssl_plain"])
def test_the_certificate_is_in_the_reply_to_a_handshake(tool: str) -> None:
    seen = ASKED["tls"].parsed((HERE / f"pastes/tls/tls.ok/{tool}.txt").read_text())
    assert isinstance(seen, Reply)
    assert seen.data == {
        "subject": "CN=*.execute-api.eu-west-3.amazonaws.com",
        "issuer": "C=US, O=Amazon, CN=Amazon RSA 2048 M02",
        "names": ["*.execute-api.eu-west-3.amazonaws.com", "execute-api.eu-west-3.amazonaws.com"],
    }


def test_curl_tells_the_certificate_as_far_as_it_prints_it() -> None:
    seen = ASKED["tls"].parsed((HERE / "pastes/tls/tls.ok/curl_v.txt").read_text())
    assert isinstance(seen, Reply)
    assert seen.data == {
        "subject": "CN=*.execute-api.eu-west-3.amazonaws.com",
        "issuer": "C=US, O=Amazon, CN=Amazon RSA 2048 M02",
        "names": ["*.execute-api.eu-west-3.amazonaws.com"],
    }
