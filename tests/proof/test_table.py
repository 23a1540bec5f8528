"""What the proof loop covers: each fault of the shipped trees, or the reason why not."""

import pytest

from gatewise.model import Verdict
from gatewise.nodes import Finding
from tests.proof.broken_worlds import BROKEN
from tests.proof.not_in_moto import NOT_IN_MOTO
from tests.shipped import shipped_graphs

FAULTS = {
    name
    for graph in shipped_graphs()
    for name, node in graph.nodes.items()
    if isinstance(node, Finding) and node.verdict is Verdict.FAULT
}


def test_every_fault_is_proved_or_has_a_reason_why_not() -> None:
    missing = FAULTS - BROKEN.keys() - NOT_IN_MOTO.keys()
    assert not missing, f"tests/proof: neither a broken world nor a reason for {', '.join(sorted(missing))}"


def test_nothing_is_proved_and_excused_at_once() -> None:
    assert not BROKEN.keys() & NOT_IN_MOTO.keys()


def test_no_world_and_no_reason_outlives_its_finding() -> None:
    assert BROKEN.keys() <= FAULTS
    assert NOT_IN_MOTO.keys() <= FAULTS


@pytest.mark.parametrize("finding", NOT_IN_MOTO)
def test_a_reason_says_something_in_one_line(finding: str) -> None:
    assert 10 < len(NOT_IN_MOTO[finding]) < 110
    assert "\n" not in NOT_IN_MOTO[finding]
