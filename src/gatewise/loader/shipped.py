"""Where the trees that come with gatewise are."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def shipped_trees() -> Path:
    """The folder of the shipped trees: beside the modules in a wheel, at the top of the repository in a checkout.

    Raises:
        FileNotFoundError: neither is there; the installation is incomplete.
    """
    in_wheel, in_checkout = _PACKAGE / "trees", _PACKAGE.parent.parent / "trees"
    for folder in (in_wheel, in_checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"gatewise's trees are neither in {in_wheel} nor in {in_checkout}; install gatewise again")


def tree_names() -> tuple[str, ...]:
    """The shipped trees, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in shipped_trees().glob("*/tree.yaml")))
