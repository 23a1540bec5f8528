"""One cause of the taxonomy in full: how it looks, how it is proved and told apart, and what mends it."""

from collections.abc import Iterable
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import Static

from gatewise.taxonomy import Entry, Taxonomy
from gatewise.tui.shown import QUIET, UNSURE, coded
from gatewise.tui.widgets.command_line import CommandLine
from gatewise.tui.widgets.numbered import numbered
from gatewise.wording import command, prose

READING: Final = "What it looks like is being read from the recorded cases…"


class CauseView(VerticalGroup):
    """The highlighted cause."""

    def __init__(self) -> None:
        super().__init__()
        self._taxonomy: Taxonomy | None = None
        self._entry: Entry | None = None
        self._complete = False

    def show(self, taxonomy: Taxonomy, entry: Entry | None, *, complete: bool) -> None:
        """Show this cause; None where no cause fits the search. Incomplete, what its cases show is still to come."""
        self._taxonomy, self._entry, self._complete = taxonomy, entry, complete
        self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        """From what it looks like to what mends it."""
        if self._taxonomy is None:
            return
        if self._entry is None:
            yield Static(Content("No cause has these words."))
            return
        yield from self._described(self._taxonomy, self._entry)

    def _described(self, taxonomy: Taxonomy, entry: Entry) -> ComposeResult:
        def said(text: str) -> Content:
            return coded(prose(text, {}, taxonomy.facts))

        def titled(title: str, lines: Iterable[Content]) -> Static:
            return Static(Content("\n").join([Content.styled(title, "b"), *lines]), classes="part")

        yield Static(Content.assemble((prose(entry.node.title, {}, taxonomy.facts), "b")))
        yield Static(Content.styled(f"{entry.cause}, layer {entry.layer}", QUIET), classes="part")
        yield Static(said(entry.node.explanation), classes="part")
        if not self._complete:
            yield Static(Content.styled(READING, QUIET), classes="part")
        if entry.looks:
            yield titled("What it looks like", [Content(look.shown) for look in entry.looks])
        if entry.deciding is not None:
            proof = entry.deciding
            answer = Content.assemble(("Answer: ", QUIET), said(proof.answer))
            yield titled("How to prove it", [said(proof.question), answer])
            yield from numbered(map(said, proof.steps))
            yield from (CommandLine(command(each, {}, taxonomy.facts)) for each in proof.commands)
        if entry.alike:
            parts = [
                Content.assemble(
                    (f"{alike.cause}  ", "b"),
                    said(alike.question),
                    "\n  ",
                    ("here: ", QUIET),
                    said(alike.here),
                    "\n  ",
                    ("there: ", QUIET),
                    said(alike.there),
                )
                for alike in entry.alike
            ]
            yield titled("These look the same, and what tells them apart", parts)
        if entry.node.fix is not None:
            risk = Content.assemble(("Risk  ", f"b {UNSURE}"), said(entry.node.fix.risk))
            yield titled("What mends it", [risk])
            yield from (CommandLine(command(each, {}, taxonomy.facts)) for each in entry.node.fix.cli)
        if entry.node.next_steps:
            yield titled("What to do next", map(said, entry.node.next_steps))
        sources = [Content(f"{source.title}\n  {source.url}") for source in entry.node.sources]
        yield titled("Read more", sources)
