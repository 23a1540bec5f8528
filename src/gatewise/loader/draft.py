"""A tree's files as they were read: what could be typed, where everything stands, and the mistakes so far."""

from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from gatewise.loader.document import Document, read
from gatewise.loader.mistakes import Code, Mistake, Spelling
from gatewise.loader.shipped import tree_names
from gatewise.loader.typed import typed
from gatewise.loader.yaml_text import Table
from gatewise.nodes import FILE_NAME, FactKind, LayerFile, Node, TreeFile

TREE_FILE = "tree.yaml"


@dataclass
class Draft:
    """A tree under way from its files to a graph."""

    folder: Path
    tree: Document | None = None
    """`tree.yaml`; None if it can't be read at all."""
    layers: list[Document] = field(default_factory=list)
    form: TreeFile | None = None
    """What `tree.yaml` says, if all of it fits the model."""
    facts: dict[str, FactKind] | None = None
    """The facts catalogue, if there is one. A fact that does not fit counts as given, so that it is wrong only once."""
    nodes: dict[str, Node] = field(default_factory=dict)
    """The nodes that fit the model, in the order of the files."""
    homes: dict[str, Document] = field(default_factory=dict)
    """Every node id, also of nodes that don't fit, with the file it stands in."""
    unplaced: list[Mistake] = field(default_factory=list)
    """Mistakes of files that are no document."""
    whole: bool = True
    """Whether every node that the tree may have is known. Otherwise nobody can say that a name is none."""

    @property
    def start(self) -> str | None:
        """The id of the node where the walk starts, if the file names one."""
        return None if self.tree is None else self.tree.text("start")

    @property
    def digest(self) -> str:
        """A digest of every file, in the order of the list."""
        digest = sha256()
        for document in self._documents:
            digest.update(sha256(document.content).digest())
        return digest.hexdigest()

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Every mistake so far: file by file in the order of the list, from top to bottom."""
        placed = [mistake for document in self._documents for mistake in document.mistakes]
        return (*self.unplaced, *placed)

    @property
    def _documents(self) -> list[Document]:
        return self.layers if self.tree is None else [self.tree, *self.layers]


def drafted(folder: Path) -> Draft:
    """The tree's files, read and typed as far as they can be."""
    draft = Draft(folder)
    hint = f"a tree is a folder with a {TREE_FILE}; shipped are {', '.join(tree_names()) or 'none'}"
    draft.tree = read(folder / TREE_FILE, draft.unplaced, hint)
    if draft.tree is not None:
        draft.form = typed(draft.tree, TreeFile, draft.tree.root.as_text())
        draft.facts = _facts(draft.tree) if draft.form is None else draft.form.facts
        for document in _listed(draft, draft.tree):
            draft.layers.append(document)
            draft.whole &= not any(mistake.code is Code.SHAPE for mistake in document.mistakes)
            _take_nodes(draft, document)
    return draft


def _facts(tree: Document) -> dict[str, FactKind] | None:
    """The catalogue of a file that does not fit, as far as it goes."""
    facts = tree.at("facts")
    if not isinstance(facts, Table):
        return None
    found: dict[str, FactKind] = {}
    for name, written in facts.entries.items():
        try:
            found[name] = FactKind.model_validate(written.as_text())
        except ValidationError:
            found[name] = FactKind.model_construct(title=name, example=name, where=name, given=True)
    return found


def _listed(draft: Draft, tree: Document) -> list[Document]:
    """The files that `files` names; those it should or should not name are mistakes."""
    present = sorted(file.name for file in draft.folder.glob("*.y*ml") if file.name != TREE_FILE)
    spelling = Spelling(present)
    found: list[Document] = []
    named: set[str] = set()
    items = tree.at("files")
    names = items.as_text() if items is not None else []
    for position, name in enumerate(names if isinstance(names, list) else []):
        where = ("files", position)
        if not isinstance(name, str) or FILE_NAME.fullmatch(name) is None:
            # The model has said what is wrong with it.
            draft.whole = False
            continue
        if name in named:
            tree.refuse(Code.DUPLICATE_NODE, where, f"{name!r} is listed twice", "list it once")
        elif not (draft.folder / name).is_file():
            draft.whole = False
            tree.refuse(Code.FILE_MISSING, where, f"there is no file {name!r} in this folder", spelling.hint(name))
        else:
            document = read(draft.folder / name, draft.unplaced)
            draft.whole &= document is not None
            found += [] if document is None else [document]
        named.add(name)
    for name in present:
        if name not in named:
            tree.refuse(Code.FILE_NOT_LISTED, ("files",), f"the file {name!r} is not listed", "list it or take it away")
    return found


def _take_nodes(draft: Draft, document: Document) -> None:
    for name, node in _nodes(document).items():
        if name not in draft.homes:
            draft.nodes[name] = node
    for name in document.table("nodes").entries:
        if name in draft.homes:
            other = draft.homes[name]
            line, _ = other.place(("nodes", name), of_key=True)
            message = f"there is another node {name!r} at {other.file.name}:{line}"
            document.refuse(Code.DUPLICATE_NODE, ("nodes", name), message, "a node id stands once", of_key=True)
        else:
            draft.homes[name] = document


def _nodes(document: Document) -> dict[str, Node]:
    layer = typed(document, LayerFile, document.root.as_text())
    if layer is not None:
        return layer.nodes
    found: dict[str, Node] = {}
    for name, written in document.table("nodes").entries.items():
        # One by one, those that fit; the mistakes of the others have been noted.
        with suppress(ValidationError):
            found.update(LayerFile.model_validate({"nodes": {name: written.as_text()}}).nodes)
    return found
