"""Whether the name is broken although its settings are not, from what was seen. Asks nothing.

`explained` stands for a broken name whose cause was found and passed by.
"""

from gatewise.analysis.known import one
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("not_broken", "broken")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"not_broken": (), "broken": ()}
CALLS: tuple[str, ...] = ()

_SEEN = {
    "match": ("not_broken", "The name resolves to the endpoint's addresses."),
    "explained": ("not_broken", "The name was broken, and the fault found explains it."),
    "public": ("broken", "The name resolves to public addresses, and its settings are right."),
    "no_name": ("broken", "The name does not resolve, and its settings are right."),
    "different": ("broken", "The name resolves to other addresses than the endpoint's, and its settings are right."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `dns`."""
    yield from ()
    seen = one(facts, "dns")
    if seen not in _SEEN:
        return untold(not_known("Nobody has seen what the name resolves to.", "Run `dig` on the client."))
    answer, said = _SEEN[seen]
    return told(answer, evidence(said))
