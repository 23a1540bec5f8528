"""The probes, found by being there: each module here is one, named after it.

A probe module has `ANSWERS` (its closed set, without `unknown`), `NEEDS` (facts without which it cannot begin),
`ESTABLISHES` (facts each answer is sure to set), `CALLS` (the AWS operations it may ask for, as
`service.operation`) and the generator function `probe(facts)`.
"""

from collections.abc import Generator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TypeAlias, cast

from gatewise.model import Facts, NotSeen, Reading, Reply
from gatewise.observation import Observation

Asked: TypeAlias = Observation | tuple[Observation, ...]
Seen: TypeAlias = Reply | NotSeen
Probing: TypeAlias = Generator[Asked, Seen | tuple[Seen, ...], Reading]
"""Yields one observation or several at once, is sent as many replies in the same shape, returns a reading."""


class Probe(Protocol):
    """A probe module."""

    ANSWERS: tuple[str, ...]
    NEEDS: tuple[str, ...]
    ESTABLISHES: Mapping[str, tuple[str, ...]]
    CALLS: tuple[str, ...]

    @staticmethod
    def probe(facts: Facts) -> Probing:
        """Ask, read, and return one reading."""


def names() -> tuple[str, ...]:
    """The probes there are, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


@cache
def named(name: str) -> Probe:
    """The probe of that name.

    Raises:
        KeyError: there is no such probe.
    """
    if name not in names():
        raise KeyError(name)
    return cast("Probe", import_module(f"{__name__}.{name}"))
