"""`--order best`: the same findings by fewer looks; and what `tree stats` says of the two orders."""

import json
import shutil
from pathlib import Path

import pytest

from gatewise.diagnosis import Diagnosis, unattended
from gatewise.guidance import Guide
from gatewise.known_worlds import guide_for
from gatewise.loader import load_case, shipped_trees
from gatewise.opening import graph, recorded
from gatewise.runner import Runner
from tests.cli.conftest import Run

CASES = shipped_trees() / "private-api" / "cases"
SPREAD = (
    "healthy",
    "client-missing-routing-header",
    "dep-policy-not-redeployed",
    "dns-private-dns-off-default-url",
    "net-endpoint-sg-ingress",
    "network-undecided",
    "pol-wrong-vpce-id",
    "two-faults",
)


def walked(name: str, guide: Guide | None, *, every_fault: bool = False) -> Diagnosis:
    opening = recorded(load_case(CASES / f"{name}.yaml", graph()))
    runner = Runner(opening.observer)
    try:
        return unattended(opening.session, runner, opening.answers, every_fault=every_fault, guide=guide)
    finally:
        runner.close()


def test_probes_find_the_same_in_either_order_and_look_less_in_the_best_one() -> None:
    looks = {"authored": 0, "best": 0}
    for name in SPREAD:
        authored, best = walked(name, None), walked(name, guide_for(graph()))
        assert best.session.open == authored.session.open, name
        looks["authored"] += len(authored.calls)
        looks["best"] += len(best.calls)

    assert looks["best"] < looks["authored"]


def test_every_fault_is_found_in_either_order() -> None:
    for name in ("healthy", "two-faults"):
        authored, best = (walked(name, guide, every_fault=True) for guide in (None, guide_for(graph())))
        assert best.session.found == authored.session.found


def test_the_report_says_what_was_not_asked(run: Run) -> None:
    ran = run("diagnose", "--case", "dep-policy-not-redeployed", "--order", "best", "--format", "json")

    report = json.loads(ran.out)
    assert ran.code == 1
    assert [finding["id"] for finding in report["findings"]] == ["dep_policy_not_redeployed"]
    not_asked = [step for step in report["trail"] if step["given_by"] == "nobody"]
    assert not_asked
    assert {step["label"] for step in not_asked} == {"Not asked"}


def test_an_order_that_does_not_exist_is_refused(run: Run) -> None:
    assert run("diagnose", "--case", "healthy", "--order", "worst").code == 2


@pytest.fixture
def few_cases(tmp_path: Path) -> Path:
    """The shipped tree with some of its cases: what the others would teach, its graph tells."""
    tree = tmp_path / "trees" / "private-api"
    shutil.copytree(shipped_trees() / "private-api", tree, ignore=shutil.ignore_patterns("cases"))
    (tree / "cases").mkdir()
    for name in SPREAD:
        shutil.copy(CASES / f"{name}.yaml", tree / "cases")
    return tree


def test_stats_compares_the_orders_for_people_and_for_programs(run: Run, few_cases: Path) -> None:
    told, written = run("tree", "stats", str(few_cases)), run("tree", "stats", str(few_cases), "--json")

    counted = json.loads(written.out)
    assert told.code == written.code == 0
    for how in ("by_hand", "with_probes"):
        authored, best = counted[how]["authored"], counted[how]["best"]
        assert counted[how]["ratio"] == pytest.approx(best["seconds"] / authored["seconds"], abs=1e-3)
        assert f"{how.replace('_', ' ')}, best" in told.out
        assert f"{best['seconds']:.1f}  ({counted[how]['ratio']:.0%} of the time)" in told.out
    first = counted["by_hand"]["ask_first"][0]
    assert f"{first['saves_seconds']:>10.1f} s  {first['node']}" in told.out
