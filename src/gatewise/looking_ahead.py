"""Looks, while the person reads, at what the probes ahead will ask."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from threading import Event
from typing import TypeAlias

from gatewise import probes
from gatewise.calls import Call
from gatewise.model import Fact, Facts
from gatewise.observation import HttpsRequest, Observation
from gatewise.probes import Asked, Probing, Seen

Ask: TypeAlias = Callable[[Observation, Facts], Future[Call]]

_POLL = 0.05


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A probe that has asked and waits for its replies."""

    probing: Probing
    several: bool
    futures: tuple[Future[Call], ...]


def look_ahead(names: Iterable[str], facts: dict[str, Fact], ask: Ask, stop: Event) -> None:
    """Step these probes side by side; the facts that one establishes are added to `facts` and let others begin.

    Their answers are dropped: only the replies matter, which `ask` keeps. The API itself is never called ahead.
    """
    idle = {name: probes.named(name) for name in names}
    waiting: list[_Waiting] = []
    while not stop.is_set():
        for name in [name for name, probe in idle.items() if all(facts.get(need) for need in probe.NEEDS)]:
            probing = idle.pop(name).probe(facts)
            waiting += _stepped(probing, None, facts, ask)
        if not waiting:
            return
        unfinished = {future for asked in waiting for future in asked.futures if not future.done()}
        if unfinished:
            wait(unfinished, timeout=_POLL, return_when=FIRST_COMPLETED)
        ready = [asked for asked in waiting if all(future.done() for future in asked.futures)]
        waiting = [asked for asked in waiting if asked not in ready]
        for asked in ready:
            if not any(future.cancelled() for future in asked.futures):
                seen = tuple(future.result().seen for future in asked.futures)
                waiting += _stepped(asked.probing, seen if asked.several else seen[0], facts, ask)


def _stepped(
    probing: Probing, seen: Seen | tuple[Seen, ...] | None, facts: dict[str, Fact], ask: Ask
) -> list[_Waiting]:
    try:
        asked: Asked = next(probing) if seen is None else probing.send(seen)
    except StopIteration as stop:
        facts.update(stop.value.facts)
        return []
    several = isinstance(asked, tuple)
    wanted = asked if isinstance(asked, tuple) else (asked,)
    if any(isinstance(observation, HttpsRequest) for observation in wanted):
        probing.close()
        return []
    try:
        return [_Waiting(probing, several, tuple(ask(observation, facts) for observation in wanted))]
    except RuntimeError:
        # The pool has been shut down: nobody waits for what lies ahead any more.
        probing.close()
        return []
