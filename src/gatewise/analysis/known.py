"""What is known of the target, read with one meaning: a missing fact is empty."""

from gatewise.model import Facts


def one(facts: Facts, name: str) -> str:
    """The fact as one text; the first of several, empty where nothing is known."""
    value = facts.get(name) or ""
    return value if isinstance(value, str) else value[0]


def several(facts: Facts, name: str) -> tuple[str, ...]:
    """The fact as several texts, in their order; none where nothing is known."""
    value = facts.get(name) or ()
    return (value,) if isinstance(value, str) else tuple(value)
