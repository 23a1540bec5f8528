"""What a set of addresses means as the answer to a DNS question."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from gatewise.model import JsonValue

_PRIVATE = tuple(
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # shared space, which a VPC may use
        "198.18.0.0/15",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)


def is_private(address: str) -> bool:
    """Whether nobody could reach the address over the internet.

    Raises:
        ValueError: it is not an address.
    """
    parsed = ip_address(address)
    return any(parsed in network for network in _PRIVATE if network.version == parsed.version)


def meaning_of_addresses(addresses: Iterable[str]) -> str:
    """`dns.private`, `dns.public` or `dns.mixed`; `dns.nodata` where there is no address.

    Raises:
        ValueError: one of them is not an address.
    """
    private = {is_private(address) for address in addresses}
    if not private:
        return "dns.nodata"
    if len(private) > 1:
        return "dns.mixed"
    return "dns.private" if private.pop() else "dns.public"


def answer_data(addresses: Iterable[str], server: str | None) -> dict[str, JsonValue]:
    """The reply's data: the addresses once each and sorted; the server only where the question named one."""
    data: dict[str, JsonValue] = {"addresses": [*sorted(set(addresses))]}
    return data if server is None else {**data, "server": server}


def alias_data(targets: Iterable[str], server: str | None) -> dict[str, JsonValue]:
    """The data of the reply to a question for a CNAME record: where it leads, in lower case without the last dot."""
    return {**answer_data((), server), "aliases": [*sorted({target.rstrip(".").lower() for target in targets})]}
