"""Whether the network ACLs and routes are to be read, from what the client saw. Asks nothing.

Seen broken, or looked at by nobody: the configuration is walked. `explained` stands for a broken connection whose
cause was found and passed by; what else stands on the same way is found too.
"""

from gatewise.analysis.known import one
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("not_broken", "broken", "not_looked")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_SEEN = {
    "all": ("not_broken", "The client reaches every address of the endpoint."),
    "explained": ("broken", "A fault that breaks the connection has been found; there may be another behind it."),
    "some": ("broken", "The client does not reach some addresses of the endpoint."),
    "none": ("broken", "The client reaches no address of the endpoint."),
    "": ("not_looked", "Nobody has seen whether the client reaches the endpoint, so the configuration is read."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `tcp`."""
    yield from ()
    seen = one(facts, "tcp")
    if seen not in _SEEN:
        why = not_known(f"What the client saw is not clear: {seen}.", "Run `nc -vz` on the client.")
        return untold(why)
    answer, said = _SEEN[seen]
    return told(answer, evidence(said))
