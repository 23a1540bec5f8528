"""Carries probes out: asks independent observations at the same time, the same one once, and looks ahead.

This is the waist through which every look at the world goes: here the client's vantage point is required, replies
are shared, and every call is recorded.
"""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial
from threading import Event, Lock, Thread
from threading import enumerate as enumerate_threads
from time import monotonic

from gatewise import probes
from gatewise.accounts import Accounts
from gatewise.calls import Asking, Call, Heard
from gatewise.driving import drive
from gatewise.looking_ahead import look_ahead
from gatewise.model import (
    AWS_API,
    CLIENT,
    Fact,
    Facts,
    Giver,
    NotSeen,
    Reading,
    Reason,
    Reply,
    VantageKind,
    could_not_tell,
)
from gatewise.nodes import Decision
from gatewise.observation import AwsCall, Observation
from gatewise.observers import Observer
from gatewise.probes import Seen
from gatewise.session import Session

WORKERS = 12
"""Observations under way at once; more gains nothing against AWS's own throttles (10 API Gateway reads a second)."""

_POLL = 0.05
_THREADS = "gatewise-look"


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe's reading, who it is due to, and the calls it rests on."""

    reading: Reading
    giver: Giver
    calls: tuple[Call, ...]


def _nobody(_: Asking | Call) -> None:
    """Hear nothing."""


class Runner:
    """Runs the probes of one diagnosis against one observer. Its methods may be called from any thread."""

    def __init__(self, observer: Observer, heard: Heard = _nobody) -> None:
        self.observer = observer
        self._heard = heard
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix=_THREADS)
        self._lock = Lock()
        self._asked: dict[str, Future[Call]] = {}
        self._pasted: dict[str, Call] = {}
        self._made: list[Call] = []
        self._ahead = Event()
        self._ahead_of: dict[str, Fact] | None = None
        self._names_ahead: frozenset[str] = frozenset()
        self._closed = Event()

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every observation made so far, in the order the replies came."""
        with self._lock:
            return tuple(self._made)

    def read(self, session: Session, node: str | None = None, cancelled: Event | None = None) -> Probed:
        """Run the probe of a decision, the open one unless named, and wait for its reading.

        A decision without a probe could not be told: its question is for a person.
        """
        name = node or session.open
        decision = session.graph.nodes[name]
        if not isinstance(decision, Decision) or decision.probe is None:
            why = NotSeen(Reason.NEEDS_JUDGEMENT, "gatewise does not answer this question by itself.")
            return Probed(could_not_tell(why), Giver.PROBE, ())
        if decision.fresh:
            self.forget(session, name)
        used: list[Call] = []

        def look(wanted: tuple[Observation, ...]) -> tuple[Seen, ...]:
            found = self._look(wanted, session, cancelled or Event())
            used.extend(found)
            return tuple(call.seen for call in found)

        reading = drive(probes.named(decision.probe), session.facts, look)
        return Probed(reading, self._giver(used), tuple(used))

    def wanted(self, session: Session, node: str | None = None) -> tuple[Observation, ...]:
        """The observations that the decision's probe asks for next and has no reply to; commands a person can run."""
        decision = session.graph.nodes[node or session.open]
        if not isinstance(decision, Decision) or decision.probe is None:
            return ()
        missing: list[Observation] = []

        def look(wanted: tuple[Observation, ...]) -> tuple[Seen, ...]:
            at_hand = self._at_hand(wanted, session)
            missing.extend(asked for asked, call in at_hand if call is None or not isinstance(call.seen, Reply))
            if missing:
                raise _MissingReplyError
            return tuple(call.seen for _, call in at_hand if call is not None)

        try:
            drive(probes.named(decision.probe), session.facts, look)
        except _MissingReplyError:
            return tuple(missing)
        return ()

    def paste(self, observation: Observation, printed: str) -> Seen:
        """Take what the observation's command printed, wherever it was run, as its reply.

        A text that can't be read is returned as the reason, and changes nothing.
        """
        seen = observation.parsed(printed)
        if isinstance(seen, Reply):
            where = AWS_API if observation.vantage is VantageKind.AWS_API else CLIENT
            call = Call(observation, replace(seen, seen_from=where), 0.0)
            with self._lock:
                self._pasted[observation.key] = call
                self._made.append(call)
                self._ahead_of = None
        return seen

    def forget(self, session: Session, node: str) -> None:
        """Drop the replies a decision's probe rests on, pasted ones too, so that its next reading is fresh."""
        decision = session.graph.nodes[node]
        if not isinstance(decision, Decision) or decision.probe is None:
            return
        rested_on: list[Observation] = []

        def look(wanted: tuple[Observation, ...]) -> tuple[Seen, ...]:
            at_hand = self._at_hand(wanted, session)
            rested_on.extend(asked for asked, _ in at_hand)
            if any(call is None for _, call in at_hand):
                raise _MissingReplyError
            return tuple(call.seen for _, call in at_hand if call is not None)

        try:
            drive(probes.named(decision.probe), session.facts, look)
        except _MissingReplyError:
            pass
        finally:
            with self._lock:
                self._ahead_of = None
                for observation in rested_on:
                    self._asked.pop(observation.key, None)
                    self._pasted.pop(observation.key, None)

    def forget_what_the_client_saw(self) -> None:
        """Drop every reply from the client's vantage point: behind a mended fault it sees something else."""
        with self._lock:
            self._ahead_of = None
            for replies in (self._asked, self._pasted):
                for key in [key for key in replies if not key.startswith("aws ")]:
                    del replies[key]

    def prefetch(self, session: Session) -> None:
        """Look, in the background, at what the decisions ahead will ask; the API itself is never called ahead.

        Where nothing is known that the last look did not come to know by itself, that look goes on.
        """
        ahead = [
            node.probe
            for name in (session.open, *session.graph.ahead(session.open))
            if isinstance(node := session.graph.nodes[name], Decision) and node.probe is not None and node.ahead
        ]
        ahead_of = self._ahead_of
        as_foreseen = ahead_of is not None and all(ahead_of.get(name) == fact for name, fact in session.facts.items())
        if as_foreseen and set(ahead) <= self._names_ahead:
            return
        self._ahead_of = known = dict(session.facts)
        self._names_ahead = frozenset(ahead)
        self._ahead.set()
        self._ahead = stop = Event()
        ask = partial(self._ask, session.accounts)
        Thread(target=look_ahead, args=(dict.fromkeys(ahead), known, ask, stop), daemon=True).start()

    def close(self) -> None:
        """Stop looking; what is under way ends by its own time-out and is heard by nobody."""
        self._closed.set()
        self._ahead.set()
        self._heard = _nobody
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _giver(self, used: Iterable[Call]) -> Giver:
        with self._lock:
            pasted = any(call.observation.key in self._pasted for call in used)
        if pasted:
            return Giver.PASTED
        return Giver.RECORDED if self.observer.mode == "recorded" else Giver.PROBE

    def _at_hand(self, wanted: Iterable[Observation], session: Session) -> list[tuple[Observation, Call | None]]:
        asked = [self._addressed(observation, session.accounts, session.facts) for observation in wanted]
        return [(observation, self._known(observation)) for observation in asked]

    def _known(self, observation: Observation) -> Call | None:
        with self._lock:
            asked = self._asked.get(observation.key)
            known = self._pasted.get(observation.key)
        return known or (asked.result() if asked is not None and asked.done() and not asked.cancelled() else None)

    def _look(self, wanted: tuple[Observation, ...], session: Session, cancelled: Event) -> tuple[Call, ...]:
        stopped = NotSeen(Reason.CANCELLED, "The probe was stopped before the reply came.")
        if self._closed.is_set():
            return tuple(Call(observation, stopped, 0.0) for observation in wanted)
        asked = [self._ask(session.accounts, observation, session.facts) for observation in wanted]
        pending = set(asked)
        while pending and not cancelled.is_set() and not self._closed.is_set():
            pending = wait(pending, timeout=_POLL).not_done
        return tuple(
            future.result() if future.done() and not future.cancelled() else Call(observation, stopped, 0.0)
            for observation, future in zip(wanted, asked, strict=True)
        )

    def _ask(self, accounts: Accounts, observation: Observation, facts: Facts) -> "Future[Call]":
        observation = self._addressed(observation, accounts, facts)
        with self._lock:
            known = self._pasted.get(observation.key)
            if known is None and observation.key in self._asked:
                return self._asked[observation.key]
        if known is not None:
            return _settled(known)
        if observation.vantage is VantageKind.CLIENT and not self.observer.is_client(facts):
            return _settled(Call(observation, _not_the_client(observation), 0.0))
        with self._lock:
            if observation.key not in self._asked:
                self._asked[observation.key] = self._pool.submit(self._carry_out, observation)
            return self._asked[observation.key]

    def _addressed(self, observation: Observation, accounts: Accounts, facts: Facts) -> Observation:
        """The observation whose printed command names the Region and the profile, where they are known.

        Where one account serves both, whom a live call asks makes no difference, so that none is made twice.
        """
        if not isinstance(observation, AwsCall):
            return observation
        if self.observer.mode == "live" and not accounts.separate:
            observation = replace(observation, side=None)
        region = facts.get("region")
        where = observation.region or (region if isinstance(region, str) else None)
        return replace(observation, region=where, profile=accounts.profile(observation.account))

    def _carry_out(self, observation: Observation) -> Call:
        self._heard(Asking(observation))
        begun = monotonic()
        call = Call(observation, self.observer.observe(observation), monotonic() - begun)
        with self._lock:
            self._made.append(call)
        self._heard(call)
        return call


def looks_under_way() -> bool:
    """Whether any runner's look has not ended yet; closing a runner does not wait for them."""
    return any(thread.name.startswith(_THREADS) for thread in enumerate_threads())


class _MissingReplyError(Exception):
    """A probe asked for something that has no reply yet."""


def _settled(call: Call) -> "Future[Call]":
    future: Future[Call] = Future()
    future.set_result(call)
    return future


def _not_the_client(observation: Observation) -> NotSeen:
    return NotSeen(
        Reason.WRONG_VANTAGE,
        "Only the client can see this, and this machine is not known to be the client.",
        f"Run on the client: {observation.command()}   and paste what it prints. "
        "If this machine is the client, start gatewise with --here.",
    )
