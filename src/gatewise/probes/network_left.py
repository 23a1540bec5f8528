"""Whether the network is broken although the security groups are not, from what was seen. Asks nothing.

`explained` stands for a broken connection whose cause was found and passed by.
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
    "all": ("not_broken", "The client reaches every address of the endpoint."),
    "explained": ("not_broken", "The connection was broken, and the fault found explains it."),
    "some": ("broken", "The client does not reach some addresses of the endpoint, and the groups allow it."),
    "none": ("broken", "The client reaches no address of the endpoint, and the groups allow it."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `tcp`."""
    yield from ()
    seen = one(facts, "tcp")
    if seen not in _SEEN:
        why = not_known("Nobody has seen whether the client reaches the endpoint.", "Run `nc -vz` on the client.")
        return untold(why)
    answer, said = _SEEN[seen]
    return told(answer, evidence(said))
