"""The JSON Schemas: of tree and case files for editors, of the JSON report for programs."""

import json

from gatewise.loader import case_schema, layer_schema, tree_schema

_OF_FILES = {"tree": tree_schema, "layer": layer_schema, "case": case_schema}


def schema_of(kind: str) -> str:
    """The schema as JSON text; `diagnosis` is the report's.

    Raises:
        KeyError: there is no schema of that name.
    """
    if kind == "diagnosis":
        from gatewise.report.as_json import schema

        return schema()
    return json.dumps(_OF_FILES[kind](), indent=2, ensure_ascii=False) + "\n"
