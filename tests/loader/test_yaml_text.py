"""YAML is read as it is written: every scalar is text, every value has a place."""

import pytest

from gatewise.loader.mistakes import Code
from gatewise.loader.yaml_text import MOST_LEVELS, Scalar, Table, YamlNode, composed


def read(text: str) -> tuple[YamlNode | None, list[tuple[Code, int, int]]]:
    found: list[tuple[Code, int, int]] = []
    root = composed(text, lambda code, line, column, message, hint: found.append((code, line, column)))  # noqa: ARG005
    return root, found


def value(text: str) -> YamlNode:
    root, found = read(f"key: {text}")
    assert not found
    assert isinstance(root, Table)
    return root.entries["key"]


@pytest.mark.parametrize(
    "written", ["yes", "no", "on", "off", "null", "~", "0123456789012", "1.20", "2026-11-22", "0x1f", "12:30"]
)
def test_a_plain_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert value(written).as_text() == written


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("443", 443),
        ("-1", -1),
        ("0", 0),
        ("1234567890", 1_234_567_890),
        ("123456789012", "123456789012"),
        ("007", "007"),
        ("1.5", "1.5"),
        ("yes", "yes"),
        ("True", "True"),
        ("~", "~"),
        ("'true'", "true"),
        ('"443"', "443"),
    ],
)
def test_json_types_plain_words_and_short_numbers_and_nothing_else(written: str, typed: object) -> None:
    read_as_json = value(written).as_json()

    assert read_as_json == typed
    assert type(read_as_json) is type(typed)


def test_json_types_what_is_inside_lists_and_mappings() -> None:
    assert value("{a: [1, 'x', {b: false}], c: null}").as_json() == {"a": [1, "x", {"b": False}], "c": None}


def test_a_block_of_text_is_text_even_if_it_says_true() -> None:
    assert value("|\n  true\n").as_json() == "true\n"


def test_places_count_lines_and_characters_from_one() -> None:
    root, _ = read("ä: 1\nb: {ö: 2}\n")

    assert isinstance(root, Table)
    assert root.keys == {"ä": (1, 1), "b": (2, 1)}
    inner = root.entries["b"]
    assert isinstance(inner, Table)
    assert inner.entries["ö"] == Scalar(2, 8, "2", plain=True)


def test_a_duplicate_key_keeps_the_first_value() -> None:
    root, found = read("a: 1\na: 2\n")

    assert root is not None
    assert root.as_text() == {"a": "1"}
    assert found == [(Code.DUPLICATE_KEY, 2, 1)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1", (2, 1)),
        ("a: é\x02", (1, 5)),
        ("one: 1\nzwei: é\x01", (2, 8)),
        ('a: "\\ud800"', (1, 7)),
        ("a: b: c", (1, 5)),
    ],
)
def test_text_that_is_not_yaml_has_a_place(text: str, place: tuple[int, int]) -> None:
    _, found = read(text)

    assert found == [(Code.NOT_YAML, *place)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_a_text_nested_a_hundred_thousand_deep_is_refused_and_not_followed(opening: str) -> None:
    _, found = read(opening * 100_000)

    assert found == [(Code.SHAPE, 1, 1 + MOST_LEVELS * len(opening))]


def test_aliases_never_multiply() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 40)]

    root, found = read("\n".join(lines))

    assert isinstance(root, Table)
    assert len(found) == 40 + 39 * 9
    assert {code for code, _, _ in found} == {Code.REFERENCE}
