"""`gatewise tree`: lint, test, list, show, schema."""

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gatewise.cli import tree_pages
from gatewise.loader import shipped_trees
from gatewise.nodes import Decision
from gatewise.opening import graph
from tests.cli.conftest import Run


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """The shipped tree, to be broken, with the taxonomy beside it."""
    trees = tmp_path / "trees"
    shutil.copytree(shipped_trees(), trees)
    return trees / "private-api"


def test_the_shipped_trees_have_no_mistake(run: Run) -> None:
    ran = run("tree", "lint")

    assert ran.out == "private-api: no mistakes\n"
    assert ran.code == 0


def test_lint_prints_every_mistake_with_its_place_and_a_hint(run: Run, copied_tree: Path) -> None:
    file = copied_tree / "tls.yaml"
    file.write_text(
        file.read_text().replace("to: api_answer", "to: api_anwser").replace("kind: decision", "kind: decsion")
    )

    ran = run("tree", "lint", str(copied_tree))

    assert ran.code == 2
    lines = ran.out.splitlines()
    assert lines
    assert all(re.match(r"\S+\.yaml:\d+:\d+: G\d{3} ", line) for line in lines)
    assert any("did you mean 'api_answer'?" in line for line in lines)


def test_lint_reads_the_cases_too(run: Run, copied_tree: Path) -> None:
    (copied_tree / "cases" / "broken.yaml").write_text("gatewise_case: 1\ntitle: Broken\nbased_on: helthy\n")

    ran = run("tree", "lint", str(copied_tree))

    assert ran.code == 2
    assert "broken.yaml:3:11: G702" in ran.out
    assert "did you mean 'healthy'?" in ran.out


def test_a_tree_that_is_not_there_is_refused(run: Run) -> None:
    ran = run("tree", "lint", "no-such-tree")

    assert ran.code == 2
    assert "shipped is private-api" in ran.err


@pytest.fixture
def two_cases(copied_tree: Path) -> Path:
    """The shipped tree with two of its cases, to be told wrongly what they should reach."""
    for case in (copied_tree / "cases").glob("*.yaml"):
        if case.stem not in {"healthy", "net-endpoint-sg-ingress"}:
            case.unlink()
    return copied_tree


def test_cases_that_reach_what_they_expect_pass(run: Run, two_cases: Path) -> None:
    ran = run("tree", "test", str(two_cases))

    assert ran.code == 0
    assert "2 cases, none failed" in ran.out
    assert "FAILED" not in ran.out


def test_a_case_that_reaches_another_finding_fails_with_both_and_its_way(run: Run, two_cases: Path) -> None:
    case = two_cases / "cases" / "net-endpoint-sg-ingress.yaml"
    case.write_text(case.read_text().replace("finding: net_endpoint_sg_ingress", "finding: net_client_sg_egress"))

    ran = run("tree", "test", str(two_cases))

    assert ran.code == 1
    assert "FAILED net-endpoint-sg-ingress\n  expected net_client_sg_egress\n" in ran.out
    assert "  reached  net_endpoint_sg_ingress\n  way      symptom=" in ran.out
    assert "2 cases, 1 failed" in ran.out


def test_a_case_that_misses_a_second_fault_fails(run: Run, two_cases: Path) -> None:
    case = two_cases / "cases" / "net-endpoint-sg-ingress.yaml"
    case.write_text(f"{case.read_text()}\n  all: [net_endpoint_sg_ingress, net_client_sg_egress]\n")

    ran = run("tree", "test", str(two_cases))

    assert ran.code == 1
    assert "expected every fault to be net_endpoint_sg_ingress, net_client_sg_egress\n" in ran.out


def test_a_case_that_does_not_load_fails_with_its_mistakes(run: Run, two_cases: Path) -> None:
    (two_cases / "cases" / "broken.yaml").write_text("gatewise_case: 1\ntitle: Broken\nbased_on: helthy\n")

    ran = run("tree", "test", str(two_cases))

    assert ran.code == 1
    assert "FAILED broken" in ran.out
    assert "broken.yaml:3:11: G702" in ran.out


def test_coverage_counts_what_the_cases_come_by_and_names_the_rest(run: Run, two_cases: Path) -> None:
    ran = run("tree", "test", str(two_cases), "--json")

    written = json.loads(ran.out)
    walked = {(step["node"], step["answer"]) for case in written["cases"] for step in case["trail"]}
    coverage = written["coverage"]
    findings = coverage["findings"]
    assert coverage["decisions"]["count"] == len({node for node, _ in walked if node not in graph().findings})
    assert {f"{node}={answer}" for node, answer in walked}.isdisjoint(coverage["answers"]["missed"])
    assert findings["count"] + len(findings["missed"]) == findings["of"] == len(graph().findings)
    assert {"net_endpoint_sg_ingress", "call_works"}.isdisjoint(findings["missed"])


def test_a_tree_that_does_not_load_is_not_tested(run: Run, copied_tree: Path) -> None:
    (copied_tree / "tls.yaml").write_text("nodes: {}\n")

    ran = run("tree", "test", str(copied_tree))

    assert ran.code == 2
    assert ran.out == ""
    assert "does not load" in ran.err


def test_list_counts_what_is_in_each_tree(run: Run) -> None:
    ran = run("tree", "list")

    questions = sum(isinstance(node, Decision) for node in graph().nodes.values())
    assert ran.code == 0
    assert ran.out.startswith("private-api  A private API does not answer (")
    assert f"{questions} questions, {len(graph().findings)} findings" in ran.out


def test_show_lists_every_node_and_every_way(run: Run) -> None:
    ran = run("tree", "show")

    lines = ran.out.splitlines()
    assert [name for name in graph().nodes if not any(line.startswith(f"{name}  (") for line in lines)] == []
    assert [
        edge for edge in graph().edges if not any(f"    {edge.key} -> {edge.target}" in line for line in lines)
    ] == []


@pytest.mark.parametrize("name", graph().nodes)
def test_a_page_tells_one_node_in_full(name: str) -> None:
    page = "\n".join(tree_pages.node(graph(), name))

    assert page.startswith(f"{name}  (")
    assert all(source.url in page for source in graph().nodes[name].sources)


def test_show_prints_the_page_of_a_node(run: Run) -> None:
    ran = run("tree", "show", "--node", "endpoint_state")

    assert ran.code == 0
    assert ran.out == "".join(f"{line}\n" for line in tree_pages.node(graph(), "endpoint_state"))


@pytest.mark.parametrize("name", graph().findings)
def test_there_is_a_way_to_show_to_every_finding(name: str) -> None:
    *steps, last = tree_pages.route(graph(), name)

    node = graph().start
    for step in steps:
        origin, _, key = step.partition(" = ")
        assert origin == node
        node = next(edge.target for edge in graph().ways_from(node) if edge.key == key)
    assert node == last == name


def test_show_names_the_suspects_of_a_node(run: Run) -> None:
    ran = run("tree", "show", "--suspects", "tls_handshake")

    assert {line.split()[0] for line in ran.out.splitlines()} == graph().suspects("tls_handshake")


def test_an_unknown_node_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("tree", "show", "--node", "tls_handshke")

    assert ran.code == 2
    assert "did you mean 'tls_handshake'?" in ran.err


@pytest.mark.parametrize("kind", ["tree", "layer", "case"])
def test_the_schema_that_is_printed_is_the_shipped_one(run: Run, kind: str) -> None:
    assert run("tree", "schema", kind).out == (shipped_trees() / f"{kind}.schema.json").read_text(encoding="utf-8")


def test_the_reports_schema_is_printed_too(run: Run) -> None:
    schema = json.loads(run("tree", "schema", "diagnosis").out)

    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "gatewise diagnosis"
