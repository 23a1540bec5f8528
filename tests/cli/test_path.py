"""`gatewise path`: explained for people, answered by the line for programs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.reachability.questions import question
from tests.analysis.reachability.test_cases import CASES
from tests.cli.conftest import Run
from tests.cli.run import gatewise

_EXIT = {"reachable": 0, "blocked": 1, "partial": 1, "indeterminate": 3}
_OF_EACH = [next(case for case in CASES if case["expect"] == verdict) for verdict in _EXIT]


def _case(name: str) -> dict[str, Any]:
    return question(next(case for case in CASES if case["id"] == name))


def _written(folder: Path, asked: Any) -> str:
    path = folder / "question.json"
    path.write_text(json.dumps(asked))
    return str(path)


@pytest.mark.parametrize("case", _OF_EACH, ids=lambda case: case["expect"])
def test_the_exit_code_tells_the_verdict(run: Run, tmp_path: Path, case: dict[str, Any]) -> None:
    shown = run("path", "explain", _written(tmp_path, question(case)))

    assert shown.code == _EXIT[case["expect"]]
    assert case["expect"].upper() in shown.out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_drawing_fits_80_columns_and_marks_each_broken_hop_in_words(
    run: Run, tmp_path: Path, case: dict[str, Any]
) -> None:
    asked = _case(case["id"])
    shown = run("path", "explain", _written(tmp_path, asked))
    drawing = json.loads(run("path", "explain", _written(tmp_path, asked), "--format", "json").out)["drawing"]

    assert drawing in shown.out
    assert [line for line in drawing.splitlines() if len(line) > 80] == []
    unfolded = " ".join(drawing.replace("|", " ").split())
    for told in case.get("because", []):
        code, component, *_ = told.split()
        assert code in unfolded
        assert component == "_" or all(name in unfolded for name in component.split("+"))
    if case["expect"] in {"blocked", "partial"}:
        assert "STOPPED" in unfolded or "XX" in unfolded


def test_hops_stand_in_the_order_the_packet_meets_them(run: Run, tmp_path: Path) -> None:
    shown = run("path", "explain", _written(tmp_path, _case("tgw-ok")))

    wanted = ["client eni-client", "sg-client", "acl-client", "rtb-client", "tgw-1", "acl-tc", "acl-te", "acl-endpoint"]
    wanted += ["sg-endpoint", "API Gateway"]
    places = [shown.out.index(each) for each in wanted]
    assert places == sorted(places)


def test_replies_of_describe_calls_and_options_make_a_question(run: Run, tmp_path: Path) -> None:
    asked = _case("tgw-ok")
    names = []
    for operation, body in asked["inputs"].items():
        bodies = body.items() if not operation.startswith("ec2.Describe") else [(operation, body)]
        for name, each in bodies:
            path = tmp_path / f"{operation}-{name}.json"
            path.write_text(json.dumps(each))
            names.append(str(path))

    by_interface = run("path", "explain", *names, "--source", "eni-client")
    by_address = run("path", "explain", *names, "--source", "10.1.10.20", "--endpoint", "vpce-1")
    elsewhere = run("path", "explain", *names, "--cidr", "172.31.0.0/24")

    assert (by_interface.code, by_address.code, elsewhere.code) == (0, 0, 1)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"x.json": "{"}, "holds no JSON"),
        ({"x.json": "[]"}, "no JSON object"),
        ({"x.json": '{"Reservations": []}'}, "neither a question nor a reply"),
        ({"x.json": '{"Vpcs": []}'}, "execute-api endpoint"),
        ({"x.json": '{"flow": {"destination": {"vpc_endpoint_id": "vpce-1"}}}'}, "--source or --cidr"),
        ({"x.json": '{"flow": {"source": {}, "destination": {"vpc_endpoint_id": "vpce-1"}}}'}, "flow.source is"),
        ({}, "can't be read"),
    ],
)
def test_what_states_no_path_is_refused_with_what_would(
    run: Run, tmp_path: Path, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    shown = run("path", "explain", str(tmp_path / "x.json"))

    assert shown.code == 2
    assert words in shown.err


def test_each_line_is_answered_and_a_bad_one_stops_nothing() -> None:
    lines = [
        json.dumps(_case("sg-udp")),
        "nonsense",
        '{"id": 7}',
        "",
        "[" * 100_000,
        '{"id": "n", "flow": {"query_name": 3}, "inputs": {}}',
        json.dumps(_case("sg-vpc-cidr")),
    ]

    done = gatewise("path", "evaluate", "--jsonl", stdin="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(each["id"], "error" in each) for each in answers] == [
        ("sg-udp", False),
        (None, True),
        (7, True),
        (None, True),
        ("n", True),
        ("sg-vpc-cidr", False),
    ]


def test_bytes_that_are_no_text_are_one_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xff\xfe\n" + json.dumps(_case("sg-udp")).encode() + b"\n")

    done = gatewise("path", "evaluate", "--jsonl", str(path))

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [None, "sg-udp"]


def test_a_question_for_a_name_is_answered_as_one() -> None:
    examples = json.loads((Path(__file__).parents[1] / "analysis/reachability/path-examples.json").read_text())
    (asked,) = [each for each in examples["cases"] if "query_name" in each["flow"]]

    done = gatewise("path", "evaluate", "--jsonl", stdin=json.dumps(asked))

    told = json.loads(done.stdout)
    assert {key: told[key] for key in asked["expected"]} == asked["expected"]


def test_judging_needs_no_heavy_library(tmp_path: Path) -> None:
    path = _written(tmp_path, _case("sg-udp"))
    script = (
        "import sys\nfrom gatewise.__main__ import main\n"
        f"main(['path', 'explain', {path!r}])\nmain(['path', 'evaluate', '--jsonl', {path!r}])\n"
        "print(sorted(set(sys.modules) & {'boto3', 'botocore', 'textual', 'networkx'}))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_the_documentation_shows_what_is_printed(run: Run, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    examples = json.loads((root / "tests/analysis/reachability/path-examples.json").read_text())
    (asked,) = [each for each in examples["cases"] if each["id"] == "NACL-05"]
    page = (root / "docs/path-format.md").read_text()

    shown = run("path", "explain", _written(tmp_path, asked))
    answered = json.loads(gatewise("path", "evaluate", "--jsonl", stdin=json.dumps(asked)).stdout)

    assert f"$ gatewise path explain nacl-05.json\n{shown.out.rstrip()}\n```" in page
    assert json.dumps(answered, indent=2) in page
