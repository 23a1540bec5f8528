"""Drives a probe with replies from a table, and keeps what it asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gatewise.model import Facts, JsonValue, NotSeen, Reading, Reason, Reply
from gatewise.observation import AwsCall, Observation
from gatewise.probes import Probe, Seen

Replies: TypeAlias = Mapping[str, "Seen | Mapping[str, JsonValue] | str"]
"""By observation key; `aws service operation` alone answers any parameters. JSON stands for an `aws.ok` reply with
this data, a text for a reply with this meaning and no data."""

NOT_FOUND = Reply("aws.not_found", {"code": "NotFoundException", "message": "it is not there"})
DENIED = NotSeen(Reason.ACCESS_DENIED, "denied", "ask for it", "ec2:Describe")
NOT_THE_CLIENT = NotSeen(Reason.WRONG_VANTAGE, "this machine is not the client", "run it there")


@dataclass(frozen=True)
class Driven:
    """What a probe read, and what it asked for."""

    reading: Reading
    asked: tuple[Observation, ...]

    @property
    def operations(self) -> frozenset[str]:
        return frozenset(f"{one.service}.{one.operation}" for one in self.asked if isinstance(one, AwsCall))


@dataclass(frozen=True)
class Row:
    """One line of a probe's table: facts and replies, and what must be read from them."""

    says: str
    facts: Facts
    answer: str | None
    """None for could-not-tell."""
    replies: Replies = field(default_factory=dict)
    established: Facts = field(default_factory=dict)
    """A part of the facts that the reading must establish."""
    because: Reason | None = None
    shows: str = ""
    """A part of its evidence."""
    absent: tuple[str, ...] = ()
    """Facts that it must not establish."""


def drive(probe: Probe, facts: Facts, replies: Replies) -> Driven:
    """Run the probe to its reading."""
    asked: list[Observation] = []
    probing = probe.probe(facts)
    try:
        wanted = next(probing)
        while True:
            several = wanted if isinstance(wanted, tuple) else (wanted,)
            asked += several
            seen = tuple(_reply(one, replies) for one in several)
            wanted = probing.send(seen if isinstance(wanted, tuple) else seen[0])
    except StopIteration as stop:
        reading: Reading = stop.value
        return Driven(reading, tuple(asked))


def _reply(asked: Observation, replies: Replies) -> Seen:
    found = replies.get(asked.key)
    if found is None and isinstance(asked, AwsCall):
        found = replies.get(f"aws {asked.service} {asked.operation}")
    if found is None:
        return NotSeen(Reason.NOT_RECORDED, f"the table has no reply to {asked.key}")
    if isinstance(found, Reply | NotSeen):
        return found
    return Reply(found) if isinstance(found, str) else Reply("aws.ok", found)
