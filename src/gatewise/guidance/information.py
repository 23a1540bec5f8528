"""How much the answer to a question tells about what is wrong.

The measure is Shannon's. While it is open which of several findings it is, the *uncertainty* in bits is how many
yes-or-no questions it takes on average to find out, if each could be chosen freely: one bit for two equally likely
findings, two for four, nothing for one. A question tells as many bits as it takes away from that on average over its
answers, each answer counted as often as it is to be expected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from gatewise.graph import DecisionGraph
from gatewise.guidance.worlds import World, sights
from gatewise.model import UNKNOWN


@dataclass(frozen=True, slots=True)
class Told:
    """What a question would tell."""

    bits: float
    parts: int
    """Into how many groups its answers divide the findings that are still possible."""


def uncertainty(worlds: Iterable[World]) -> float:
    """In bits: how open it is which finding it is, each as likely as its worlds weigh."""
    weights: dict[str, float] = {}
    for world in worlds:
        weights[world.finding] = weights.get(world.finding, 0.0) + world.weight
    total = sum(weights.values())
    return -sum(weight / total * log2(weight / total) for weight in weights.values()) if len(weights) > 1 else 0.0


def told_by(graph: DecisionGraph, name: str, worlds: Sequence[World]) -> Told:
    """What the answer to this question would tell if one of these worlds is the real one.

    Worlds that do not say what they answer stay possible whatever the answer is, unless it is a sighting of something
    else. If the real one is among them, the question is taken to tell nothing.
    """
    by_answer: dict[str, list[World]] = {}
    for world in worlds:
        by_answer.setdefault(world.answer(name), []).append(world)
    silent = by_answer.pop(UNKNOWN, [])
    if not by_answer or (len(by_answer) == 1 and not silent):
        return Told(0.0, 1)
    total = sum(world.weight for world in worlds)
    before = uncertainty(worlds)
    after = before * sum(world.weight for world in silent) / total
    for answer, these in by_answer.items():
        left = these if sights(graph, name, answer) else [*these, *silent]
        after += uncertainty(left) * sum(world.weight for world in these) / total
    return Told(max(before - after, 0.0), len(by_answer) + bool(silent))
