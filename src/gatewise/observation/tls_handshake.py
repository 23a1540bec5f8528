"""A TLS handshake from the client, with a chosen server name."""

from dataclasses import dataclass

from gatewise.model import VantageKind


@dataclass(frozen=True, slots=True)
class TlsHandshake:
    """Which certificate an address shows for a name, and whether it is accepted."""

    address: str
    server_name: str
    port: int = 443

    @property
    def key(self) -> str:
        """`tls address port server_name`."""
        return f"tls {self.address} {self.port} {self.server_name}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: an inspecting proxy may stand in its way only."""
        return VantageKind.CLIENT
