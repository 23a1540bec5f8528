"""The shipped cases: each leads to the finding that it names, and there the fix has no hole in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gatewise.diagnosis import Diagnosis, RetestOutcome, retest, unattended
from gatewise.loader import Case, case_files, load_case, shipped_trees, tree_names
from gatewise.model import Verdict
from gatewise.nodes import Finding, wording_of
from gatewise.opening import case_named, graph, recorded
from gatewise.runner import Runner
from gatewise.wording import missing

SHIPPED = [(tree, path) for tree in tree_names() for path in case_files(shipped_trees() / tree)]
each_case = pytest.mark.parametrize(("tree", "path"), SHIPPED, ids=lambda part: getattr(part, "stem", part))


def _walked(case: Case, *, every_fault: bool = False) -> Diagnosis:
    opening = recorded(case)
    runner = Runner(opening.observer)
    try:
        return unattended(opening.session, runner, opening.answers, every_fault=every_fault)
    finally:
        runner.close()


def _findings(tree: str) -> Iterator[tuple[str, Finding]]:
    return ((name, node) for name, node in graph(tree).nodes.items() if isinstance(node, Finding))


@each_case
def test_a_case_leads_to_the_finding_that_it_names(tree: str, path: Path) -> None:
    case = load_case(path, graph(tree))
    session = _walked(case).session
    assert session.open == case.expect_finding, [(step.node, step.way) for step in session.trail]


@each_case
def test_one_broken_thing_is_one_fault_however_far_the_walk_goes_on(tree: str, path: Path) -> None:
    case = load_case(path, graph(tree))
    finding = graph(tree).nodes[case.expect_finding or ""]
    assert isinstance(finding, Finding)
    alone = (case.expect_finding,) if finding.verdict is Verdict.FAULT else ()
    assert _walked(case, every_fault=True).faults == (case.expect_all or alone)


@each_case
def test_at_its_finding_nothing_that_the_wording_names_is_unknown(tree: str, path: Path) -> None:
    session = _walked(load_case(path, graph(tree))).session
    assert session.finding is not None
    holes = {name for text in wording_of(session.finding) for name in missing(text, session.facts)}
    assert not holes


@each_case
def test_every_answer_that_a_case_gives_is_asked_for(tree: str, path: Path) -> None:
    case = load_case(path, graph(tree))
    walked = {step.node for step in _walked(case, every_fault=True).session.trail}
    assert case.answers.keys() <= walked


@each_case
def test_looking_again_at_an_unchanged_world_never_says_that_it_is_fixed(tree: str, path: Path) -> None:
    opening = recorded(load_case(path, graph(tree)))
    runner = Runner(opening.observer)
    try:
        session = unattended(opening.session, runner, opening.answers).session
        if session.finding is not None and session.finding.retest is not None:
            assert retest(session, runner).outcome is not RetestOutcome.FIXED
    finally:
        runner.close()


@each_case
def test_only_a_changed_world_is_called_changed(tree: str, path: Path) -> None:
    found = _walked(load_case(path, graph(tree)), every_fault=True).session.found
    assert ("symptom_changed" in found) == (path.stem == "symptom-changed")


@each_case
def test_a_case_tells_its_story(tree: str, path: Path) -> None:
    case = load_case(path, graph(tree))
    assert case.story.strip()
    assert len(case.title) <= 80


@pytest.mark.parametrize("tree", tree_names())
def test_there_is_a_case_for_every_finding(tree: str) -> None:
    led_to = {load_case(path, graph(tree)).expect_finding for home, path in SHIPPED if home == tree}
    assert {name for name, _ in _findings(tree)} == led_to


@pytest.mark.parametrize("tree", tree_names())
def test_a_case_is_named_after_its_finding(tree: str) -> None:
    by_name = {path.stem for home, path in SHIPPED if home == tree}
    named_after = {name.replace("_", "-") for name, _ in _findings(tree)}
    assert named_after - by_name == {"call-works"}
    assert by_name - named_after == {"healthy", "two-faults"}


_OWN = "vpce-0f1e2d3c4b5a69788-ab12cd34.execute-api.eu-west-3.vpce.amazonaws.com"
_ALIAS = "a1b2c3d4e5-vpce-0f1e2d3c4b5a69788.execute-api.eu-west-3.amazonaws.com"


@pytest.mark.parametrize(
    ("host", "header"),
    [
        pytest.param(_ALIAS, "", id="alias"),
        pytest.param(_OWN, "x-apigw-api-id: a1b2c3d4e5", id="own-name-and-id"),
        pytest.param(_OWN, "Host: a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com", id="own-name-and-host"),
    ],
)
@pytest.mark.parametrize("private_dns", ["true", "false"])
def test_a_form_of_the_call_that_works_by_design_is_no_fault(
    host: str, header: str, private_dns: str, tmp_path: Path
) -> None:
    url = f"https://{host}/prod/orders"
    case = tmp_path / "another-form.yaml"
    case.write_text(
        f"""
gatewise_case: 1
title: Another form of the call
based_on: healthy
facts:
  invoke_url: {url}
  host: {host}
  headers: {[header] if header else []}
replies:
  dns A {host}: {{meaning: dns.private, data: {{addresses: [10.0.2.41, 10.0.1.37]}}}}
  tls 10.0.1.37 443 {host}: {{meaning: tls.ok}}
  'https GET {url}{f" [{header}]" if header else ""}': {{meaning: http.200, data: {{status: 200}}}}
patch:
  - reply: aws ec2 describe_vpc_endpoints
    op: replace
    path: /VpcEndpoints/0/PrivateDnsEnabled
    value: {private_dns}
"""
    )
    diagnosis = _walked(load_case(case, graph("private-api")), every_fault=True)
    assert diagnosis.session.found == ("call_works",)


def test_a_finding_that_several_questions_lead_to_is_verified_by_the_one_that_was_asked() -> None:
    opening = recorded(case_named("dep-canary"))
    runner = Runner(opening.observer)
    try:
        session = unattended(opening.session, runner, opening.answers).session
        looked = retest(session, runner)
    finally:
        runner.close()

    assert (looked.node, looked.outcome) == ("deployment_current", RetestOutcome.STILL_THERE)
