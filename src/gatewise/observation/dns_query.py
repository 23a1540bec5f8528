"""A DNS question, as the client's resolver answers it."""

from dataclasses import dataclass
from typing import Literal

from gatewise.model import VantageKind


@dataclass(frozen=True, slots=True)
class DnsQuery:
    """Which addresses a name has."""

    name: str
    record_type: Literal["A", "AAAA", "CNAME"] = "A"
    server: str | None = None
    """The resolver's address; None for the one the client uses."""
    port: int = 53

    @property
    def key(self) -> str:
        """`dns A name`, with ` @server` where one is named."""
        at = "" if self.server is None else f" @{self.server}" + (f":{self.port}" if self.port != 53 else "")
        return f"dns {self.record_type} {self.name}{at}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: a name may resolve otherwise anywhere else."""
        return VantageKind.CLIENT
