"""What a tree costs on average, as text for its author and as JSON for programs."""

import json
from collections.abc import Iterator
from typing import Any

from gatewise.graph import DecisionGraph
from gatewise.guidance.statistics import Average, Comparison, Statistics

_MOVES_SHOWN = 5


def as_text(tree: DecisionGraph, statistics: Statistics) -> str:
    """The two orders side by side, then what to ask first."""
    lines = [
        f"{tree.name}: {statistics.faults} faults, each as likely as its cause is met; on average, to the finding:",
        "",
        f"{'':<24}{'questions':>10}{'seconds':>10}",
        *_orders("by hand", statistics.by_hand),
        *_orders("with probes", statistics.with_probes),
        "",
        *_moves("by hand", statistics.by_hand),
        "",
        *_moves("with probes", statistics.with_probes),
    ]
    return "\n".join(lines) + "\n"


def as_json(tree: DecisionGraph, statistics: Statistics) -> str:
    """The same, with every question that could be asked first, as one JSON object."""
    written = {
        "schema_version": "1",
        "tree": tree.name,
        "faults": statistics.faults,
        "by_hand": _comparison(statistics.by_hand),
        "with_probes": _comparison(statistics.with_probes),
    }
    return json.dumps(written, indent=2) + "\n"


def _orders(how: str, compared: Comparison) -> Iterator[str]:
    yield _row(f"{how}, authored", compared.authored)
    yield f"{_row(f'{how}, best', compared.best)}  ({compared.ratio:.0%} of the time)"


def _row(label: str, average: Average) -> str:
    return f"{label:<24}{average.questions:>10.1f}{average.seconds:>10.1f}"


def _moves(how: str, compared: Comparison) -> Iterator[str]:
    gains = [move for move in compared.moves[:_MOVES_SHOWN] if move.saves > 0]
    if not gains:
        yield f"{how}: no question would save time if it were asked before all others"
        return
    yield f"{how}: asked before all others, this would save on average"
    for move in gains:
        yield f"  {move.saves:>8.1f} s  {move.node}"


def _comparison(compared: Comparison) -> dict[str, Any]:
    return {
        "authored": _average(compared.authored),
        "best": _average(compared.best),
        "ratio": round(compared.ratio, 4),
        "ask_first": [{"node": move.node, "saves_seconds": round(move.saves, 3)} for move in compared.moves],
    }


def _average(average: Average) -> dict[str, float]:
    return {"questions": round(average.questions, 3), "seconds": round(average.seconds, 3)}
