"""What is left of the network once its configuration has been read, from what the client saw. Asks nothing."""

from gatewise.analysis.known import one, several
from gatewise.model import Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("cut_off", "one_zone", "unread", "not_looked")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "cut_off": (),
    "one_zone": ("blocked_addresses",),
    "unread": (),
    "not_looked": (),
}
CALLS: tuple[str, ...] = ()

_NOT_LOOKED = {
    "": "Nobody has seen whether the client reaches the endpoint. The configuration that was read shows no fault.",
    "explained": "The fault that was found explains why the client does not connect.",
}


def probe(facts: Facts) -> Probing:
    """Read what was seen, and whether a part of the configuration could not be read."""
    yield from ()
    seen = one(facts, "tcp")
    if seen in _NOT_LOOKED:
        return told("not_looked", evidence(_NOT_LOOKED[seen]))
    if seen not in {"some", "none"}:
        return untold(not_known(f"What the client saw is not clear: {seen}.", "Run `nc -vz` on the client."))
    drawn = one(facts, "path_drawing")
    drawing = (evidence("The path as configured.", drawn),) if drawn else ()
    if one(facts, "path_unread"):
        said = "The client does not connect, and a part of the path could not be read."
        return told("unread", evidence(said), *drawing)
    cut_off = several(facts, "blocked_addresses")
    if seen == "some" and cut_off:
        said = f"The client does not reach {', '.join(cut_off)}, and the configuration does not stop it."
        return told("one_zone", evidence(said), *drawing, blocked_addresses=cut_off)
    return told("cut_off", evidence("The client does not connect, and the configuration does not stop it."), *drawing)
