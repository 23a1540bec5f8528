"""The failure taxonomy: the causes that a finding may name, and how often each is met."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gatewise.loader.shipped import shipped_trees


@cache
def base_rates() -> Mapping[str, int]:
    """By the slug of every cause in `trees/causes.csv`: its weight. Only the ratio of two weights means something.

    Raises:
        ValueError: a weight is no whole number above 0; says which.
    """
    rates: dict[str, int] = {}
    with (shipped_trees() / "causes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            slug, weight = row["slug"], row["base_rate"] or ""
            if not weight.isdecimal() or int(weight) == 0:
                raise ValueError(f"causes.csv: {slug} has the base_rate {weight!r}; give a whole number above 0")
            rates[slug] = int(weight)
    return MappingProxyType(rates)


def causes() -> frozenset[str]:
    """The slug of every cause in `trees/causes.csv`."""
    return frozenset(base_rates())
