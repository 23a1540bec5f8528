"""A TCP connection attempt from the client."""

from dataclasses import dataclass

from gatewise.model import VantageKind


@dataclass(frozen=True, slots=True)
class TcpConnect:
    """Whether an address accepts connections on a port."""

    address: str
    port: int = 443

    @property
    def key(self) -> str:
        """`tcp address port`."""
        return f"tcp {self.address} {self.port}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: security groups and routes are its own."""
        return VantageKind.CLIENT
