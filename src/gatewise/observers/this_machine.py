"""This machine's own network interfaces, to find out whether it is the client. Sends nothing."""

import socket


def here_interfaces() -> tuple[str, ...]:
    """`ADDRESS/MAC` of every address of this machine, lower-case and colon-separated, loopback left out.

    An interface without a hardware address (a tunnel) can't be the client's network interface and is left out.
    """
    import psutil

    found = set()
    for addresses in psutil.net_if_addrs().values():
        hardware = [_mac(each.address) for each in addresses if each.family == psutil.AF_LINK]
        for each in addresses:
            if each.family not in {socket.AF_INET, socket.AF_INET6}:
                continue
            found |= {f"{each.address.partition('%')[0]}/{mac}" for mac in hardware if mac.strip("0:")}
    return tuple(sorted(found))


def host_name() -> str:
    """What this machine calls itself."""
    return socket.gethostname()


def _mac(text: str) -> str:
    return text.replace("-", ":").lower()
