"""The taxonomy as Markdown: a handout with every cause in full, and the table of symptoms."""

from collections.abc import Iterable, Iterator

from gatewise.taxonomy.entry import Entry, Taxonomy
from gatewise.wording import command, prose

_FENCE = "```"


def page(taxonomy: Taxonomy) -> str:
    """The whole handout."""
    return "\n".join(_page(taxonomy)).rstrip("\n") + "\n"


def _page(taxonomy: Taxonomy) -> Iterator[str]:
    yield from (f"# {_line(taxonomy.title)}: how it fails", "")
    yield from ("## What is seen", "", "| what the client sees | it can be |", "| --- | --- |")
    for kind, causes in taxonomy.by_look.items():
        links = ", ".join(f"[{cause}](#{cause})" for cause in causes)
        yield f"| {_code(taxonomy.example_of[kind])} | {links} |"
    yield ""
    for layer, entries in taxonomy.layers():
        yield from (f"## Layer {layer.value}", "")
        for entry in entries:
            yield from _entry(taxonomy, entry)


def _entry(taxonomy: Taxonomy, entry: Entry) -> Iterator[str]:
    yield from (f"### {entry.cause}", "", f"**{_said(taxonomy, entry.node.title)}**", "")
    yield from (_said(taxonomy, entry.node.explanation), "")
    if entry.looks:
        yield from ("What it looks like:", "")
        yield from (f"- {_code(look.shown)}" for look in entry.looks)
        yield ""
    if entry.deciding is not None:
        yield from (f"How to prove it: {_said(taxonomy, entry.deciding.question)}", "")
        yield from (f"- {_said(taxonomy, step)}" for step in entry.deciding.steps)
        yield ""
        yield from _commands(taxonomy, entry.deciding.commands)
    if entry.alike:
        yield from ("How to tell it from its neighbours:", "", "| neighbour | question | here | there |")
        yield "| --- | --- | --- | --- |"
        for alike in entry.alike:
            cells = (_said(taxonomy, text) for text in (alike.question, alike.here, alike.there))
            yield f"| [{alike.cause}](#{alike.cause}) | {' | '.join(_cell(cell) for cell in cells)} |"
        yield ""
    fix = entry.node.fix
    if fix is not None:
        yield from (f"Risk: {_said(taxonomy, fix.risk)}", "")
        yield from _commands(taxonomy, fix.cli)
        yield from (f"Redeploy: {fix.redeploy}. {_said(taxonomy, fix.verify)}", "")
    for step in entry.node.next_steps:
        yield f"- {_said(taxonomy, step)}"
    yield from (f"- [{source.title}]({source.url})" for source in entry.node.sources)
    yield ""


def _commands(taxonomy: Taxonomy, commands: Iterable[str]) -> Iterator[str]:
    listed = [command(each, {}, taxonomy.facts) for each in commands]
    if listed:
        yield from (f"{_FENCE}bash", *listed, _FENCE, "")


def _said(taxonomy: Taxonomy, text: str) -> str:
    # An unknown value is named in angle brackets, which Markdown would take for a tag.
    return prose(text, {}, taxonomy.facts).replace("<", "\\<")


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_cell(text).replace('`', chr(39))}`"
