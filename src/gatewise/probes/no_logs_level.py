"""Whether the stage logs every call of this method, in two words: what `logging_level` reads in `get_stage`.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from dataclasses import replace

from gatewise.model import Facts
from gatewise.probes import Probing, logging_level

ANSWERS = ("on", "off")
NEEDS = logging_level.NEEDS
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = logging_level.CALLS

_EVERY_CALL = frozenset({"full", "info"})


def probe(facts: Facts) -> Probing:
    """Read the level; errors only does not count as on, because a call that was refused may leave no line."""
    reading = yield from logging_level.probe(facts)
    if reading.answer is None:
        return reading
    return replace(reading, answer="on" if reading.answer in _EVERY_CALL else "off")
