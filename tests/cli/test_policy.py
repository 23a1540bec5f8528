"""`gatewise policy`: explain for people, evaluate for programs."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.run import gatewise

DOCS = (Path(__file__).parents[2] / "docs" / "policy-format.md").read_text("utf-8")
METHOD = "arn:aws:execute-api:eu-west-3:123456789012:a1b2c3d4e5/prod/GET/orders"
POLICY: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Ours",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
        "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}},
    },
}
QUESTION = {"id": 7, "kind": "resource", "policy": POLICY, "request": {"resource": METHOD, "context": {}}}


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "policy.json"
    path.write_text(json.dumps(POLICY), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "code", "result"),
    [
        (["--context", "aws:SourceVpce=vpce-1"], 0, "ALLOWED"),
        (["--context", "AWS:sourcevpce=vpce-1"], 0, "ALLOWED"),
        (["--context", "aws:SourceVpce=vpce-2"], 1, "IMPLICIT_DENY"),
        ([], 1, "IMPLICIT_DENY"),
        (["--unknown", "aws:SourceVpce"], 3, "UNKNOWN"),
        (["--unknown-present", "aws:SourceVpce"], 3, "UNKNOWN"),
        (["--principal", "arn:aws:iam::123456789012:role/a", "--context", "aws:SourceVpce=vpce-1"], 0, "ALLOWED"),
    ],
)
def test_the_verdict_and_the_exit_code(run: Run, policy: str, arguments: list[str], code: int, result: str) -> None:
    ran = run("policy", "explain", "--policy", policy, "--kind", "resource", "--resource", METHOD, *arguments)

    assert ran.code == code
    assert ran.out.startswith(result)


def test_json_holds_verdict_mistakes_and_edit(run: Run, policy: str) -> None:
    ran = run(
        *("policy", "explain", "--policy", policy, "--kind", "resource", "--resource", METHOD),
        *("--context", "aws:SourceVpce=vpce-2", "--format", "json"),
    )

    page = json.loads(ran.out)
    assert page["result"] == "IMPLICIT_DENY"
    assert page["mistakes"][0]["cause"] == "pol-wrong-vpce-id"
    corrected = page["edit"]["document"]["Statement"]["Condition"]["StringEquals"]["aws:SourceVpce"]
    assert corrected == ["vpce-1", "vpce-2"]


def test_the_escaped_text_of_get_rest_api_is_read(run: Run, tmp_path: Path) -> None:
    escaped = json.dumps(json.dumps(POLICY).replace("/", "\\/"))[1:-1]
    path = tmp_path / "escaped"
    path.write_text(escaped, "utf-8")

    ran = run("policy", "explain", "--policy", str(path), "--resource", METHOD, "--context", "aws:SourceVpce=vpce-1")

    assert ran.code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--resource", "arn:aws:s3:::bucket"], "--resource"),
        (["--context", "aws:SourceVpce"], "KEY=VALUE"),
        (["--context", "a=b", "--unknown", "A"], "--unknown"),
        (["--policy", "/no/such/file"], "/no/such/file"),
    ],
)
def test_bad_input_is_refused_with_what_would_be_right(run: Run, policy: str, arguments: list[str], words: str) -> None:
    ran = run("policy", "explain", "--policy", policy, "--resource", METHOD, *arguments)

    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"Statement": [{"Effect": "Maybe"}]}', "{", "\xff" * 9, "[" * 99999])
def test_a_file_that_holds_no_policy_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.json"
    path.write_bytes(text.encode("latin-1"))

    ran = run("policy", "explain", "--policy", str(path), "--resource", METHOD)

    assert ran.code == 2
    assert "--policy" in ran.err


def test_a_policy_moves_no_cursor(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(json.dumps({"Statement": {**POLICY["Statement"], "Sid": "\x1b[2J\x1b]0;x\x07"}}), "utf-8")

    assert "\x1b" not in run("policy", "explain", "--policy", str(path), "--resource", METHOD).out


def test_questions_on_stdin_are_answered_in_order_and_a_bad_line_does_not_stop_it() -> None:
    lines = [json.dumps(QUESTION), "{bad", "", "[]", '{"id": "x"}', json.dumps({**QUESTION, "id": 8})]

    done = gatewise("policy", "evaluate", "--jsonl", stdin="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == [7, None, None, "x", 8]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]


def test_questions_in_a_file_that_is_no_utf_8(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "questions"
    path.write_bytes(b"\xff\xfe\n" + json.dumps(QUESTION).encode() + b"\n")

    answers = [json.loads(line) for line in run("policy", "evaluate", "--jsonl", str(path)).out.splitlines()]

    assert ["error" in answer for answer in answers] == [True, False]


def test_a_missing_file_of_questions_is_refused(run: Run) -> None:
    assert run("policy", "evaluate", "--jsonl", "/no/such/file").code == 2


def test_evaluating_imports_no_heavy_library() -> None:
    heavy = ("textual", "boto3", "botocore", "dns", "networkx", "pydantic", "yaml", "urllib3", "cryptography")
    script = (
        "import sys, json\n"
        "from gatewise.__main__ import main\n"
        "code = main(['policy', 'evaluate', '--jsonl'])\n"
        f"print(json.dumps([code, sorted(set(sys.modules) & set({heavy!r}))]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(QUESTION), capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_the_worked_example_of_the_docs_prints_what_they_show(tmp_path: Path) -> None:
    (document,) = re.findall(r"```json\n(\{\n.*?\n\})\n```", DOCS, re.DOTALL)[:1]
    ((command, printed),) = re.findall(r"```console\n\$ gatewise (.*?[^\\])\n(.*?)```", DOCS, re.DOTALL)
    (tmp_path / "policy.json").write_text(document, "utf-8")

    arguments = [
        str(tmp_path / "policy.json") if word == "policy.json" else word
        for word in shlex.split(command.replace("\\\n", ""))
    ]
    done = gatewise(*arguments)

    assert done.stdout == printed


def test_the_question_of_the_docs_is_answered_as_they_show() -> None:
    question, answer = re.findall(r"```json\n(\{\"id\".*)\n```", DOCS)

    assert json.loads(gatewise("policy", "evaluate", stdin=question).stdout) == json.loads(answer)
