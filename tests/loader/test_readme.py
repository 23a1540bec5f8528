"""What `trees/README.md` shows is true: its tree lints clean, and it names every code."""

import re
from pathlib import Path

import pytest

from gatewise.graph import DecisionGraph
from gatewise.loader import Case, Code, cases_in, load_tree, mistakes_in, shipped_trees
from gatewise.loader.observation_keys import observation_of

README = (shipped_trees() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^`my-tree/([^`]+)`:\n\n```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in EXAMPLES:
        file = tmp_path / "my-tree" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "my-tree"


def test_the_example_shows_every_kind_of_file() -> None:
    assert [name for name, _ in EXAMPLES] == ["tree.yaml", "dns.yaml", "cases/healthy.yaml", "cases/off.yaml"]


def test_the_example_lints_clean(folder: Path) -> None:
    assert mistakes_in(folder, {}) == ()


def test_the_examples_cases_lead_where_they_say(folder: Path) -> None:
    graph = load_tree(folder, {})

    for case in cases_in(folder, graph):
        assert isinstance(case, Case)
        assert ending(graph, case) == case.expect_finding


def ending(graph: DecisionGraph, case: Case) -> str:
    name = graph.start
    while name not in graph.findings:
        answer = case.answers.get(name, "skipped")
        name = next(edge.target for edge in graph.ways_from(name) if edge.key == answer)
    return name


def test_every_code_has_one_line_in_the_table_and_no_other_is_there() -> None:
    assert re.findall(r"^\| (G\d+) \| \S", README, re.MULTILINE) == list(Code)


def test_the_keys_it_lists_have_the_forms_that_are_read() -> None:
    for key in (
        "aws ec2 describe_vpcs",
        'aws ec2 describe_vpcs {"VpcIds": ["vpc-1"]}',
        "dns AAAA example.com @10.0.0.2:53",
        "tcp 10.0.1.37 443",
        "tls 10.0.1.37 443 example.com",
        "https GET https://example.com/prod [Host: a.example.com] via 10.0.1.37",
    ):
        assert observation_of(key)
