"""Lists the recorded cases of a tree."""

from collections.abc import Iterator
from pathlib import Path

from gatewise.graph import DecisionGraph
from gatewise.loader import Case, CaseMistakes, load_case, shipped_trees
from gatewise.opening import TREE, graph


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of the tree in the folder, in alphabetical order."""
    return tuple(sorted((folder / "cases").glob("*.yaml")))


def cases_of(folder: Path, tree: DecisionGraph) -> Iterator[Case | CaseMistakes]:
    """Each case of the tree, or why it does not load."""
    for path in case_files(folder):
        try:
            yield load_case(path, tree)
        except CaseMistakes as mistakes:
            yield mistakes


def listed() -> str:
    """The shipped cases, one a line, with their titles."""
    cases = [case for case in cases_of(shipped_trees() / TREE, graph()) if isinstance(case, Case)]
    width = max((len(case.name) for case in cases), default=0)
    return "".join(f"{case.name:<{width}}  {case.title}\n" for case in cases)
