"""Runs gatewise in a process of its own, as a script would."""

import os
import subprocess
import sys
from collections.abc import Mapping


def gatewise(
    *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The finished process: what it wrote to stdout and stderr, and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "gatewise", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **(environment or {})},
    )
