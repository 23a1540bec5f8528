"""The failure taxonomy: the causes that a finding may name."""

import csv
from functools import cache

from gatewise.loader.shipped import shipped_trees


@cache
def causes() -> frozenset[str]:
    """The slug of every cause in `trees/causes.csv`."""
    with (shipped_trees() / "causes.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["slug"] for row in csv.DictReader(file))
