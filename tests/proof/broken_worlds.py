"""The worlds that can be broken on the AWS server, found by being there: a function for each finding, in `worlds/`."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.proof import worlds
from tests.proof.given import Given, Lab

BROKEN: dict[str, Callable[[Lab], Given]] = {
    name: broken
    for module in iter_modules(worlds.__path__)
    for name, broken in vars(import_module(f"{worlds.__name__}.{module.name}")).items()
    if callable(broken) and broken.__module__.startswith(worlds.__name__) and not name.startswith("_")
}
"""By finding."""
