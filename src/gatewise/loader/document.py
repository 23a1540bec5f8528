"""One file that was read: its contents as text, and the place of each value for the mistakes made with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from gatewise.loader.mistakes import Code, Mistake
from gatewise.loader.yaml_text import Listing, Refuse, Scalar, Table, YamlNode, composed

_MOST_BYTES = 64 * 1024 * 1024

Where: TypeAlias = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value."""


class Document:
    """A file's contents. Mistakes gather as they are found."""

    def __init__(self, file: Path, root: Table, content: bytes, mistakes: list[Mistake]) -> None:
        self.file = file
        self.root = root
        self.content = content
        """The file's bytes, for its digest."""
        self._mistakes = mistakes

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes noted so far, each once, from top to bottom."""
        known = dict.fromkeys(self._mistakes)
        return tuple(sorted(known, key=lambda mistake: (mistake.line, mistake.column, mistake.code)))

    def at(self, *where: str | int) -> YamlNode | None:
        """The value there, if there is one."""
        node: YamlNode | None = self.root
        for step in where:
            if isinstance(node, Table) and isinstance(step, str):
                node = node.entries.get(step)
            elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def table(self, *where: str | int) -> Table:
        """The mapping there, or an empty one."""
        node = self.at(*where)
        return node if isinstance(node, Table) else Table(1, 1)

    def text(self, *where: str | int) -> str | None:
        """The text there, if a text is there."""
        node = self.at(*where)
        return node.text if isinstance(node, Scalar) else None

    def place(self, where: Iterable[str | int], *, of_key: bool = False) -> tuple[int, int]:
        """Line and column: of a text itself; of the key in front of a mapping or a list, or of any value.

        Steps that lead nowhere are passed over, so that what is missing has the place of what it is missing from.
        """
        node: YamlNode = self.root
        line, column = node.line, node.column
        for step in where:
            if isinstance(node, Table) and isinstance(step, str) and step in node.entries:
                line, column = node.keys[step]
                node = node.entries[step]
                if isinstance(node, Scalar) and not of_key:
                    line, column = node.line, node.column
            elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line, column = node.line, node.column
        return line, column

    def refuse(self, code: Code, where: Where, message: str, hint: str = "", *, of_key: bool = False) -> None:
        """Note a mistake at the value there, or at its key."""
        line, column = self.place(where, of_key=of_key)
        self._mistakes.append(Mistake(code, self.file, line, column, message, hint))


def read(file: Path, mistakes: list[Mistake], missing: str = "") -> Document | None:
    """The file's document, which holds the mistakes of its text; None where its top is no mapping.

    Where there is no document its mistakes go to `mistakes`. `missing` is the hint where there is no such file.
    """

    def refuse(code: Code, line: int, column: int, message: str, hint: str) -> None:
        found.append(Mistake(code, file, line, column, message, hint))

    found: list[Mistake] = []
    content = _content(file, refuse, missing)
    text = None if content is None else _decoded(content, refuse)
    root = None if text is None else composed(text, refuse)
    if content is not None and isinstance(root, Table):
        return Document(file, root, content, found)
    if not found:
        what = "is empty" if root is None or root.as_json() is None else "is not a mapping"
        refuse(Code.SHAPE, 1, 1, f"the file {what}", "at its top stand keys with values, as in `title: ...`")
    mistakes += found
    return None


def _content(file: Path, refuse: Refuse, missing: str) -> bytes | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        refuse(Code.UNREADABLE, 1, 1, "there is no such file", missing)
    except ValueError:
        refuse(Code.UNREADABLE, 1, 1, "this is not the name of a file", missing)
    except OSError as wrong:
        refuse(Code.UNREADABLE, 1, 1, f"the file can't be read: {wrong.strerror}", "")
    else:
        if len(content) <= _MOST_BYTES:
            return content
        refuse(Code.UNREADABLE, 1, 1, "the file is larger than 64 MiB", "it is not a tree or case file")
    return None


def _decoded(content: bytes, refuse: Refuse) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        refuse(Code.UNREADABLE, line, column, "the file is not UTF-8 text", "save it as UTF-8")
        return None
