"""The taxonomy as JSON, for programs and lessons."""

import json
from dataclasses import asdict

from gatewise.taxonomy.entry import Entry, Taxonomy


def page(taxonomy: Taxonomy) -> str:
    """One object: the causes, and the table of symptoms."""
    symptoms = [
        {"look": kind, "example": taxonomy.example_of[kind], "causes": list(causes)}
        for kind, causes in taxonomy.by_look.items()
    ]
    causes = [_entry(entry) for entry in taxonomy.entries]
    document = {"schema_version": 1, "tree": taxonomy.tree, "causes": causes, "symptoms": symptoms}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _entry(entry: Entry) -> dict[str, object]:
    node = entry.node
    return {
        "cause": entry.cause,
        "layer": entry.layer.value,
        "base_rate": entry.base_rate,
        "finding": entry.finding,
        "verdict": node.verdict.value,
        "title": node.title,
        "explanation": node.explanation,
        "looks": [asdict(look) for look in entry.looks],
        "proof": None if entry.deciding is None else asdict(entry.deciding),
        "alike": [asdict(alike) for alike in entry.alike],
        "fix": None if node.fix is None else node.fix.model_dump(mode="json"),
        "next_steps": list(node.next_steps),
        "cases": list(entry.cases),
        "sources": [source.model_dump() for source in node.sources],
    }
