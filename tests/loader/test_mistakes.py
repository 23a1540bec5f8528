"""Every mistake an author can make is said once, at its place, with what would be right."""

from pathlib import Path

import pytest

from gatewise.loader import Code, TreeMistakes, load_tree
from tests.loader.lint import PROBES, SOUND, laid_over, said

MISTAKES = sorted((Path(__file__).parent / "mistakes").iterdir())


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.name)
def test_lint_says_exactly_the_mistakes_that_are_there(mistake: Path, tmp_path: Path) -> None:
    folder = laid_over(mistake / "files", tmp_path / "tree")

    assert said(folder) == (mistake / "expected.txt").read_text()


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_tree_that_shows_it(code: Code) -> None:
    shown = "".join((mistake / "expected.txt").read_text() for mistake in MISTAKES if mistake.name.startswith(code))

    assert f": {code} " in shown


def test_a_tree_without_mistakes_has_none() -> None:
    assert said(SOUND) == ""
    assert load_tree(SOUND, PROBES).findings == ("broken", "burnt", "good")


def test_a_tree_that_does_not_load_says_everything_at_once(tmp_path: Path) -> None:
    overlay = next(mistake for mistake in MISTAKES if mistake.name == "all-at-once")
    folder = laid_over(overlay / "files", tmp_path / "tree")

    with pytest.raises(TreeMistakes) as caught:
        load_tree(folder, PROBES)

    # What needs whole routes or the cases is said by lint only.
    kept = [
        line
        for line in (overlay / "expected.txt").read_text().splitlines()
        if "G6" not in line and "cases/" not in line
    ]
    assert said(folder, caught.value.mistakes).splitlines() == kept
    assert str(caught.value).count("\n") == len(kept) - 1


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    folder = laid_over(MISTAKES[0] / "files", tmp_path / "tree")
    for name in ("tree.yaml", "ask.yaml", "end.yaml"):
        (folder / name).write_bytes((SOUND / name).read_bytes())
    before = load_tree(folder, PROBES).digest

    with (folder / "end.yaml").open("a") as file:
        file.write("# one more line\n")

    assert before == load_tree(SOUND, PROBES).digest
    assert load_tree(folder, PROBES).digest != before


def test_a_folder_that_does_not_exist_names_the_shipped_trees(tmp_path: Path) -> None:
    with pytest.raises(
        TreeMistakes, match=r"G001 there is no such file; a tree is a folder with a tree\.yaml; shipped are"
    ):
        load_tree(tmp_path / "nowhere", PROBES)


def test_a_file_in_place_of_a_folder_is_a_mistake_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "tree").write_text("gatewise_tree: 1\n")

    with pytest.raises(TreeMistakes, match="G001 the file can't be read: Not a directory"):
        load_tree(tmp_path / "tree", PROBES)
