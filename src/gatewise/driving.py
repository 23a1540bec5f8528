"""Drives one probe to its reading: hands it the replies to what it asks."""

from collections.abc import Callable
from typing import TypeAlias

from gatewise.model import Facts, NotSeen, Reading, Reason, could_not_tell
from gatewise.observation import Observation
from gatewise.probes import Probe, Seen

Look: TypeAlias = Callable[[tuple[Observation, ...]], tuple[Seen, ...]]
"""Gives the replies to these observations, in their order."""


def drive(probe: Probe, facts: Facts, look: Look) -> Reading:
    """The probe's reading; a fact that it needs and nobody knows makes it could-not-tell."""
    missing = [name for name in probe.NEEDS if not facts.get(name)]
    if missing:
        named = ", ".join(missing)
        return could_not_tell(
            NotSeen(Reason.MISSING_FACT, f"Not known yet: {named}.", f"Say what it is ({named}), or answer by hand.")
        )
    probing = probe.probe(facts)
    try:
        asked = next(probing)
        while True:
            asked = probing.send(look(asked) if isinstance(asked, tuple) else look((asked,))[0])
    except StopIteration as stop:
        reading: Reading = stop.value
        return reading
    finally:
        probing.close()
