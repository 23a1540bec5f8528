"""What the command line's tests share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from gatewise.__main__ import main


@dataclass(frozen=True)
class Ran:
    """What one command line came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs gatewise in this process."""

    def ran(*arguments: str) -> Ran:
        code = main(arguments)
        captured: Any = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran
