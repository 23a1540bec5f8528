"""Help is there for everything, at once, and costs nothing."""

import json
import subprocess
import sys

import pytest

from gatewise import __version__
from gatewise.cli import parser
from tests.cli.conftest import Run

HEAVY = ("textual", "boto3", "botocore", "dns", "networkx", "pydantic", "yaml", "urllib3", "cryptography")
SUBCOMMANDS = [
    ("path", "evaluate"),
    ("path", "explain"),
    ("policy", "evaluate"),
    ("policy", "explain"),
    ("session", "list"),
    ("session", "show"),
    ("session", "resume"),
    ("tree", "lint"),
    ("tree", "list"),
    ("tree", "show"),
    ("tree", "schema"),
    ("tree", "stats"),
    ("tree", "test"),
]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["diagnose", "--help"], ["walk", "--help"]], ids=str)
def test_help_imports_no_heavy_library(arguments: list[str]) -> None:
    script = (
        "import sys, json\n"
        "from gatewise.__main__ import main\n"
        f"code = main({arguments!r})\n"
        f"print(json.dumps([code, sorted(set(sys.modules) & set({HEAVY!r}))]))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_the_commands_that_scripts_rely_on_are_there() -> None:
    assert {"demo", "diagnose", "permissions", "session", "tree", "walk"} <= set(parser.names())


@pytest.mark.parametrize("command", parser.names())
def test_every_command_explains_itself_with_examples(run: Run, command: str) -> None:
    shown = run(command, "--help")

    assert shown.code == 0
    assert f"usage: gatewise {command}" in shown.out
    assert f"  gatewise {command}" in shown.out.split("examples:")[1]


@pytest.mark.parametrize("words", SUBCOMMANDS, ids=" ".join)
def test_every_subcommand_has_help(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--help")

    assert shown.code == 0
    assert f"usage: gatewise {' '.join(words)}" in shown.out


def test_help_fits_80_columns(run: Run) -> None:
    pages = [run("--help"), *(run(command, "--help") for command in parser.names())]

    assert [line for page in pages for line in page.out.splitlines() if len(line) > 80] == []


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"gatewise {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["diagnose", "--no-such-option"],
        ["diagnose", "--format", "xml"],
        ["tree"],
        ["tree", "schema", "no-such-kind"],
        ["session", "show"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused_with_the_usage(run: Run, arguments: list[str]) -> None:
    refused = run(*arguments)

    assert refused.code == 2
    assert refused.out == ""
    assert refused.err.startswith("usage: gatewise")
