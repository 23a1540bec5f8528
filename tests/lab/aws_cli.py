"""The AWS CLI in a process of its own, and printed commands run with it by a shell."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.lab.aws_server import AwsServer

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class AwsCli:
    """A shell whose `aws` talks to the server of the tests."""

    tools: Path
    """The folder that holds `aws`, and whatever else takes the place of a command."""
    server: AwsServer

    def run(
        self, commands: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What came of the commands, run one after the other as a person pastes them; the first failure ends it."""
        path = os.pathsep.join((str(self.tools), os.environ["PATH"]))
        variables = {**os.environ, **self.server.environment, "PATH": path, "EDITOR": "false", **(environment or {})}
        lines = "\n".join(["set -e", *commands])
        return subprocess.run(
            ["sh"], input=lines, cwd=folder, env=variables, text=True, capture_output=True, check=False, timeout=60
        )


@contextmanager
def started(tools: Path, server: AwsServer) -> Iterator[AwsCli]:
    """The AWS CLI, loaded and waiting for calls; its command is put into the folder `tools`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.lab.cli_server", str(tools)],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise AssertionError("the AWS CLI did not start; run: python -m tests.lab.cli_server FOLDER")
        yield AwsCli(tools, server)
        process.terminate()
