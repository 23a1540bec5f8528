"""Whatever stands in a file, the loader says its mistakes and raises nothing else."""

from pathlib import Path
from shutil import copytree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gatewise.loader import CaseMistakes, Mistake, TreeMistakes, load_case, load_tree, mistakes_in
from tests.loader.lint import PROBES, SOUND

FILES = sorted(str(file.relative_to(SOUND)) for file in SOUND.rglob("*.yaml"))
LINES = sorted({line for name in FILES for line in (SOUND / name).read_text().splitlines()})
_FRAGMENTS = st.sampled_from(
    [*LINES, "", "  - x", "&a", "*a", "!!t", "{", "]", "'", "|", "? ", ": ", "\t", "---", "null", "<<: 1"]
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=10)
    | st.sampled_from(["first", "good", "decision", "fault"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["nodes", "first", "kind", "answers", "to", "facts", "x"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arbitrary") / "tree"
    copytree(SOUND, folder)
    return folder


def keeping_from_loading(folder: Path) -> set[Mistake]:
    try:
        load_tree(folder, PROBES)
    except TreeMistakes as mistakes:
        return set(mistakes.mistakes)
    return set()


def only_mistakes_come_of(folder: Path, name: str, content: bytes) -> None:
    sound = load_tree(SOUND, PROBES)
    (folder / name).write_bytes(content)
    try:
        found = mistakes_in(folder, PROBES)
        # Lint says at least what keeps the tree from loading.
        assert keeping_from_loading(folder) <= set(found)
        for case in (folder / "cases").iterdir():
            try:
                load_case(case, sound)
            except CaseMistakes as mistakes:
                found += mistakes.mistakes
        assert all(mistake.line >= 1 and mistake.column >= 1 and mistake.message for mistake in found)
    finally:
        (folder / name).write_bytes((SOUND / name).read_bytes())


@given(st.sampled_from(FILES), st.text() | st.text("ab:-{}[]\"'|>&*!?#%@ \n\t", max_size=60))
def test_any_text(folder: Path, name: str, text: str) -> None:
    only_mistakes_come_of(folder, name, text.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(FILES), st.binary(max_size=60))
def test_any_bytes(folder: Path, name: str, content: bytes) -> None:
    only_mistakes_come_of(folder, name, content)


@given(st.sampled_from(FILES), _VALUES)
def test_any_values(folder: Path, name: str, value: object) -> None:
    only_mistakes_come_of(folder, name, yaml.safe_dump(value, allow_unicode=True).encode())


@given(st.sampled_from(FILES), st.data())
def test_a_sound_file_with_some_lines_changed(folder: Path, name: str, data: st.DataObject) -> None:
    lines = (SOUND / name).read_text().splitlines()
    for position in data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=3), "changed lines"):
        lines[position] = data.draw(_FRAGMENTS, "line")

    only_mistakes_come_of(folder, name, "\n".join(lines).encode())


@given(st.sampled_from(FILES), st.data())
def test_a_sound_file_with_one_value_changed(folder: Path, name: str, data: st.DataObject) -> None:
    document = yaml.load((SOUND / name).read_text(), yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    holder = document
    while isinstance(holder, dict | list) and holder:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys), "key")
        if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.booleans(), "here"):
            holder[key] = data.draw(_VALUES, "value")
            break
        holder = holder[key]

    only_mistakes_come_of(folder, name, yaml.safe_dump(document, sort_keys=False).encode())
