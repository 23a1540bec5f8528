"""Each fix does what it says: a broken world is diagnosed live, repaired as printed, and diagnosed again."""

from pathlib import Path

import pytest

from gatewise.model import UNKNOWN, Giver
from tests.proof.broken_worlds import BROKEN
from tests.proof.given import Lab
from tests.proof.loop import Loop


@pytest.mark.parametrize("finding", sorted(BROKEN))
def test_the_printed_fix_takes_the_fault_away(finding: str, healthy: Lab, loop: Loop, tmp_path: Path) -> None:
    given = BROKEN[finding](healthy)

    broken = loop.look(given)
    assert finding in broken.found, f"{broken.found}\n{broken.told()}"
    decided = broken.decided(finding)
    assert decided is not None
    assert decided.answered is not None
    assert decided.answered.given_by is Giver.PROBE, f"{decided.node} was answered by a person"

    called = loop.fix(broken, finding, given, tmp_path)

    fixed = loop.look(given, called if given.calls_what_is_printed else "", fixed=True)
    assert finding not in fixed.found, f"{fixed.found}\n{fixed.told()}"
    changed = fixed.otherwise(broken, decided)
    assert changed is not None, f"nothing is answered otherwise\n{fixed.told()}"
    assert changed.answered is not None
    assert changed.answered.given_by is Giver.PROBE, f"{changed.node} was answered by a person"
    assert changed.way != UNKNOWN or given.then_open, f"{changed.node} was not told again\n{fixed.told()}"
