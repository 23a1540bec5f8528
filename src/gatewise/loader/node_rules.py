"""The rules about each node by itself: a decision's answers and probe, a finding's parts."""

from collections.abc import Mapping
from typing import Protocol

from gatewise.loader.document import Document, Where
from gatewise.loader.draft import Draft
from gatewise.loader.mistakes import Code, Spelling, as_hint
from gatewise.loader.taxonomy import causes
from gatewise.model import UNKNOWN, Verdict
from gatewise.nodes import Decision, Finding


class ProbeFacts(Protocol):
    """What the rules have to know of a probe."""

    @property
    def ANSWERS(self) -> tuple[str, ...]:  # noqa: N802 - as a probe module spells it
        """Its closed set of answers, without `unknown`."""

    @property
    def NEEDS(self) -> tuple[str, ...]:  # noqa: N802
        """The facts without which it can't begin."""

    @property
    def ESTABLISHES(self) -> Mapping[str, tuple[str, ...]]:  # noqa: N802
        """The facts that each answer is sure to set."""


def check_nodes(draft: Draft, probes: Mapping[str, ProbeFacts]) -> None:
    """Note every mistake that a node makes by itself in the draft."""
    spelling = Spelling(probes)
    taxonomy = Spelling(causes())
    decisions = Spelling([name for name, node in draft.nodes.items() if isinstance(node, Decision)])
    findings = Spelling([name for name, node in draft.nodes.items() if isinstance(node, Finding)])
    for name, node in draft.nodes.items():
        document, at = draft.homes[name], ("nodes", name)
        if isinstance(node, Decision):
            if UNKNOWN not in node.answers:
                message = f"{name!r} has no answer `unknown`"
                hint = "say where the walk goes on when nobody can tell"
                document.refuse(Code.NO_UNKNOWN, (*at, "answers"), message, hint)
            if node.probe is not None and node.probe not in probes:
                message = f"there is no probe {node.probe!r}"
                document.refuse(Code.UNKNOWN_PROBE, (*at, "probe"), message, spelling.hint(node.probe))
            elif node.probe is not None:
                _check_probe(draft, name, node, node.probe, probes[node.probe])
        elif isinstance(node, Finding):
            _check_finding(document, at, node, taxonomy)
            if node.retest is not None and not _may_be_decision(draft, node.retest):
                message = f"`retest` names {node.retest!r}, which is no decision"
                document.refuse(Code.UNKNOWN_RETEST, (*at, "retest"), message, decisions.hint(node.retest))
            _check_refusals(draft, name, node, findings)


def _may_be_decision(draft: Draft, name: str) -> bool:
    home = draft.homes.get(name)
    return not draft.whole if home is None else home.text("nodes", name, "kind") not in {"action", "finding"}


def _check_refusals(draft: Draft, name: str, node: Finding, findings: Spelling) -> None:
    for number, refusal in enumerate(node.fix.refusals if node.fix else ()):
        home = draft.homes.get(refusal.finding)
        kind = home.text("nodes", refusal.finding, "kind") if home else None
        if kind in {"action", "decision"} or (home is None and draft.whole):
            at = ("nodes", name, "fix", "refusals", number, "finding")
            message = f"`refusals` names {refusal.finding!r}, which is no finding"
            draft.homes[name].refuse(Code.UNKNOWN_REFUSAL, at, message, findings.hint(refusal.finding))


def _check_probe(draft: Draft, name: str, node: Decision, probe: str, facts: ProbeFacts) -> None:
    document, at = draft.homes[name], ("nodes", name)
    expected = (*facts.ANSWERS, UNKNOWN)
    spelling = Spelling(expected)
    for answer in node.answers:
        if answer not in expected:
            message = f"the probe {probe!r} never answers {answer!r}"
            document.refuse(Code.ANSWERS_DIFFER, (*at, "answers", answer), message, spelling.hint(answer), of_key=True)
    missing = [answer for answer in facts.ANSWERS if answer not in node.answers]
    if missing:
        message = f"{name!r} lacks answers of its probe {probe!r}: {', '.join(missing)}"
        document.refuse(Code.ANSWERS_DIFFER, (*at, "answers"), message, "say where each leads")
    if draft.facts is None:
        return
    catalogue = Spelling(draft.facts)
    for fact in facts.NEEDS:
        if fact not in draft.facts:
            message = f"the probe {probe!r} needs the fact {fact!r}, which is not in the catalogue"
            document.refuse(Code.PROBE_FACT, (*at, "probe"), message, catalogue.hint(fact))


def _check_finding(document: Document, at: Where, node: Finding, taxonomy: Spelling) -> None:
    if node.cause is not None and node.cause not in taxonomy.known:
        message = f"the failure taxonomy has no cause {node.cause!r}"
        document.refuse(Code.UNKNOWN_CAUSE, (*at, "cause"), message, taxonomy.hint(node.cause))
    if node.verdict is Verdict.FAULT:
        for part in ("cause", "fix", "retest", "then"):
            if getattr(node, part) is None:
                message = f"the fault {at[-1]!r} has no `{part}`"
                document.refuse(
                    Code.FAULT_LACKS, at, message, as_hint(Finding.model_fields[part].description or ""), of_key=True
                )
