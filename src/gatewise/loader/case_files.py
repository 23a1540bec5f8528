"""Case files: a saved world, told as its difference from another one, and the finding it must lead to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gatewise.graph import DecisionGraph
from gatewise.loader.case_form import PatchOperation
from gatewise.loader.case_rules import Terms
from gatewise.loader.case_text import CaseText
from gatewise.loader.mistakes import CaseMistakes, Code, Mistake, Spelling
from gatewise.loader.shipped import shipped_trees
from gatewise.model import Fact, Facts, NotSeen, Reply


@dataclass(frozen=True)
class Case:
    """A saved set of replies, with or without the finding it should reach."""

    name: str
    """The file's name without `.yaml`."""
    path: Path
    title: str
    story: str
    facts: Facts
    """What is given about the target."""
    replies: Mapping[str, Reply | NotSeen]
    """By the key of the observation."""
    answers: Mapping[str, str]
    """By decision: what the person of the case answers where no probe can tell."""
    expect_finding: str | None = None
    expect_all: tuple[str, ...] = ()
    """Every fault in order, when the walk goes on behind each; empty where the case does not say."""
    expect_cause: str | None = None
    """The cause that the expected finding names."""


def load_case(path: Path, graph: DecisionGraph) -> Case:
    """The case in the file, for the tree.

    Raises:
        CaseMistakes: the file, or one that it is based on, can't be read or has mistakes.
    """
    reader = CaseReader(Terms.of(graph))
    case = reader.case(path)
    if case is None:
        raise CaseMistakes(reader.mistakes_of(path))
    return case


def cases_in(folder: Path, graph: DecisionGraph) -> Iterator[Case | CaseMistakes]:
    """Each case of the tree in the folder, in alphabetical order, or why it does not load."""
    reader = CaseReader(Terms.of(graph))
    for path in case_files(folder):
        yield reader.case(path) or CaseMistakes(reader.mistakes_of(path))


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of the tree in the folder, in alphabetical order."""
    return tuple(sorted((folder / "cases").glob("*.yaml")))


class CaseReader:
    """Reads cases, each file once."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._texts: dict[Path, CaseText] = {}

    def case(self, path: Path) -> Case | None:
        """The case in the file; None if the file, or one that it is based on, has mistakes."""
        chain = self._chain(path)
        complete = chain[-1].based_on is None and all(text.form is not None for text in chain)
        facts: dict[str, Fact] = {}
        replies: dict[str, Reply | NotSeen] = {}
        answers: dict[str, str] = {}
        for text in reversed(chain):
            if text.form is not None:
                facts.update(text.form.facts)
                answers.update(text.form.answers)
                _replace(replies, text.replies)
                for position, operation in enumerate(text.form.patch if complete else ()):
                    _patch(text, position, operation, replies)
        own = chain[0].form
        if own is None or any(text.mistakes for text in chain):
            return None
        expected = own.expect
        return Case(
            name=path.stem,
            path=path,
            title=own.title,
            story=own.story or "",
            facts=MappingProxyType({name: value for name, value in facts.items() if value}),
            replies=MappingProxyType(replies),
            answers=MappingProxyType(answers),
            expect_finding=None if expected is None else expected.finding,
            expect_all=() if expected is None else expected.every,
            expect_cause=None if expected is None else self._terms.findings.get(expected.finding),
        )

    def text(self, path: Path) -> CaseText:
        """What the file says by itself, whatever it is based on."""
        if path not in self._texts:
            self._texts[path] = CaseText(path, self._terms, self._missing(path))
        return self._texts[path]

    def mistakes_of(self, path: Path) -> tuple[Mistake, ...]:
        """The mistakes of the file and of those that it is based on, file by file."""
        return tuple(mistake for text in self._chain(path) for mistake in text.mistakes)

    def _chain(self, path: Path) -> list[CaseText]:
        """The case and those that it is based on, itself first; a base that can't be had ends the chain."""
        chain = [self.text(path)]
        paths = [path]
        while chain[-1].based_on is not None:
            base = self._base(paths[-1], chain[-1].based_on)
            if base is None:
                message = f"there is no case {chain[-1].based_on!r} to be based on"
                hint = Spelling(self._names(path.parent)).hint(chain[-1].based_on)
                chain[-1].refuse(Code.UNKNOWN_BASE, ("based_on",), message, hint)
                return chain
            if base in paths:
                ring = " -> ".join((*(passed.stem for passed in paths[paths.index(base) :]), base.stem))
                chain[-1].refuse(Code.BASE_CYCLE, ("based_on",), f"the cases are based on one another: {ring}")
                return chain
            paths.append(base)
            chain.append(self.text(base))
        return chain

    def _base(self, path: Path, name: str) -> Path | None:
        """The case of that name: beside this one, or else among the tree's shipped ones."""
        places = (path.parent / f"{name}.yaml", self._shipped / f"{name}.yaml")
        return next((place for place in places if place.is_file()), None)

    @property
    def _shipped(self) -> Path:
        return shipped_trees() / self._terms.tree / "cases"

    def _names(self, folder: Path) -> tuple[str, ...]:
        found = {file.stem for place in (folder, self._shipped) for file in place.glob("*.yaml")}
        return tuple(sorted(found))

    def _missing(self, path: Path) -> str:
        if path.is_file():
            return ""
        names = tuple(sorted(file.stem for file in self._shipped.glob("*.yaml")))
        near = Spelling(names).nearest(path.stem)
        return f"did you mean {near!r}?" if near else f"the shipped cases are {', '.join(names) or 'none'}"


def _replace(replies: dict[str, Reply | NotSeen], changes: Mapping[str, Reply | NotSeen | None]) -> None:
    for key, change in changes.items():
        if change is None:
            replies.pop(key, None)
        else:
            replies[key] = change


def _patch(text: CaseText, position: int, operation: PatchOperation, replies: dict[str, Reply | NotSeen]) -> None:
    """Change one reply's data in place of the mapping; what does not fit is a mistake of the text."""
    import jsonpatch
    import jsonpointer

    key = text.patched[position]
    if key is None:
        return
    where = ("patch", position)
    reply = replies.get(key)
    if reply is None:
        text.refuse(Code.PATCH, (*where, "reply"), f"no reply to {key!r} is recorded", Spelling(replies).hint(key))
    elif isinstance(reply, NotSeen):
        hint = "replace the reply itself, under `replies`"
        text.refuse(Code.PATCH, (*where, "reply"), "this was not seen, so there is no data to patch", hint)
    else:
        wanted: Any = operation.model_dump(by_alias=True, exclude_unset=True, exclude={"reply"})
        try:
            data = jsonpatch.JsonPatch([wanted]).apply(dict(reply.data))
        except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, TypeError) as wrong:
            text.refuse(Code.PATCH, (*where, "path"), f"this does not fit the reply's data: {wrong}")
            return
        if isinstance(data, dict):
            replies[key] = replace(reply, data=data)
        else:
            text.refuse(Code.PATCH, (*where, "path"), "this leaves no keys with values as the reply's data")
