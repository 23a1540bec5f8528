"""The shipped JSON Schemas are the models', and what the loader takes they take."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from gatewise.loader import case_schema, layer_schema, shipped_trees, tree_names, tree_schema
from tests.loader.lint import SOUND

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {"tree": tree_schema, "layer": layer_schema, "case": case_schema}


def kind_of(file: Path) -> str:
    if file.parent.name == "cases":
        return "case"
    return "tree" if file.name == "tree.yaml" else "layer"


SHIPPED = sorted(
    file
    for name in tree_names()
    for place in ("*.yaml", "cases/*.yaml")
    for file in (shipped_trees() / name).glob(place)
)


class EditorLoader(yaml.SafeLoader):
    """Reads scalars as an editor does: YAML 1.2, in which `yes`, `on` and times of day are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(true|false)$", "tf"),
    ("null", r"^(null|~|)$", ["n", "~", ""]),
    ("int", r"^-?[0-9]+$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_shipped_schema_is_what_the_models_make(kind: str) -> None:
    shipped = json.loads((shipped_trees() / f"{kind}.schema.json").read_text(encoding="utf-8"))

    assert shipped == SCHEMAS[kind](), f"run: gatewise tree schema {kind} > trees/{kind}.schema.json"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_says_what_each_key_means(kind: str) -> None:
    schema = SCHEMAS[kind]()
    jsonschema.Draft202012Validator.check_schema(schema)

    assert all("description" in definition for name, definition in schema["$defs"].items() if name != "JsonValue")


@pytest.mark.parametrize(
    "file", [*SHIPPED, *sorted(SOUND.rglob("*.yaml"))], ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_an_editor_finds_nothing_wrong_with_a_file_that_loads(file: Path) -> None:
    read = yaml.load(file.read_text(encoding="utf-8"), EditorLoader)  # noqa: S506 - made from SafeLoader

    jsonschema.Draft202012Validator(SCHEMAS[kind_of(file)]()).validate(read)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_shipped_file_tells_the_editor_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")

    assert (file.parent / path).resolve() == (shipped_trees() / f"{kind_of(file)}.schema.json").resolve()
