"""Finds trees: a shipped one by its name, any other by its folder."""

from pathlib import Path

from gatewise import probes
from gatewise.cli.streams import Refusal
from gatewise.graph import DecisionGraph
from gatewise.loader import TreeMistakes, load_tree, shipped_trees

_TREE_FILE = "tree.yaml"


def folders() -> tuple[Path, ...]:
    """The shipped trees' folders, in alphabetical order."""
    return tuple(sorted(path.parent for path in shipped_trees().glob(f"*/{_TREE_FILE}")))


def folder_of(name: str) -> Path:
    """The folder of a tree.

    Raises:
        Refusal: there is none of that name, and no tree in a folder of that path.
    """
    shipped = shipped_trees() / name
    if Path(name).name == name and (shipped / _TREE_FILE).is_file():
        return shipped
    if (Path(name) / _TREE_FILE).is_file():
        return Path(name)
    there_are = ", ".join(folder.name for folder in folders())
    raise Refusal(f"there is no tree {name!r}; shipped is {there_are}, or give a folder that holds a {_TREE_FILE}")


def loaded(folder: Path) -> DecisionGraph:
    """The tree in the folder.

    Raises:
        TreeMistakes: it does not load.
    """
    return load_tree(folder, {name: probes.named(name) for name in probes.names()})


def tree_named(name: str) -> DecisionGraph:
    """The tree, loaded.

    Raises:
        Refusal: there is none, or it does not load.
    """
    folder = folder_of(name)
    try:
        return loaded(folder)
    except TreeMistakes as mistakes:
        raise Refusal(f"the tree {name!r} does not load:\n{mistakes}") from mistakes
