"""A tree's files as they were read: what could be typed, where everything stands, and the mistakes so far."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from gatewise.loader.document import Document, read
from gatewise.loader.mistakes import Code, Mistake, Spelling
from gatewise.loader.shipped import tree_names
from gatewise.loader.typed import typed
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
    nodes: dict[str, Node] = field(default_factory=dict)
    """The nodes that fit the model, in the order of the files."""
    homes: dict[str, Document] = field(default_factory=dict)
    """Every node id, also of nodes that don't fit, with the file it stands in."""
    unplaced: list[Mistake] = field(default_factory=list)
    """Mistakes of files that are no document."""

    @property
    def start(self) -> str | None:
        """The id of the node where the walk starts, if the file names one."""
        return None if self.tree is None else self.tree.text("start")

    @property
    def facts(self) -> dict[str, FactKind] | None:
        """The facts catalogue; None if it is not known, because `tree.yaml` does not fit."""
        return None if self.form is None else self.form.facts

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
        for document in _listed(draft, draft.tree):
            draft.layers.append(document)
            _take_nodes(draft, document)
    return draft


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
            continue  # The model has said so.
        if name in named:
            tree.refuse(Code.DUPLICATE_NODE, where, f"{name!r} is listed twice", "list it once")
        elif not (draft.folder / name).is_file():
            tree.refuse(Code.FILE_MISSING, where, f"there is no file {name!r} in this folder", spelling.hint(name))
        else:
            document = read(draft.folder / name, draft.unplaced)
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
    for name, node in document.table("nodes").entries.items():
        # Typed alone on a copy without mistakes of its own: those have been noted above.
        alone = Document(document.file, document.root, b"", [])
        fitting = typed(alone, LayerFile, {"nodes": {name: node.as_text()}})
        found.update({} if fitting is None else fitting.nodes)
    return found
