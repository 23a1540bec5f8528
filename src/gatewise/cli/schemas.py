"""The JSON Schemas: of tree and case files, made from the models that read them, and of the JSON report."""

import json

from gatewise.loader.case_form import CaseFile
from gatewise.nodes import LayerFile, TreeFile, TreeText

KINDS: dict[str, type[TreeText]] = {"tree": TreeFile, "layer": LayerFile, "case": CaseFile}
"""What an author writes, by the name of its schema."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> str:
    """The schema as JSON text; `diagnosis` is the report's.

    Raises:
        KeyError: there is no schema of that name.
    """
    if kind == "diagnosis":
        from gatewise.report.as_json import schema

        return schema()
    made = {"$schema": _DIALECT, **KINDS[kind].model_json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
