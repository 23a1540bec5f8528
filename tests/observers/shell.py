"""Runs the command an observation prints, and reads what it printed."""

import os
import shutil
import subprocess

import pytest

from gatewise.model import NotSeen, Reply
from gatewise.observation import Observation
from gatewise.observers.live import LiveObserver


def round_trip(live: LiveObserver, observation: Observation) -> Reply | NotSeen:
    """What the command's output is read as, once it equals what the live observer saw."""
    tool = next(word for word in observation.command().split() if word not in {"timeout", "10"})
    if shutil.which(tool) is None and os.environ.get("CI") != "true":
        pytest.skip(f"{tool} is not installed here")
    seen = live.observe(observation)
    ran = subprocess.run(
        ["sh", "-c", observation.command()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    printed = ran.stdout.decode(errors="replace")
    parsed = observation.parsed(printed)
    assert parsed == seen, printed
    return parsed
