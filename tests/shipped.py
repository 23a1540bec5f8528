"""The shipped trees and their cases, loaded as the program loads them, once for each process."""

from collections.abc import Mapping
from functools import cache

from gatewise.diagnosis import Diagnosis, unattended
from gatewise.graph import DecisionGraph
from gatewise.loader import Case, cases_in, shipped_trees, tree_names
from gatewise.opening import TREE, graph, recorded
from gatewise.runner import Runner


def shipped_graphs() -> tuple[DecisionGraph, ...]:
    """Every shipped tree, in alphabetical order."""
    return tuple(graph(name) for name in tree_names())


@cache
def shipped_cases(tree: str = TREE) -> Mapping[str, Case]:
    """The cases of a shipped tree that load, by name."""
    return {case.name: case for case in cases_in(shipped_trees() / tree, graph(tree)) if isinstance(case, Case)}


@cache
def walked(name: str, *, every_fault: bool = False) -> Diagnosis:
    """A shipped case of the diagnosed tree as `diagnose` walks it, with `--all` if so wanted."""
    opening = recorded(shipped_cases()[name])
    runner = Runner(opening.observer)
    try:
        return unattended(opening.session, runner, opening.answers, every_fault=every_fault)
    finally:
        runner.close()
