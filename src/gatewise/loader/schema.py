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
    return {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
