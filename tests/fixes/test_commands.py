"""Every command that a shipped tree prints: the shell and the AWS CLI take it as it stands."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gatewise.graph import DecisionGraph
from gatewise.nodes import Fix
from gatewise.wording import command, placeholders
from tests.fixes.aws_cli import exists, refusals, shown
from tests.fixes.printed import Printed, aws_calls, fixes, printed_commands, simple_commands, tokens

_HOSTILE = 'it\'s "$HOME" `id` $(id)'
"""A value that every kind of quoting would change, were it put inside quotes."""
_EVERYWHERE = frozenset(
    shlex.split(
        "! [ cat cd chmod cp cut date diff do done echo else env exit export fi for grep head hostname if mkdir mv "
        "printf read rm sed set sh sleep sort sudo tail tee test then tr true unset wc while"
    )
)
_TO_HAVE = frozenset(shlex.split("aws curl dig getent nc nslookup openssl python3"))
"""What `README.md` and the questions take for granted on the machine where a command is run."""

PRINTED = tuple(printed_commands())
each_command = pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.node)
each_that_runs = pytest.mark.parametrize(
    "printed", [printed for printed in PRINTED if printed.runs], ids=lambda printed: printed.node
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each_command
def test_every_aws_command_is_one_the_aws_cli_takes(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lab")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "lab-secret")
    monkeypatch.chdir(tmp_path)
    for arguments in aws_calls(printed.filled()):
        if not printed.runs and len(arguments) == 2:
            assert exists(*arguments), f"{printed.where}: {shown(arguments)}"
            continue
        against = refusals(arguments, tmp_path)
        assert not against, f"{printed.where}: {shown(arguments)}\n{against}\n{capfd.readouterr().err}"


@each_that_runs
def test_no_aws_call_hides_from_the_test_above(printed: Printed) -> None:
    seen = sum(1 for _ in aws_calls(printed.filled()))
    calls = re.findall(r"(?:^|[|(&;]|\b(?:do|then|else|if|!) )[ ]*aws (?=[a-z])", printed.text, re.MULTILINE)
    assert seen == len(calls), f"{printed.where}: {printed.text}"


@each_that_runs
def test_a_command_needs_only_tools_that_are_there(printed: Printed) -> None:
    for _, called in simple_commands(printed.filled()):
        tool = "".join(called[:1])
        known = not tool or tool.startswith(("$", "./")) or tool in _EVERYWHERE | _TO_HAVE
        assert known, f"{printed.where}: {tool} is not on every machine; there are aws, curl, dig and python3"


@each_command
def test_a_value_stays_the_value_it_is(printed: Printed) -> None:
    needed = placeholders(printed.text)
    filled = command(printed.text, dict.fromkeys(needed, _HOSTILE), printed.graph.titles)
    uses = sum(printed.text.count(f"{{{name}}}") for name in needed)
    assert sum(token.count(_HOSTILE) for token in tokens(filled)) == uses, f"{printed.where}: {printed.text}"


def test_a_shell_reads_every_command_with_and_without_its_facts() -> None:
    assert shutil.which("sh")
    texts = {text: printed for printed in PRINTED for text in _with_and_without_facts(printed)}
    # One shell reads them all; where it refuses, each is read alone to name the wrong one.
    together = "".join(f"part{number}() {{\n:\n{text}\n}}\n" for number, text in enumerate(texts))
    if subprocess.run(["sh", "-n"], input=together, text=True, capture_output=True, check=False).returncode:
        for text, printed in texts.items():
            read = subprocess.run(["sh", "-n"], input=text, text=True, capture_output=True, check=False)
            assert not read.returncode, f"{printed.where}: {text}\n{read.stderr}"
        raise AssertionError("a command closes what it did not open")


def _with_and_without_facts(printed: Printed) -> Iterator[str]:
    yield printed.filled()
    yield command(printed.text, {}, printed.graph.titles)


@each_command
def test_a_command_without_its_facts_says_what_is_missing(printed: Printed) -> None:
    unfilled = command(printed.text, {}, printed.graph.titles)
    for name in placeholders(printed.text):
        assert f'"${{YOUR_{name.upper()}:?' in unfilled


@pytest.mark.parametrize(("graph", "name", "fix"), [pytest.param(*each, id=each[1]) for each in fixes()])
def test_a_fix_that_needs_a_deployment_makes_one(graph: DecisionGraph, name: str, fix: Fix) -> None:
    deploys = "create-deployment" in "\n".join(fix.cli)
    assert deploys == (fix.redeploy == "yes") or name == "api_type_unsupported", graph.name
