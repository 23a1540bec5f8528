"""Every command and fragment that a shipped tree prints: the shell, the AWS CLI and Terraform take it as it stands."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import dropwhile, pairwise
from pathlib import Path
from typing import Any

import hcl2
import pytest
import yaml
from botocore import xform_name
from botocore.model import ServiceModel
from botocore.session import Session as BotocoreSession
from botocore.utils import ArgumentGenerator
from botocore.validate import ParamValidator

from gatewise.graph import DecisionGraph
from gatewise.nodes import Action, Decision, Finding
from gatewise.wording import command, placeholders, prose
from tests.shipped import shipped_graphs

_OPERATORS = "();<>|&\n"
_VARIABLE = re.compile(r"\$(?:\{([A-Z_]+)\}|([A-Z_]+))")
_HOSTILE = 'it\'s "$HOME" `id` $(id)'
"""A value that every kind of quoting would change, were it put inside quotes."""


@dataclass(frozen=True)
class Printed:
    """One command as a tree file has it."""

    graph: DecisionGraph
    node: str
    text: str

    def filled(self) -> str:
        """With the facts' examples in place of the placeholders, and a number where the shell would count."""
        text = re.sub(r'"\$\(\(.*\)\)"', "1", self.text)
        return command(text, {name: kind.example for name, kind in self.graph.facts.items()}, self.graph.titles)


def _commands(node: Decision | Action | Finding) -> tuple[str, ...]:
    match node:
        case Decision():
            return node.check.commands
        case Action():
            return (*node.commands, *node.undo)
        case Finding(fix=fix):
            return () if fix is None else (*fix.cli, *fix.undo)


PRINTED = [
    Printed(graph, name, text)
    for graph in shipped_graphs()
    for name, node in graph.nodes.items()
    for text in _commands(node)
]
each_command = pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.node)
each_fault = pytest.mark.parametrize(
    ("graph", "name"),
    [
        pytest.param(graph, name, id=name)
        for graph in shipped_graphs()
        for name, node in graph.nodes.items()
        if isinstance(node, Finding) and node.fix is not None
    ],
)


def _tokens(text: str) -> Iterator[str]:
    """What a POSIX shell makes of it: its words and its operators. Comments are left out."""
    without_comments = "\n".join("" if line.lstrip().startswith("#") else line for line in text.splitlines())
    lexer = shlex.shlex(without_comments.replace("\\\n", " "), posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    yield from lexer


def _words(text: str) -> Iterator[list[str]]:
    """The words of each simple command in it; redirections are left out."""
    words: list[str] = []
    redirected = False
    for token in _tokens(text):
        operator = bool(token) and set(token) <= set(_OPERATORS)
        if operator and not set(token) & set("<>"):
            yield words
            words = []
        elif not (operator or redirected):
            words.append(token)
        redirected = operator and bool(set(token) & set("<>"))
    yield words


def _aws_calls(text: str) -> Iterator[list[str]]:
    """The arguments of each call of the AWS CLI in it, with the variables that the text itself sets."""
    variables: dict[str, str] = {}
    for words in _words(text):
        called = list(dropwhile(re.compile(r"do|then|else|[A-Za-z_]\w*=.*").fullmatch, words))
        for assignment in words[: len(words) - len(called)]:
            name, _, value = assignment.partition("=")
            variables[name] = value
        if called[:1] == ["aws"]:
            yield [_VARIABLE.sub(lambda use: variables.get(use[1] or use[2], use[0]), word) for word in called[1:]]


@cache
def _cli(_service: str, _operation: str) -> Any:
    """One for each operation, because some of its customizations stay in a driver that has run them."""
    return import_module("awscli.clidriver").create_clidriver()


@cache
def _service(name: str) -> ServiceModel:
    return BotocoreSession().get_service_model(name)


def _refusals(arguments: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the AWS CLI or the API's own model has against the call; the call itself is never made."""
    service = _service(arguments[0])
    operation = {_dashed(name): name for name in service.operation_names}.get(arguments[1], "")
    assert operation, f"aws {arguments[0]} has no {arguments[1]}"
    shape = service.operation_model(operation).input_shape
    assert shape is not None
    skeleton = ArgumentGenerator().generate_skeleton(shape)
    members = {f"--{_dashed(name)}": skeleton[name] for name in shape.members}
    monkeypatch.chdir(folder)
    for option, value in pairwise(arguments):
        if value.startswith("file://"):
            (folder / value.removeprefix("file://")).write_text(json.dumps(members.get(option, "")))
    asked: dict[str, Any] = {}

    def instead_of_calling(call_parameters: dict[str, Any], **_: object) -> int:
        asked.update(call_parameters)
        return 0

    cli = _cli(arguments[0], arguments[1])
    cli.session.register("calling-command.*", instead_of_calling, unique_id="tests")
    try:
        status = cli.main(arguments)
    except SystemExit as refused:
        status = refused.code
    finally:
        cli.session.unregister("calling-command.*", unique_id="tests")
    if status:
        return f"the AWS CLI ends with {status}"
    return str(ParamValidator().validate(asked, shape).generate_report())


def _dashed(name: str) -> str:
    return xform_name(name, "-")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@each_command
def test_every_aws_command_is_one_the_aws_cli_takes(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lab")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "lab-secret")
    filled = printed.filled()
    for arguments in _aws_calls(filled):
        refusals = _refusals(arguments, tmp_path, monkeypatch)
        assert not refusals, f"{shlex.join(arguments)}\n{refusals}\n{capfd.readouterr().err}"
        assert "--region" in arguments or arguments[0] in {"iam", "sts", "route53"}


@each_command
def test_no_aws_call_hides_from_the_test_above(printed: Printed) -> None:
    seen = sum(1 for _ in _aws_calls(printed.filled()))
    assert seen == len(re.findall(r"(?:^|[|(&;]|\b(?:do|then|else) )[ ]*aws (?=[a-z])", printed.text, re.MULTILINE))


@each_command
def test_a_value_stays_the_value_it_is(printed: Printed) -> None:
    needed = placeholders(printed.text)
    filled = command(printed.text, dict.fromkeys(needed, _HOSTILE), printed.graph.titles)
    uses = sum(printed.text.count(f"{{{name}}}") for name in needed)
    assert sum(token.count(_HOSTILE) for token in _tokens(filled)) == uses


@each_command
def test_a_shell_reads_every_command_with_and_without_its_facts(printed: Printed) -> None:
    unfilled = command(printed.text, {}, printed.graph.titles)
    for text in (printed.filled(), unfilled):
        subprocess.run(["sh", "-n"], input=text, text=True, check=True)
    for name in placeholders(printed.text):
        assert f'"${{YOUR_{name.upper()}:?' in unfilled


@each_fault
def test_terraform_and_cloudformation_fragments_parse(graph: DecisionGraph, name: str) -> None:
    node = graph.nodes[name]
    assert isinstance(node, Finding)
    assert node.fix is not None
    examples = {fact: kind.example for fact, kind in graph.facts.items()}
    assert hcl2.loads(prose(node.fix.terraform, examples, graph.titles) + "\n")
    if node.fix.cloudformation is not None:
        assert yaml.compose(prose(node.fix.cloudformation, examples, graph.titles))


@each_fault
def test_a_fix_that_needs_a_deployment_makes_one(graph: DecisionGraph, name: str) -> None:
    node = graph.nodes[name]
    assert isinstance(node, Finding)
    assert node.fix is not None
    deploys = "create-deployment" in "\n".join(node.fix.cli)
    assert deploys == (node.fix.redeploy == "yes") or name == "api_type_unsupported"
