"""JSON Schemas for editors, made from the models that read the files."""

from typing import Any

from pydantic import BaseModel

from gatewise.loader.case_form import CaseFile
from gatewise.nodes import LayerFile, TreeFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def tree_schema() -> dict[str, Any]:
    """Of `tree.yaml`."""
    return _schema(TreeFile)


def layer_schema() -> dict[str, Any]:
    """Of the files with a tree's nodes."""
    return _schema(LayerFile)


def case_schema() -> dict[str, Any]:
    """Of case files."""
    return _schema(CaseFile)


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema: dict[str, Any] = _left_out_or_said(model.model_json_schema())
    return {"$schema": _DIALECT, **schema}


def _left_out_or_said(schema: Any) -> Any:
    """The schema without null for what may be left out: in these files a value is said or its key is not there."""
    if isinstance(schema, list):
        return [_left_out_or_said(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _left_out_or_said(value) for name, value in schema.items()}
    if "default" in plain and plain["default"] is None:
        del plain["default"]
        choices = [choice for choice in plain.pop("anyOf", []) if choice != {"type": "null"}]
        plain |= choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {}
    return plain
