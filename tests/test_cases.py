"""The shipped cases: each leads to the finding that it names, and there the fix has no hole in it."""

from pathlib import Path

import pytest

from gatewise.diagnosis import RetestOutcome, retest, unattended
from gatewise.loader import case_files, load_case, shipped_trees
from gatewise.model import Verdict
from gatewise.nodes import Finding, wording_of
from gatewise.opening import TREE, case_named, graph, recorded
from gatewise.runner import Runner
from gatewise.wording import missing
from tests.shipped import shipped_cases, walked

NAMES = [path.stem for path in case_files(shipped_trees() / TREE)]
FINDINGS = {name: node for name, node in graph().nodes.items() if isinstance(node, Finding)}


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each shipped case in turn, so that what is asked of one is asked while its walk is at hand."""
    found: str = request.param
    return found


def test_a_case_leads_to_the_finding_that_it_names(name: str) -> None:
    session = walked(name).session
    assert session.open == shipped_cases()[name].expect_finding, [(step.node, step.way) for step in session.trail]


def test_one_broken_thing_is_one_fault_however_far_the_walk_goes_on(name: str) -> None:
    case = shipped_cases()[name]
    finding = FINDINGS[case.expect_finding or ""]
    alone = (case.expect_finding,) if finding.verdict is Verdict.FAULT else ()
    assert walked(name, every_fault=True).faults == (case.expect_all or alone)


def test_at_its_finding_nothing_that_the_wording_names_is_unknown(name: str) -> None:
    session = walked(name).session
    assert session.finding is not None
    holes = {fact for text in wording_of(session.finding) for fact in missing(text, session.facts)}
    assert not holes


def test_every_answer_that_a_case_gives_is_asked_for(name: str) -> None:
    passed = {step.node for step in walked(name, every_fault=True).session.trail}
    assert shipped_cases()[name].answers.keys() <= passed


def test_looking_again_at_an_unchanged_world_never_says_that_it_is_fixed(name: str) -> None:
    opening = recorded(shipped_cases()[name])
    runner = Runner(opening.observer)
    try:
        session = walked(name).session
        if session.finding is not None and session.finding.retest is not None:
            assert retest(session, runner).outcome is not RetestOutcome.FIXED
    finally:
        runner.close()


def test_only_a_changed_world_is_called_changed(name: str) -> None:
    assert ("symptom_changed" in walked(name, every_fault=True).session.found) == (name == "symptom-changed")


def test_a_case_tells_its_story(name: str) -> None:
    case = shipped_cases()[name]
    assert case.story.strip()
    assert len(case.title) <= 80


def test_every_case_loads() -> None:
    assert set(NAMES) == shipped_cases().keys()


def test_there_is_a_case_for_every_finding() -> None:
    assert {case.expect_finding for case in shipped_cases().values()} == FINDINGS.keys()


def test_for_every_finding_one_case_is_named_after_it() -> None:
    named_after = {finding.replace("_", "-") for finding in FINDINGS}
    assert named_after - set(NAMES) == {"call-works"}


def test_many_cases_have_several_faults() -> None:
    several = [case for case in shipped_cases().values() if len(case.expect_all) > 1]
    assert len(several) >= 12


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
    opening = recorded(load_case(case, graph()))
    runner = Runner(opening.observer)
    diagnosis = unattended(opening.session, runner, opening.answers, every_fault=True)
    runner.close()
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
