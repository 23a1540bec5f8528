"""The call itself, made by the client."""

from dataclasses import dataclass
from typing import Literal

from gatewise.model import VantageKind


@dataclass(frozen=True, slots=True)
class HttpsRequest:
    """What the API answers to a request without a body or credentials."""

    url: str
    """The whole invoke URL, `https://host[:port]/stage/path`."""
    method: Literal["GET", "HEAD", "OPTIONS"] = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    """Routing headers only (`Host`, `x-apigw-api-id`); never credentials."""
    address: str | None = None
    """The address to connect to in place of what the URL's host resolves to."""

    @property
    def key(self) -> str:
        """`https METHOD url [Name: value …] [via address]`."""
        headers = "".join(f" [{name}: {value}]" for name, value in self.headers)
        return f"https {self.method} {self.url}{headers}" + (f" via {self.address}" if self.address else "")

    @property
    def vantage(self) -> VantageKind:
        """The client's."""
        return VantageKind.CLIENT
