"""A program in a pseudo-terminal of its own, watched until it shows something."""

import contextlib
import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

ROWS, COLUMNS = 24, 80


class PseudoTerminal:
    """Runs one program; a context manager that ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.begun = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - the benchmark's own command
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._shown = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._terminal)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, 9)
        os.waitpid(self.process, 0)

    def shows(self, marker: bytes, patience: float = 30.0) -> float:
        """Seconds from the start until the marker was on the screen.

        Raises:
            TimeoutError: it never came; the message ends with what came instead.
        """
        end = time.perf_counter() + patience
        while marker not in self._shown:
            left = end - time.perf_counter()
            if left <= 0:
                raise TimeoutError(f"{marker!r} was not shown; the last was {self._shown[-600:]!r}")
            if select.select([self._terminal], [], [], left)[0]:
                try:
                    self._shown += os.read(self._terminal, 65536)
                except OSError as ended:
                    raise TimeoutError(f"it ended without {marker!r}: {self._shown[-600:]!r}") from ended
        return time.perf_counter() - self.begun

    def press(self, keys: str) -> None:
        """Type the keys; what was shown before does not count for the next `shows`."""
        self._shown = b""
        os.write(self._terminal, keys.encode())

    @property
    def peak_memory(self) -> float:
        """The most memory the program has held, in MB of 1,000,000 bytes."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 / 1e6
