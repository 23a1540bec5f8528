"""The report as JSON, for programs; `diagnosis.schema.json` beside this module describes it."""

import json
from dataclasses import asdict
from importlib.resources import files

from gatewise.report.contents import Report


def written(report: Report, *, colour: bool) -> str:  # noqa: ARG001 - a format's face; JSON has no colour
    """One JSON object, its keys always in the same order; equal reports are equal bytes."""
    return json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n"


def schema() -> str:
    """The published JSON Schema of what `written` writes."""
    return files("gatewise.report").joinpath("diagnosis.schema.json").read_text(encoding="utf-8")
