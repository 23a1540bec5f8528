"""How fast AWS's control-plane APIs may be asked, so that a diagnosis takes nothing from those who share them.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (API Gateway: 10 requests a second
with a burst of 40 for the whole account, GetResources 5 in 2 seconds), and the quotas of Route 53 (5 a second).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Rate:
    """What one class of operations may be asked."""

    per_second: float
    burst: int
    """Requests that may be sent at once after a pause."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, and waiting for it to pass."""

    now: Callable[[], float] = monotonic
    """In seconds."""
    wait: Callable[[float], None] = sleep


_RATES: Mapping[str, Rate] = MappingProxyType(
    {
        # Half of the burst is left to the account's pipelines and consoles.
        "apigateway": Rate(10, 20),
        # Never more than 5 within any 2 seconds: 3 at once, and 1 a second behind them.
        "apigateway.GetResources": Rate(1, 3),
        "route53": Rate(5, 5),
    }
)
"""By service, or by service and operation; an operation of both kinds keeps to both."""
_SAME_QUOTA = {"apigatewayv2": "apigateway"}


class Pace:
    """A token bucket. Safe for several threads: each waits for a turn of its own."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._lock = Lock()
        self._tokens = float(rate.burst)
        self._since = clock.now()

    def take(self) -> None:
        """Wait until one more request may be sent."""
        with self._lock:
            self._fill()
            self._tokens -= 1
            seconds = -self._tokens / self._rate.per_second
        if seconds > 0:
            self._clock.wait(seconds)

    def throttled(self) -> None:
        """AWS refused a request for coming too fast: somebody else asks too, so begin again without a burst."""
        with self._lock:
            self._fill()
            self._tokens = min(self._tokens, 0.0)

    def _fill(self) -> None:
        now = self._clock.now()
        self._tokens = min(self._rate.burst, self._tokens + (now - self._since) * self._rate.per_second)
        self._since = now


class Paces:
    """The paces of one account, for every request that its clients send: pages and repeated attempts too."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._paces = {name: Pace(rate, clock or Clock()) for name, rate in _RATES.items()}

    def hold(self, client: Any) -> None:
        """Make a boto3 client keep to them; one of a service without a known rate stays as it is."""
        service = client.meta.service_model.service_name
        if not self.of(service, ""):
            return

        def before_sending(event_name: str, **_: object) -> None:
            for pace in self.of(service, _operation_in(event_name)):
                pace.take()

        def after_answer(event_name: str, response_dict: Mapping[str, Any] | None = None, **_: object) -> None:
            if response_dict is not None and response_dict.get("status_code") == _TOO_MANY_REQUESTS:
                for pace in self.of(service, _operation_in(event_name)):
                    pace.throttled()

        client.meta.events.register("before-send", before_sending)
        client.meta.events.register("response-received", after_answer)

    def of(self, service: str, operation: str) -> tuple[Pace, ...]:
        """The paces that an operation keeps to, its own first."""
        quota = _SAME_QUOTA.get(service, service)
        return tuple(self._paces[name] for name in (f"{quota}.{operation}", quota) if name in self._paces)


_TOO_MANY_REQUESTS = 429


def _operation_in(event_name: str) -> str:
    """The operation in the name of a botocore event: `before-send.api-gateway.GetStage`."""
    return event_name.rpartition(".")[2]
