"""The shipped trees, loaded as the program loads them."""

from gatewise.graph import DecisionGraph
from gatewise.loader import tree_names
from gatewise.opening import graph


def shipped_graphs() -> tuple[DecisionGraph, ...]:
    """Every shipped tree, in alphabetical order."""
    return tuple(graph(name) for name in tree_names())
