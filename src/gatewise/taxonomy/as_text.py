"""The taxonomy as plain text for 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from gatewise.taxonomy.entry import Alike, Entry, Taxonomy
from gatewise.wording import command, prose

_WIDTH = 80
_MOST_ALIKE = 8
"""Neighbours shown; the others are named only."""


def overview(taxonomy: Taxonomy) -> str:
    """Every cause on a line or two, by its layer."""
    return _page(_overview(taxonomy))


def symptoms(taxonomy: Taxonomy) -> str:
    """What is seen, with the causes that show it; the look that most causes share first."""
    return _page(_symptoms(taxonomy))


def cause(taxonomy: Taxonomy, entry: Entry) -> str:
    """One cause in full."""
    return _page(_cause(taxonomy, entry))


def _overview(taxonomy: Taxonomy) -> Iterator[str]:
    if not taxonomy.entries:
        yield "No cause has these words."
        return
    for layer, entries in taxonomy.layers():
        yield layer.value
        for entry in entries:
            yield from _wrapped(f"{entry.cause}: {_said(taxonomy, entry.node.title)}", "  ", "      ")
        yield ""
    count = len(taxonomy.entries)
    yield f"{count} cause{'' if count == 1 else 's'}. One in full: gatewise learn taxonomy CAUSE"


def _symptoms(taxonomy: Taxonomy) -> Iterator[str]:
    for kind, causes in taxonomy.by_look.items():
        yield kind
        yield from _wrapped(taxonomy.example_of[kind], "  ", "  ")
        for slug in causes:
            title = _said(taxonomy, taxonomy.by_cause[slug].node.title)
            yield from _wrapped(f"{slug}: {title}", "    - ", "        ")
        yield ""


def _cause(taxonomy: Taxonomy, entry: Entry) -> Iterator[str]:
    yield f"{entry.cause}  (layer {entry.layer})"
    yield from _wrapped(_said(taxonomy, entry.node.title), "", "")
    yield ""
    yield from _wrapped(_said(taxonomy, entry.node.explanation), "  ", "  ")
    yield from _titled("What it looks like", _looks(entry))
    yield from _titled("How to prove it", _proof(taxonomy, entry))
    yield from _titled("How to tell it from its neighbours", _neighbours(taxonomy, entry))
    yield from _titled("Fix", _fix(taxonomy, entry))
    yield from _titled("What to do next", _listed(taxonomy, entry.node.next_steps))
    yield from _titled("Cases to try", (f"  gatewise demo {name}" for name in entry.cases))
    yield from _titled("Read more", (f"  {source.title}\n    {source.url}" for source in entry.node.sources))


def _looks(entry: Entry) -> Iterator[str]:
    for look in entry.looks:
        yield from _wrapped(f"{look.kind}: {look.shown}", "  ", "    ")


def _proof(taxonomy: Taxonomy, entry: Entry) -> Iterator[str]:
    if entry.deciding is None:
        return
    yield from _wrapped(f"{_said(taxonomy, entry.deciding.question)}", "  ", "  ")
    yield from _wrapped(f"Answer: {_said(taxonomy, entry.deciding.answer)}", "    ", "    ")
    yield from _listed(taxonomy, entry.deciding.steps)
    for each in entry.deciding.commands:
        yield from (f"    {line}" for line in command(each, {}, taxonomy.facts).splitlines())


def _neighbours(taxonomy: Taxonomy, entry: Entry) -> Iterator[str]:
    for alike in entry.alike[:_MOST_ALIKE]:
        yield from _neighbour(taxonomy, alike)
    others = entry.alike[_MOST_ALIKE:]
    if others:
        yield from _wrapped(f"They look the same too: {', '.join(each.cause for each in others)}.", "  ", "  ")


def _neighbour(taxonomy: Taxonomy, alike: Alike) -> Iterator[str]:
    yield from _wrapped(f"{alike.cause} ({alike.look})", "  ", "    ")
    yield from _wrapped(_said(taxonomy, alike.question), "    ", "    ")
    yield from _wrapped(f"here: {_said(taxonomy, alike.here)}", "      ", "        ")
    yield from _wrapped(f"there: {_said(taxonomy, alike.there)}", "      ", "        ")


def _fix(taxonomy: Taxonomy, entry: Entry) -> Iterator[str]:
    fix = entry.node.fix
    if fix is None:
        return
    yield from _wrapped(f"Risk: {_said(taxonomy, fix.risk)}", "  ", "  ")
    for each in fix.cli:
        yield from (f"    {line}" for line in command(each, {}, taxonomy.facts).splitlines())
    yield from _wrapped(f"Redeploy the API: {fix.redeploy}. Then: {_said(taxonomy, fix.verify)}", "  ", "  ")


def _listed(taxonomy: Taxonomy, steps: Iterable[str]) -> Iterator[str]:
    for step in steps:
        yield from _wrapped(_said(taxonomy, step), "  - ", "    ")


def _said(taxonomy: Taxonomy, text: str) -> str:
    return prose(text, {}, taxonomy.facts)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", title, *listed)


def _wrapped(text: str, first: str, then: str) -> list[str]:
    return [
        line
        for number, paragraph in enumerate(part for part in text.split("\n\n") if part.strip())
        for line in textwrap.wrap(
            " ".join(paragraph.split()),
            _WIDTH,
            initial_indent=first if number == 0 else then,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"
