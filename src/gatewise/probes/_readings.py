"""Readings and evidence as probes make them: cleaned text, and only facts that are known."""

from types import MappingProxyType

from gatewise.model import AWS_API, Evidence, Fact, Facts, NotSeen, Reading, Reason, VantagePoint, could_not_tell
from gatewise.observation.foreign_text import cleaned


def evidence(summary: str, detail: str = "", seen_from: VantagePoint = AWS_API) -> Evidence:
    """Evidence without control characters, its summary on one line."""
    return Evidence(" ".join(cleaned(summary).split()), cleaned(detail), seen_from)


def told(answer: str, *shown: Evidence, **facts: Fact) -> Reading:
    """A reading that answers."""
    return Reading(answer, shown, known(facts))


def untold(why: NotSeen, *shown: Evidence, **facts: Fact) -> Reading:
    """A reading that could not tell."""
    return could_not_tell(why, shown, known(facts))


def known(facts: Facts) -> Facts:
    """The facts without those that are empty: an empty one would hide what a person said."""
    return MappingProxyType({name: value for name, value in facts.items() if value})


def for_a_person(what: str, cure: str) -> NotSeen:
    """The evidence is there, and judging it is a person's."""
    return NotSeen(Reason.NEEDS_JUDGEMENT, what, cure)


def not_known(what: str, cure: str) -> NotSeen:
    """Something that the probe needs is not known."""
    return NotSeen(Reason.MISSING_FACT, what, cure)


def ambiguous(what: str, cure: str) -> NotSeen:
    """Several things fit."""
    return NotSeen(Reason.AMBIGUOUS, what, cure)
