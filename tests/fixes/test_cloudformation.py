"""Every CloudFormation fragment that a shipped tree prints: cfn-lint finds no mistake in it."""

import re
import textwrap
import warnings
from collections.abc import Iterator

import pytest

from tests.fixes.printed import fixes, fragment, place

_REGION = "eu-west-3"
_LEFT_OUT = " as it is ..."
"""Ends the comment that stands for the properties of a resource that the fix does not concern."""
_ABOUT_OTHER_TEMPLATES = {"E3019", "E3064", "E3038"}
"""Rules by which one fragment can't stand in a template with another: each is a template of its own, some of SAM."""


def _every_fragment() -> Iterator[tuple[str, str]]:
    """Each fragment's place and its text, with logical ids that no other fragment has."""
    for graph, name, fix in fixes():
        if fix.cloudformation is not None:
            text = fragment(graph, fix.cloudformation)
            prefix = re.sub("[^A-Za-z0-9]", "", f"{graph.name}_{name}".title())
            for logical_id in re.findall(r"^([A-Za-z0-9]+):", text, re.MULTILINE):
                use = rf"(^|!Ref |!GetAtt |\$\{{|DependsOn: ){logical_id}\b"
                text = re.sub(use, rf"\g<1>{prefix}{logical_id}", text, flags=re.MULTILINE)
            yield f"{place(graph, name)}:{name}", textwrap.indent(text, "  ")


def _resource(lines: list[str], number: int) -> str:
    """The resource that a line of the template is in."""
    first = next(place for place in range(number, 0, -1) if re.match(r"  \S", lines[place]))
    rest = range(first + 1, len(lines))
    end = next((place for place in rest if re.match(r"  [^\s#]", lines[place])), len(lines))
    return "\n".join(lines[first:end])


@pytest.mark.filterwarnings("ignore")
def test_every_fragment_is_one_cfn_lint_takes() -> None:
    from cfnlint.api import lint

    places, lines = [""], ["Resources:"]
    for where, text in _every_fragment():
        lines += text.splitlines()
        places += [where] * (len(lines) - len(places))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = lint("\n".join(lines) + "\n", None, [_REGION])

    wrong = [
        f"{places[number]}: {lines[number].strip()}\n  {mistake.rule.id} {mistake.message}"
        for mistake in told
        if mistake.rule.id not in _ABOUT_OTHER_TEMPLATES
        and (number := mistake.linenumber - 1) >= 0
        and not ("required propert" in mistake.message and _LEFT_OUT in _resource(lines, number))
    ]
    assert not wrong, "\n".join(wrong)
