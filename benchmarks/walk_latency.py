"""How long a walk over a sound API takes when each AWS call takes 80 ms, against its longest chain of calls.

Run: .venv/bin/python -m benchmarks.walk_latency
Aims: a chain of at most 5 calls, each needing the one before it; at most 1.5 times as long as that chain.
"""

import statistics
import sys
import time
from collections.abc import Callable
from threading import Condition
from typing import Literal

from gatewise.diagnosis import unattended
from gatewise.model import Facts, NotSeen, Reply
from gatewise.observation import AwsCall, Observation
from gatewise.observers.recorded import RecordedObserver
from gatewise.opening import case_named, recorded
from gatewise.runner import Runner

ROUNDS = 5
LATENCY = 0.080
LONGEST_CHAIN = 5
AIM = 1.5
QUIET = 0.25
"""Seconds without a new call after which nothing more can be asked before some reply is there."""


class _FromElsewhere(RecordedObserver):
    """The healthy case seen from a machine that is not the client, so that all of its settings are read."""

    mode: Literal["live", "recorded", "offline"] = "live"

    def is_client(self, facts: Facts) -> bool:  # noqa: ARG002 - the observer's face
        """No."""
        return False


class _Slow(_FromElsewhere):
    """Every AWS call takes the latency."""

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """The reply, late."""
        if isinstance(observation, AwsCall):
            time.sleep(LATENCY)
        return super().observe(observation)


class _InWaves(_FromElsewhere):
    """Holds replies back until nothing more is asked, then gives them together: each such wave is one link."""

    def __init__(self) -> None:
        super().__init__(case_named("healthy"))
        self._changed = Condition()
        self._held = 0
        self._last = 0.0
        self.waves = 0

    def observe(self, observation: Observation) -> Reply | NotSeen:
        """The reply, with its wave."""
        if isinstance(observation, AwsCall):
            with self._changed:
                self._held += 1
                self._last = time.perf_counter()
                wave = self.waves
                while wave == self.waves:
                    self._changed.wait(QUIET / 5)
                    if wave == self.waves and time.perf_counter() - self._last > QUIET:
                        self.waves += 1
                        self._held = 0
                        self._changed.notify_all()
        return super().observe(observation)


def main() -> int:
    """Measure, print, and fail above the aims."""
    in_waves = _InWaves()
    calls = _walked(in_waves)
    seconds = statistics.median(_timed(lambda: _walked(_Slow(case_named("healthy")))) for _ in range(ROUNDS))
    ratio = seconds / (in_waves.waves * LATENCY)
    print(f"{calls} AWS calls, the longest chain {in_waves.waves} (aim: at most {LONGEST_CHAIN})")
    print(f"at {LATENCY * 1000:.0f} ms a call {seconds:.2f} s: ratio to the chain {ratio:.2f} (aim: at most {AIM})")
    return int(ratio > AIM or in_waves.waves > LONGEST_CHAIN)


def _walked(observer: _FromElsewhere) -> int:
    opening = recorded(case_named("healthy"))
    runner = Runner(observer)
    unattended(opening.session, runner, {"symptom": "unknown"})
    runner.close()
    return sum(isinstance(call.observation, AwsCall) for call in runner.calls)


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
