"""A full live diagnosis against a simulated account 80 ms away, and the same calls made one after another.

Run: .venv/bin/python -m benchmarks.live_diagnosis
Aim: a ratio of at most a third.
"""

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.lab import aws_server, world

from gatewise import opening
from gatewise.analysis.invoke_url import read_invoke_url
from gatewise.diagnosis import unattended
from gatewise.model import Facts, VantageKind
from gatewise.observation import Observation
from gatewise.observers.live import LiveObserver
from gatewise.runner import Runner

ROUNDS = 5
AIM = 1 / 3
LATENCY_MS = 80


def main() -> int:
    """Measure, print, and fail above the aim."""
    process, server = aws_server.started()
    try:
        os.environ.update(server.environment)
        estate = world.built(server)
        server.set_latency(LATENCY_MS)
        target: Facts = {
            **read_invoke_url(estate.invoke_url).facts(),
            "client": estate.client_instance_id,
            "error_text": "curl: (28) Failed to connect: Connection timed out",
        }
        opening.graph()
        together: list[float] = []
        in_turn: list[float] = []
        for _ in range(ROUNDS):
            seconds, asked = _diagnosed(target)
            together.append(seconds)
            in_turn.append(_one_after_another(asked))
    finally:
        aws_server.ended(process)
    ratio = statistics.median(together) / statistics.median(in_turn)
    print(f"{len(asked)} AWS calls at {LATENCY_MS} ms: in turn {statistics.median(in_turn):.2f} s, ", end="")
    print(f"by gatewise {statistics.median(together):.2f} s")
    print(f"ratio {ratio:.2f} (aim: at most {AIM:.2f})")
    return int(ratio > AIM)


def _diagnosed(target: Facts) -> tuple[float, tuple[Observation, ...]]:
    begun = time.perf_counter()
    opened = opening.live(target, profile=None, region=None, here=False)
    runner = Runner(opened.observer)
    unattended(opened.session, runner, {}, every_fault=True)
    seconds = time.perf_counter() - begun
    runner.close()
    return seconds, tuple(call.observation for call in runner.calls if call.observation.vantage is VantageKind.AWS_API)


def _one_after_another(asked: tuple[Observation, ...]) -> float:
    begun = time.perf_counter()
    observer = LiveObserver(profile=None, region=os.environ["AWS_REGION"], here=False)
    # In a worker, as the diagnosis makes its calls, so that only the order differs.
    with ThreadPoolExecutor(1) as pool:
        for observation in asked:
            pool.submit(observer.observe, observation).result()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
