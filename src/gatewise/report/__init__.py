"""The report of a diagnosis: what it says is made once, and each module `as_<format>` here writes it in one format."""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from gatewise.report.contents import Report

_PREFIX = "as_"


class Format(Protocol):
    """A format module."""

    @staticmethod
    def written(report: "Report", *, colour: bool) -> str:
        """The whole report, ending in a line feed; colour only where the format has any."""


def formats() -> tuple[str, ...]:
    """The formats there are, in alphabetical order."""
    modules = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in modules if name.startswith(_PREFIX)))


def in_format(name: str) -> Format:
    """The format of that name.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats():
        raise KeyError(name)
    return cast("Format", import_module(f"{__name__}.{_PREFIX}{name}"))
