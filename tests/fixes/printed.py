"""Every command and fragment that the shipped trees print, each with the place it comes from."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile

from gatewise.graph import DecisionGraph
from gatewise.loader import shipped_trees
from gatewise.nodes import Action, Decision, Finding, Fix, wording_of
from gatewise.wording import command, prose
from tests.shipped import shipped_graphs

_OPERATORS = "();<>|&\n"
_VARIABLE = re.compile(r"\$(?:\{([A-Z_]+)(?::[-?][^}]*)?\}|([A-Z_]+))")
_SUBSTITUTED = re.compile(r"\$\((aws [a-z].*?)\)")
"""A call inside a quoted word, which its answer becomes a part of."""
_IN_FRONT = re.compile(r"do|then|else|[A-Za-z_]\w*=.*")
"""Words that may stand before a simple command: keywords, and assignments."""
_IN_PROSE = re.compile(r"`((?:sudo )?(?:aws|curl|dig|nc|openssl|python3) [^`]+)`")


@dataclass(frozen=True)
class Printed:
    """One command as a tree file has it."""

    graph: DecisionGraph
    node: str
    text: str
    runs: bool = True
    """False for a command that stands in a sentence, to which the person may have to add something."""

    def filled(self) -> str:
        """With the facts' examples in place of the placeholders, and a number where the shell would count."""
        text = re.sub(r'"\$\(\(.*\)\)"', "1", self.text)
        return command(text, examples(self.graph), self.graph.titles)

    @property
    def where(self) -> str:
        """`dns.yaml:12:dns_phz_shadow`: the file, the line of its node, and the node."""
        return f"{place(self.graph, self.node)}:{self.node}"


@cache
def place(graph: DecisionGraph, node: str) -> str:
    """The file and line at which a node begins."""
    for file in sorted((shipped_trees() / graph.name).glob("*.yaml")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if line.strip() == f"{node}:" and line.startswith("  ") and not line.startswith("   "):
                return f"{file.name}:{number}"
    raise AssertionError(f"no file of {graph.name} has the node {node}")


@cache
def examples(graph: DecisionGraph) -> dict[str, str]:
    """The catalogue's example of every fact."""
    return {name: kind.example for name, kind in graph.facts.items()}


def printed_commands() -> Iterator[Printed]:
    """The commands of every node: those that run as printed, and those that a sentence names."""
    for graph in shipped_graphs():
        for name, node in graph.nodes.items():
            whole = _commands(node)
            yield from (Printed(graph, name, text) for text in whole)
            for text in wording_of(node):
                if text not in whole:
                    yield from (Printed(graph, name, said, runs=False) for said in _IN_PROSE.findall(text))


def _commands(node: Decision | Action | Finding) -> tuple[str, ...]:
    match node:
        case Decision():
            return node.check.commands
        case Action():
            return (*node.commands, *node.undo)
        case Finding(fix=fix):
            return () if fix is None else (*fix.cli, *fix.undo)


def fixes() -> Iterator[tuple[DecisionGraph, str, Fix]]:
    """Every finding's fix, with its graph and its node."""
    for graph in shipped_graphs():
        for name, node in graph.nodes.items():
            if isinstance(node, Finding) and node.fix is not None:
                yield graph, name, node.fix


def fragment(graph: DecisionGraph, text: str) -> str:
    """A Terraform or CloudFormation fragment with the facts' examples."""
    return prose(text, examples(graph), graph.titles) + "\n"


def tokens(text: str) -> Iterator[str]:
    """What a POSIX shell makes of it: its words and its operators. Comments are left out."""
    without_comments = "\n".join("" if line.lstrip().startswith("#") else line for line in text.splitlines())
    lexer = shlex.shlex(without_comments.replace("\\\n", " "), posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    yield from lexer


def simple_commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The assignments in front of each simple command in it, and its words; redirections are left out."""
    words: list[str] = []
    redirected = False
    for token in (*tokens(text), "\n"):
        operator = bool(token) and set(token) <= set(_OPERATORS)
        if operator and not set(token) & set("<>"):
            called = list(dropwhile(_IN_FRONT.fullmatch, words))
            yield words[: len(words) - len(called)], called
            words = []
        elif not (operator or redirected):
            words.append(token)
        redirected = operator and bool(set(token) & set("<>"))


def aws_calls(text: str) -> Iterator[list[str]]:
    """The arguments of each call of the AWS CLI in it, with the variables that the text itself sets.

    A loop's variable has its first value.
    """
    variables: dict[str, str] = {}
    for assignments, called in simple_commands(text):
        for assignment in assignments:
            name, _, value = assignment.partition("=")
            variables[name] = value
        if called[:1] == ["for"]:
            variables[called[1]] = called[3]
        for inner in _SUBSTITUTED.findall("\n".join(called)):
            yield from aws_calls(inner)
        if called[:1] == ["aws"]:
            yield [_VARIABLE.sub(lambda use: variables.get(use[1] or use[2], use[0]), word) for word in called[1:]]
