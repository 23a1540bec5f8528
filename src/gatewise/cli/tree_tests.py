"""How a tree's cases fare, as text for its author and as JSON for programs."""

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from gatewise.graph import DecisionGraph
from gatewise.rehearsal import Covered, Rehearsal, Rehearsed

_WIDTH = 80
_LABEL = 11


def as_text(rehearsal: Rehearsal) -> str:
    """Every case that fails, with what it should have reached; then what all cases cover together."""
    lines: list[str] = []
    for case in rehearsal.cases:
        if not case.passed:
            lines += [*_failure(case), ""]
    failed = sum(not case.passed for case in rehearsal.cases)
    lines.append(f"{len(rehearsal.cases)} cases, {failed or 'none'} failed")
    lines += _coverage("decisions", rehearsal.decisions)
    lines += _coverage("answers", rehearsal.answers)
    lines += _coverage("`unknown`", rehearsal.unknown)
    lines += _coverage("findings", rehearsal.findings)
    return "\n".join(lines) + "\n"


def as_json(tree: DecisionGraph, rehearsal: Rehearsal) -> str:
    """The same, whole, as one JSON object."""
    written = {
        "schema_version": "1",
        "tree": tree.name,
        "passed": rehearsal.passed,
        "cases": [_case(case) for case in rehearsal.cases],
        "coverage": {
            "decisions": _covered(rehearsal.decisions),
            "answers": _covered(rehearsal.answers),
            "unknown": _covered(rehearsal.unknown),
            "findings": _covered(rehearsal.findings),
        },
    }
    return json.dumps(written, indent=2) + "\n"


def _failure(case: Rehearsed) -> Iterator[str]:
    yield f"FAILED {case.name}"
    if case.mistakes:
        yield from (f"  {mistake}" for mistake in case.mistakes)
        return
    if case.expected != case.reached:
        yield f"  expected {case.expected}"
        yield f"  reached  {case.reached or 'no finding'}"
    else:
        yield f"  expected every fault to be {', '.join(case.expected_faults)}"
        yield f"  reached                    {', '.join(case.reached_faults) or 'none'}"
    way = " > ".join(f"{node}={answer}" for node, answer in case.taken)
    yield from textwrap.wrap(f"way      {way}", _WIDTH, initial_indent="  ", subsequent_indent=" " * _LABEL)


def _coverage(what: str, covered: Covered) -> Iterator[str]:
    yield f"{what:<{_LABEL}}{covered.count} of {covered.of}{'; no case comes by:' if covered.missed else ''}"
    missed = ", ".join(covered.missed)
    indent = " " * _LABEL
    yield from textwrap.wrap(missed, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _case(case: Rehearsed) -> dict[str, Any]:
    return {
        "name": case.name,
        "passed": case.passed,
        "expected": case.expected,
        "reached": case.reached,
        "expected_faults": list(case.expected_faults),
        "reached_faults": list(case.reached_faults),
        "trail": [{"node": node, "answer": answer} for node, answer in case.taken],
        "mistakes": list(case.mistakes),
    }


def _covered(covered: Covered) -> dict[str, Any]:
    return {"count": covered.count, "of": covered.of, "missed": list(covered.missed)}
