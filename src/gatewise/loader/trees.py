"""Trees: a folder of files as a decision graph, or every mistake in them."""

from collections.abc import Mapping
from pathlib import Path

from gatewise.graph import DONE, SKIPPED, DecisionGraph
from gatewise.loader.case_files import CaseReader, case_files
from gatewise.loader.case_rules import Terms
from gatewise.loader.draft import Draft, drafted
from gatewise.loader.fact_rules import check_facts
from gatewise.loader.graph_rules import Sketch, check_shape
from gatewise.loader.mistakes import Code, Mistake, TreeMistakes
from gatewise.loader.node_rules import ProbeFacts, check_nodes
from gatewise.model import Verdict
from gatewise.nodes import Finding


def load_tree(folder: Path, probes: Mapping[str, ProbeFacts]) -> DecisionGraph:
    """The tree in the folder. Checks what a walk rests on; `mistakes_in` checks the rest.

    Raises:
        TreeMistakes: with everything that keeps it from being a graph.
    """
    draft, _ = _checked(folder, probes)
    if draft.mistakes or draft.form is None:
        raise TreeMistakes(draft.mistakes)
    form = draft.form
    return DecisionGraph(
        folder.resolve().name, form.title, form.summary, form.start, draft.nodes, form.facts, draft.digest
    )


def mistakes_in(folder: Path, probes: Mapping[str, ProbeFacts]) -> tuple[Mistake, ...]:
    """Every mistake in the tree's files and in its cases: what `load_tree` checks, facts on every route, and cases."""
    draft, sketch = _checked(folder, probes)
    if draft.tree is None:
        return draft.mistakes
    check_facts(draft, sketch, probes)
    of_cases = _check_cases(draft)
    return (*draft.mistakes, *of_cases)


def _checked(folder: Path, probes: Mapping[str, ProbeFacts]) -> tuple[Draft, Sketch]:
    draft = drafted(folder)
    sketch = check_shape(draft)
    check_nodes(draft, probes)
    return draft, sketch


def _check_cases(draft: Draft) -> tuple[Mistake, ...]:
    """The mistakes in the tree's cases; a fault that none of them leads to is a mistake of its own file."""
    reader = CaseReader(_terms(draft))
    found: dict[Mistake, None] = {}
    expected: set[str] = set()
    for path in case_files(draft.folder):
        reader.case(path)
        text = reader.text(path)
        if text.document is not None:
            finding = text.document.text("expect", "finding")
            expected.add(finding or "")
            if finding is None and text.form is not None:
                hint = "say `expect:` with its `finding:`"
                text.refuse(Code.EXPECTATION, (), "this case does not say which finding it leads to", hint)
        found.update(dict.fromkeys(text.mistakes))
    for name, node in draft.nodes.items():
        if isinstance(node, Finding) and node.verdict is Verdict.FAULT and name not in expected:
            hint = f"add a case with `expect: {{finding: {name}}}`"
            message = f"no case leads to the fault {name!r}"
            draft.homes[name].refuse(Code.NO_CASE, ("nodes", name), message, hint, of_key=True)
    return tuple(found)


def _terms(draft: Draft) -> Terms:
    """What a case may name, as far as the draft says it; a node that does not fit may still be named."""
    findings: dict[str, str | None] = {}
    choices: dict[str, tuple[str, ...]] = {}
    for name, home in draft.homes.items():
        match home.text("nodes", name, "kind"):
            case "decision":
                choices[name] = tuple(home.table("nodes", name, "answers").entries)
            case "action":
                choices[name] = (DONE, SKIPPED)
            case _:
                findings[name] = home.text("nodes", name, "cause")
    return Terms(draft.folder.resolve().name, draft.facts, findings, choices, draft.whole)
