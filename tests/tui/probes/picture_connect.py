"""Whether the client reaches each address of the small tree's endpoint."""

from collections.abc import Mapping

from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading, Reply, could_not_tell
from gatewise.observation import TcpConnect
from gatewise.probes import Probing

ANSWERS = ("all", "none")
NEEDS = ("endpoint_addresses",)
ESTABLISHES: Mapping[str, tuple[str, ...]] = {}
CALLS = ()


def probe(facts: Facts) -> Probing:
    """One connection each, side by side."""
    known = facts["endpoint_addresses"]
    addresses = (known,) if isinstance(known, str) else known
    seen = yield tuple(TcpConnect(address) for address in addresses)
    assert isinstance(seen, tuple)
    for one in seen:
        if isinstance(one, NotSeen):
            return could_not_tell(one)
    words = [one.meaning for one in seen if isinstance(one, Reply)]
    evidence = tuple(
        Evidence(f"{address}:443 {word.removeprefix('tcp.')}", "", CLIENT)
        for address, word in zip(addresses, words, strict=True)
    )
    return Reading("all" if set(words) == {"tcp.open"} else "none", evidence)
