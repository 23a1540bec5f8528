"""Every row of the case tables: the verdict, the statements that decide, and claims that hold."""

import json
from typing import Any

import pytest

from gatewise.analysis.policy.question import answer_line
from tests.analysis.policy.naive_reference import judge
from tests.analysis.policy.table import SOURCES, decisive, question, rows

ROWS = rows()


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[name for name, _ in ROWS])
def test_the_verdict_is_the_documented_one(row: dict[str, Any]) -> None:
    answer = json.loads(answer_line(json.dumps(question(row))))

    assert answer["result"] == row["result"]
    assert answer["decisive"] == decisive(row)


def test_every_row_names_the_page_that_justifies_it() -> None:
    assert {row["source"] for _, row in ROWS} - SOURCES.keys() == set()
    assert len(ROWS) >= 200


def test_no_two_rows_say_the_same() -> None:
    names = [name for name, _ in ROWS]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", [row for _, row in ROWS if row["result"] == "IMPLICIT_DENY"], ids=lambda row: row["is"])
def test_an_implicit_deny_is_explained_by_a_mismatch_in_every_allow(row: dict[str, Any]) -> None:
    asked = question(row)
    answer = json.loads(answer_line(json.dumps(asked)))
    statements = asked["policy"]["Statement"]
    listed = statements if isinstance(statements, list) else [statements]
    allows = {index for index, statement in enumerate(listed) if statement["Effect"] == "Allow"}

    assert {claim["statement"] for claim in answer["explain"] if not claim["matched"]} >= allows


# The reference reads no base64, and knows no verdict for what is not documented.
READABLE = [row for _, row in ROWS if row["result"] != "UNKNOWN" and "BinaryEquals" not in str(row)]


@pytest.mark.parametrize("row", READABLE, ids=lambda row: row["is"])
def test_the_naive_reference_agrees_with_the_tables(row: dict[str, Any]) -> None:
    asked = question(row)

    assert judge(asked["policy"], asked["request"]) == {row["result"]}
