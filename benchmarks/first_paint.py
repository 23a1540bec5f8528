"""Time to the first painted screen: the wizard's home against a bare Textual app, in turns.

Run: .venv/bin/python -m benchmarks.first_paint
Aim: a ratio of at most 1.3.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.pseudo_terminal import PseudoTerminal

ROUNDS = 15
AIM = 1.3
HERE = Path(__file__).parent


def main() -> int:
    """Measure, print, and fail above the aim."""
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "TERM": "xterm-256color", "GATEWISE_STATE": state}
        bare: list[float] = []
        home: list[float] = []
        for _ in range(ROUNDS):
            with PseudoTerminal([sys.executable, str(HERE / "bare_app.py")], environment) as terminal:
                bare.append(terminal.shows(b"painted"))
            with PseudoTerminal([sys.executable, "-m", "gatewise"], environment) as terminal:
                home.append(terminal.shows(b"New diagnosis"))
    ratio = statistics.median(home) / statistics.median(bare)
    print(f"bare Textual app {statistics.median(bare) * 1000:.0f} ms, gatewise {statistics.median(home) * 1000:.0f} ms")
    print(f"ratio {ratio:.2f} (aim: at most {AIM})")
    return int(ratio > AIM)


if __name__ == "__main__":
    sys.exit(main())
