"""The cases of a tree, walked: whether each reaches what it expects, and how much of the tree they cover together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gatewise.diagnosis import Diagnosis, unattended
from gatewise.graph import DecisionGraph
from gatewise.loader import Case, CaseMistakes, case_files, cases_in
from gatewise.model import UNKNOWN, Verdict
from gatewise.nodes import Decision, Finding
from gatewise.observers.recorded import RecordedObserver
from gatewise.runner import Runner
from gatewise.session import Session


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One case, walked to its end and on behind each fault; or why it does not load."""

    name: str
    expected: str | None = None
    """The finding the case must lead to; None where it does not say."""
    reached: str | None = None
    """The finding it leads to; None where the walk ends without one, or there was none."""
    expected_faults: tuple[str, ...] = ()
    reached_faults: tuple[str, ...] = ()
    """Every fault on the path, in order, as `diagnose --all` finds them."""
    found: tuple[str, ...] = ()
    """Every finding it comes by."""
    taken: tuple[tuple[str, str], ...] = ()
    """Node and answer of every step."""
    mistakes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the case reaches what it expects; one that expects nothing can't fail."""
        if self.mistakes:
            return False
        return self.expected in {None, self.reached} and self.expected_faults in {(), self.reached_faults}


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of some kind the cases come by, and which they never do."""

    count: int
    of: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All cases of one tree."""

    cases: tuple[Rehearsed, ...]
    decisions: Covered
    answers: Covered
    """`decision=answer`, those apart that say nobody can tell."""
    unknown: Covered
    """The decisions that some case answers with `unknown`."""
    findings: Covered

    @property
    def passed(self) -> bool:
        """Whether every case reaches what it expects."""
        return all(case.passed for case in self.cases)


def rehearse(folder: Path, graph: DecisionGraph) -> Rehearsal:
    """Walk every case of the tree in the folder, in alphabetical order."""
    loaded = zip(case_files(folder), cases_in(folder, graph), strict=True)
    return rehearsal_of(graph, {path.stem: case for path, case in loaded})


def rehearsal_of(graph: DecisionGraph, cases: Mapping[str, Case | CaseMistakes]) -> Rehearsal:
    """Walk these cases, by name, and count what they come by."""
    walked = tuple(
        Rehearsed(name, mistakes=tuple(map(str, case.mistakes)))
        if isinstance(case, CaseMistakes)
        else _rehearsed(graph, case)
        for name, case in cases.items()
    )
    taken = {step for case in walked for step in case.taken}
    decisions = {name: node for name, node in graph.nodes.items() if isinstance(node, Decision)}
    told = [(name, key) for name, node in decisions.items() for key in node.answers if key != UNKNOWN]
    return Rehearsal(
        walked,
        _covered(decisions, {node for node, _ in taken}),
        _covered(map("=".join, told), map("=".join, taken)),
        _covered(decisions, {node for node, key in taken if key == UNKNOWN}),
        _covered(graph.findings, {name for case in walked for name in case.found}),
    )


def walked_through(graph: DecisionGraph, case: Case) -> Diagnosis:
    """The case as `diagnose --all` walks it."""
    runner = Runner(RecordedObserver(case))
    try:
        return unattended(Session(graph, case.facts), runner, case.answers, every_fault=True)
    finally:
        runner.close()


def _rehearsed(graph: DecisionGraph, case: Case) -> Rehearsed:
    diagnosis = walked_through(graph, case)
    session = diagnosis.session
    expected = case.expect_all
    finding = graph.nodes.get(case.expect_finding or "")
    if case.expect_finding and isinstance(finding, Finding) and finding.verdict is Verdict.FAULT:
        expected = expected or (case.expect_finding,)
    return Rehearsed(
        case.name,
        case.expect_finding,
        session.found[0] if session.found else None,
        expected,
        diagnosis.faults,
        session.found,
        tuple((step.node, step.way) for step in session.trail),
    )


def _covered(names: Iterable[str], met: Iterable[str]) -> Covered:
    there, seen = tuple(names), frozenset(met)
    missed = tuple(name for name in there if name not in seen)
    return Covered(len(there) - len(missed), len(there), missed)
