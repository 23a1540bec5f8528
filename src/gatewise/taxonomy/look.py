"""What a case shows of its cause to the client: the pasted error, or what a person says of it."""

import re

from gatewise.analysis.known import one
from gatewise.analysis.symptom import UNRECOGNISED, read_symptom
from gatewise.loader import Case
from gatewise.nodes import Decision
from gatewise.session import Session
from gatewise.taxonomy.entry import Look

_STATUS = re.compile(r"^(?:< ?)?HTTP/[\d.]+ (\d{3})[^\n]*", re.MULTILINE)
_ERROR_TYPE = re.compile(r"^(?:< ?)?x-amzn-errortype: *([^\n]+)", re.MULTILINE | re.IGNORECASE)
_LONGEST = 240


def look_of(case: Case, session: Session) -> Look | None:
    """What the client saw in this case; None where the case does not say."""
    error = one(case.facts, "error_text")
    if error.strip():
        told = read_symptom(error)
        if told.meaning != UNRECOGNISED:
            return Look(told.meaning, _shown(error))
    return _said(session)


def _shown(error: str) -> str:
    """The telling part of an error: of an HTTP answer its status, error type and body, else its last line."""
    status, error_type = _STATUS.search(error), _ERROR_TYPE.search(error)
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    if status is None:
        return lines[-1][:_LONGEST]
    body = next((line for line in reversed(lines) if line.startswith(("{", "<"))), "")
    parts = (status[1], error_type[1].strip() if error_type else "", body)
    return " ".join(part for part in parts if part)[:_LONGEST]


def _said(session: Session) -> Look | None:
    """The labels of the answers that a person gave at the beginning, of those questions that ask what is seen."""
    labels: list[str] = []
    names: list[str] = []
    for step in session.trail:
        node = session.graph.nodes[step.node]
        if (
            not isinstance(node, Decision)
            or node.probe not in {None, "symptom", "answer_kind"}
            or step.answered is None
        ):
            break
        names.append(f"{step.node}={step.way}")
        labels.append(node.answers[step.way].label)
    return Look(" ".join(names[:2]), ": ".join(labels[:2])[:_LONGEST]) if names else None
