"""The cases in `cases/`: each is a question to the base world `world.json` with a patch on it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonpatch
import yaml

HERE = Path(__file__).parent
WORLD: Mapping[str, Any] = json.loads((HERE / "world.json").read_text())
NAME = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
CLIENT = {"kind": "eni", "network_interface_id": "eni-0c1a0000000000000"}


@dataclass(frozen=True)
class Case:
    """One case of the tables."""

    title: str
    source: str
    question: Mapping[str, Any]
    outcome: str
    usable: bool | None
    cause: str
    addresses: tuple[str, ...] | None


def cases() -> list[Case]:
    return [case for path in sorted((HERE / "cases").glob("*.yaml")) for case in _read(path)]


def question(name: str = NAME, source: Any = None, family: str | None = None, patch: Any = ()) -> dict[str, Any]:
    inputs = jsonpatch.apply_patch(WORLD, patch)
    flow = {"source": source or CLIENT, "query_name": name} | ({"ip_family": family} if family else {})
    return {"region": "us-east-1", "account": "111122223333", "flow": flow, "inputs": inputs}


def _read(path: Path) -> list[Case]:
    table = yaml.safe_load(path.read_text())
    return [
        Case(
            f"{path.stem}: {row['title']}",
            row.get("source", table["source"]),
            question(row.get("name", NAME), row.get("from"), row.get("family"), row.get("patch", [])),
            row["outcome"],
            row["usable"],
            row.get("cause", ""),
            tuple(row["addresses"]) if "addresses" in row else None,
        )
        for row in table["cases"]
    ]
