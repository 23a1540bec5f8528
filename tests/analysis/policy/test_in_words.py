"""An edit in words says what its diff shows."""

import re
from typing import Any

import pytest

from gatewise.analysis.policy import Condition, policy_from
from gatewise.analysis.policy.changes import (
    Change,
    ConditionAddition,
    ConditionChange,
    StatementAddition,
    ValueChange,
    VersionChange,
)
from gatewise.analysis.policy.edit import Edit, smallest_edit
from gatewise.analysis.policy.in_words import in_words
from tests.analysis.policy.broken import ALL, CASES, Broken, deny, policy

STATEMENTS = policy_from(policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, Sid="Ours"))).statements
VPCE = Condition("StringNotEquals", "aws:SourceVpce", ("vpce-1",))

SAID: list[tuple[Change, str]] = [
    (
        ConditionChange(1, VPCE, Condition("StringNotEquals", "aws:SourceVpce", ("vpce-2",))),
        "In statement 2 (Ours), replace vpce-1 by vpce-2 behind StringNotEquals aws:SourceVpce.",
    ),
    (
        ConditionChange(1, VPCE, Condition("StringNotEquals", "aws:SourceVpce", ("vpce-1", "vpce-2"))),
        "In statement 2 (Ours), add vpce-2 behind StringNotEquals aws:SourceVpce.",
    ),
    (
        ConditionChange(
            1, Condition("StringEquals", "k", ("a", "b", "c", "d")), Condition("StringEquals", "k", ("d",))
        ),
        "In statement 2 (Ours), take a, b and c out of StringEquals k.",
    ),
    (
        ConditionChange(1, VPCE, Condition("StringEquals", "aws:SourceVpce", ("vpce-1",))),
        "In statement 2 (Ours), write StringEquals in place of StringNotEquals over aws:SourceVpce.",
    ),
    (
        ConditionChange(
            0,
            Condition("IpAddress", "aws:SourceIp", ("192.0.2.0/24",)),
            Condition("IpAddress", "aws:VpcSourceIp", ("10.0.0.1/32",)),
        ),
        "In statement 1, write aws:VpcSourceIp in place of aws:SourceIp, with 10.0.0.1/32 in place of 192.0.2.0/24.",
    ),
    (ConditionAddition(1, VPCE), "In statement 2 (Ours), add the condition StringNotEquals aws:SourceVpce vpce-1."),
    (
        ValueChange(0, "Principal", "AROA1", "arn:aws:iam::1:role/a"),
        "In statement 1, replace AROA1 by arn:aws:iam::1:role/a in Principal.",
    ),
    (ValueChange(0, "Resource", "", "arn:x"), "In statement 1, add arn:x to Resource."),
    (VersionChange("2012-10-17"), 'Set "Version" to "2012-10-17".'),
    (
        StatementAddition((("Effect", "Allow"), ("Principal", "*"))),
        'Add this statement at the end: {"Effect": "Allow", "Principal": "*"}.',
    ),
]


@pytest.mark.parametrize(("change", "said"), SAID, ids=lambda part: part if isinstance(part, str) else "")
def test_a_change_is_one_sentence(change: Change, said: str) -> None:
    assert in_words([change], STATEMENTS) == said


def test_several_changes_are_said_in_their_order() -> None:
    said = in_words([change for change, _ in SAID[:2]], STATEMENTS)

    assert said == f"{SAID[0][1]} {SAID[1][1]}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind.value}-{case.cause}")
def test_what_an_edit_adds_is_named_in_its_words(case: Broken) -> None:
    edit = smallest_edit(case.policy, case.request, case.around)
    assert isinstance(edit, Edit)
    said = in_words(edit.changes, policy_from(case.policy).statements)

    before, after = _texts(case.policy), _texts(edit.document)
    assert all(text.lower() in said.lower() for text in after - before)
    assert re.fullmatch(r"((In|Add|Set) .*\.)", said)


def _texts(document: Any) -> set[str]:
    """Every text in the document, keys included."""
    match document:
        case dict():
            return set(document).union(*map(_texts, document.values()))
        case list():
            return set().union(*map(_texts, document))
        case _:
            return {str(document)}
