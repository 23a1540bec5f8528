"""Packet-path and DNS questions as JSON lines, each answered for itself (docs/path-format.md)."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gatewise.analysis.dns_expectation.question import answer as dns_answer
from gatewise.analysis.reachability.question import PathMistake, answer
from gatewise.cli.streams import Refusal
from gatewise.model import JsonValue


def lines_of(name: str) -> Iterator[bytes]:
    """The lines of a file, `-` for standard input, as they come.

    Raises:
        Refusal: it can't be read.
    """
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as wrong:
        raise Refusal(f"{name} can't be read ({wrong.strerror})") from wrong


def answered(line: bytes) -> str:
    """The answer to one line, or what is wrong with it, as a line of JSON."""
    identifier: JsonValue = None
    told: Mapping[str, JsonValue]
    try:
        question = json.loads(line)
        if not isinstance(question, dict):
            raise PathMistake("a question is a JSON object with id, flow and inputs")
        identifier = question.get("id")
        told = _answer(question)
    except (ValueError, RecursionError) as wrong:
        told = {"error": str(wrong)}
    return json.dumps({"id": identifier, **told}, ensure_ascii=True)


def _answer(question: Mapping[str, Any]) -> Mapping[str, JsonValue]:
    flow = question.get("flow")
    return dns_answer(question) if isinstance(flow, dict) and "query_name" in flow else answer(question)
