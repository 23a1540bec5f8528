"""Finds trees: a shipped one by its name, any other by its folder."""

from collections.abc import Mapping
from pathlib import Path

from gatewise import probes
from gatewise.cli.streams import Refusal
from gatewise.graph import DecisionGraph
from gatewise.loader import TreeMistakes, load_tree, shipped_trees, tree_names
from gatewise.probes import Probe

_TREE_FILE = "tree.yaml"


def folder_of(name: str) -> Path:
    """The folder of a tree.

    Raises:
        Refusal: there is none of that name, and no tree in a folder of that path.
    """
    if name in tree_names():
        return shipped_trees() / name
    if (Path(name) / _TREE_FILE).is_file():
        return Path(name)
    there_are = ", ".join(tree_names())
    raise Refusal(f"there is no tree {name!r}; shipped is {there_are}, or give a folder that holds a {_TREE_FILE}")


def every_probe() -> Mapping[str, Probe]:
    """The probes by name, as the loader wants them."""
    return {name: probes.named(name) for name in probes.names()}


def tree_named(name: str) -> DecisionGraph:
    """The tree, loaded.

    Raises:
        Refusal: there is none, or it does not load.
    """
    folder = folder_of(name)
    try:
        return load_tree(folder, every_probe())
    except TreeMistakes as mistakes:
        raise Refusal(f"the tree {name!r} does not load:\n{mistakes}") from mistakes
