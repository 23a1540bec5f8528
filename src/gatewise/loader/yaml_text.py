"""YAML text with every scalar as text and the place of everything in it.

Anchors, aliases, merge keys, tags and duplicate keys are refused, each with its place. Reading takes no recursion and
linear time, whatever the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from gatewise.loader.mistakes import Code
from gatewise.model import JsonValue

MOST_LEVELS = 50
"""No tree or case nests deeper; a text that does is an attack on the reader."""
_JSON_WORDS: Final[dict[str, JsonValue]] = {"true": True, "false": False, "null": None, "": None}
_JSON_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,9})")


@dataclass(slots=True)
class Scalar:
    """A text, and whether it stood there without quotes."""

    line: int
    column: int
    text: str
    plain: bool

    def as_text(self) -> str:
        """The text itself, whatever it looks like."""
        return self.text

    def as_json(self) -> JsonValue:
        """What JSON would read. Numbers of more than 10 digits are ids, and stay text."""
        if self.plain and self.text in _JSON_WORDS:
            return _JSON_WORDS[self.text]
        if self.plain and _JSON_INTEGER.fullmatch(self.text):
            return int(self.text)
        return self.text


@dataclass(slots=True)
class Listing:
    """A sequence."""

    line: int
    column: int
    items: "list[YamlNode]" = field(default_factory=list)

    def as_text(self) -> "Text":
        """The items with every scalar as text."""
        return [item.as_text() for item in self.items]

    def as_json(self) -> JsonValue:
        """The items as JSON would read them."""
        return [item.as_json() for item in self.items]


@dataclass(slots=True)
class Table:
    """A mapping, with the place of every key."""

    line: int
    column: int
    entries: "dict[str, YamlNode]" = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column."""

    def as_text(self) -> "Text":
        """The entries with every scalar as text."""
        return {key: value.as_text() for key, value in self.entries.items()}

    def as_json(self) -> JsonValue:
        """The entries as JSON would read them."""
        return {key: value.as_json() for key, value in self.entries.items()}


YamlNode: TypeAlias = Scalar | Listing | Table
Text: TypeAlias = "str | list[Text] | dict[str, Text] | None"
"""A value without its places. A scalar is text; None stands where a reader of the file put it."""

Refuse: TypeAlias = Callable[[Code, int, int, str, str], None]
"""Notes a mistake: its code, line, column, message and hint."""


def composed(text: str, refuse: Refuse) -> YamlNode | None:
    """The text's one document, or as much of it as can be read; None if there is nothing to read.

    Every mistake goes to `refuse`; this never raises for what the text says.
    """
    composer = _Composer(refuse)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not composer.take(event):
                break
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        up_to_it = "".join(text.splitlines()[line - 1 : line])[:column]
        hint = "indent with spaces, not with tabs" if "\t" in up_to_it else ""
        refuse(Code.NOT_YAML, line, column, f"this is not YAML: {wrong.problem or wrong.context}", hint)
        return None
    except yaml.reader.ReaderError as wrong:
        # libyaml counts the bytes of the text that it was given.
        before = text.encode()[: max(wrong.position, 0)].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        refuse(Code.NOT_YAML, line, column, f"this is not YAML: {wrong.reason}", "remove the character")
        return None
    return composer.root


class _Composer:
    """Builds the document from libyaml's events."""

    def __init__(self, refuse: Refuse) -> None:
        self.root: YamlNode | None = None
        self._refuse = refuse
        self._open: list[Listing | Table] = []
        self._keys: list[Scalar | None] = []
        """For each open mapping the key whose value comes next; for a sequence None."""
        self._dropped = Scalar(0, 0, "", plain=False)
        """Stands for a key that was refused: its value is left out."""
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Add what the event says; False where reading has to stop."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        match event:
            case yaml.ScalarEvent():
                self._plain_words_only(event, line, column)
                self._add(Scalar(line, column, event.value, event.implicit[0]))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._plain_words_only(event, line, column)
                if len(self._open) == MOST_LEVELS:
                    self._refuse(Code.SHAPE, line, column, f"this is nested more than {MOST_LEVELS} levels deep", "")
                    return False
                started = Table(line, column) if isinstance(event, yaml.MappingStartEvent) else Listing(line, column)
                self._open.append(started)
                self._keys.append(None)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._keys.pop()
                self._add(self._open.pop())
            case yaml.AliasEvent():
                self._refuse(Code.REFERENCE, line, column, f"*{event.anchor} is an alias", "write the value out here")
                self._add(Scalar(line, column, "", plain=False))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse(Code.SHAPE, line, column, "a second document begins here", "a file holds one document")
                    return False
        return True

    def _plain_words_only(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if event.anchor is not None:
            self._refuse(Code.REFERENCE, line, column, f"&{event.anchor} is an anchor", "write the value out each time")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(Code.TAG, line, column, f"{written} is a tag", "every value is text; leave the tag out")

    def _add(self, node: YamlNode) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._as_key(node, parent)
            return
        self._keys[-1] = None
        if key is not self._dropped:
            parent.keys[key.text] = (key.line, key.column)
            parent.entries[key.text] = node

    def _as_key(self, node: YamlNode, parent: Table) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse(Code.SHAPE, node.line, node.column, "a key is one text", "a list or mapping can't be a key")
        elif node.plain and node.text == "<<":
            self._refuse(Code.REFERENCE, node.line, node.column, "<< is a merge key", "write the keys out here")
        elif node.text in parent.keys:
            first, _ = parent.keys[node.text]
            message = f"the key {node.text!r} stands here twice, first in line {first}"
            self._refuse(Code.DUPLICATE_KEY, node.line, node.column, message, "keep one of them")
        else:
            return node
        return self._dropped
