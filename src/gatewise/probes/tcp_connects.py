"""Whether the client reaches each address of the endpoint on TCP port 443.

Security groups and network ACLs drop silently, so a refusal is not theirs:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
"""

from collections.abc import Mapping

from gatewise.analysis.invoke_url import HTTPS_PORT
from gatewise.analysis.known import one, several
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import CLIENT, Facts, NotSeen, Reply
from gatewise.observation import DnsQuery, TcpConnect
from gatewise.probes import Probing
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._endpoint import places
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("all", "some", "none", "refused")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = {
    "all": ("tcp",),
    "some": ("tcp", "blocked_addresses"),
    "none": ("tcp", "blocked_addresses"),
    "refused": ("tcp", "blocked_addresses"),
}
CALLS: tuple[str, ...] = ()

_REFUSED = frozenset({"tcp.refused", "tcp.permission_denied"})


def probe(facts: Facts) -> Probing:
    """Connect to every address at once; an answer of the API itself has shown already that one can."""
    symptom = one(facts, "symptom")
    if symptom in SHOWN_BY_THE_API:
        shown = evidence("API Gateway answered for this API, so the client reaches the endpoint.", seen_from=CLIENT)
        return told("all", shown, tcp="all")
    addresses = several(facts, "endpoint_addresses") or (yield from _resolved(one(facts, "endpoint_dns_name")))
    if not addresses:
        cure = "Give the endpoint's addresses, or its id: --vpce-id."
        return untold(not_known("The endpoint's addresses are not known.", cure))
    seen = yield from ask_all([TcpConnect(address, HTTPS_PORT) for address in addresses])
    replies = {address: reply for address, reply in zip(addresses, seen, strict=True) if isinstance(reply, Reply)}
    looks = tuple(
        evidence(f"{address} port {HTTPS_PORT}: {reply.meaning}.", seen_from=reply.seen_from)
        for address, reply in replies.items()
    )
    counted = _without_missing_family(replies)
    not_reached = tuple(address for address, reply in counted.items() if reply.meaning != "tcp.open")
    refusing = any(reply.meaning in _REFUSED for reply in replies.values())
    not_seen = next((reply for reply in seen if isinstance(reply, NotSeen)), None)
    if refusing:
        return told("refused", *looks, tcp="refused", blocked_addresses=not_reached)
    if not_seen is not None:
        return untold(not_seen, *looks, blocked_addresses=not_reached)
    answer = "all" if not not_reached else "none" if len(not_reached) == len(counted) else "some"
    placed = places(several(facts, "endpoint_places"), not_reached)
    return told(answer, *looks, tcp=answer, blocked_addresses=not_reached, **placed)


def _without_missing_family(replies: Mapping[str, Reply]) -> Mapping[str, Reply]:
    """The replies without IPv6 addresses that a client without IPv6 can't speak to, and does not need."""
    needless = {
        address for address, reply in replies.items() if ":" in address and reply.meaning == "tcp.network_unreachable"
    }
    return {address: reply for address, reply in replies.items() if address not in needless} or replies


def _resolved(name: str) -> Asking[tuple[str, ...]]:
    """The addresses of the endpoint's own name, for where its interfaces can't be described."""
    if not name:
        return ()
    seen = yield from ask(DnsQuery(name))
    found = seen.data.get("addresses") if isinstance(seen, Reply) and seen.meaning == "dns.private" else None
    return tuple(address for address in found if isinstance(address, str)) if isinstance(found, list) else ()
