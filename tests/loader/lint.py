"""Lints small trees: the one in `sound`, and copies of it with other files laid over it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

from gatewise.loader import Mistake, mistakes_in

SOUND = Path(__file__).parent / "sound"


@dataclass(frozen=True)
class DeclaredProbe:
    """What a tree has to know of a probe."""

    ANSWERS: tuple[str, ...]
    NEEDS: tuple[str, ...] = ()
    ESTABLISHES: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


PROBES = {"look": DeclaredProbe(("yes", "no"), ("vpce_id",)), "greedy": DeclaredProbe(("yes", "no"), ("vpce_ids",))}


def laid_over(overlay: Path, folder: Path) -> Path:
    """A copy of the sound tree in which the overlay's files replace or join its own; an empty one takes a file away."""
    copytree(SOUND, folder)
    copytree(overlay, folder, dirs_exist_ok=True)
    for file in folder.rglob("*.yaml"):
        if file.read_bytes() == b"# taken away\n":
            file.unlink()
    return folder


def said(folder: Path, mistakes: Iterable[Mistake] | None = None) -> str:
    """The mistakes as lint prints them, with paths from the tree's folder on."""
    found = mistakes_in(folder, PROBES) if mistakes is None else mistakes
    return "".join(f"{mistake}\n".replace(f"{folder}/", "") for mistake in found)
