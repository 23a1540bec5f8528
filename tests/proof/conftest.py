"""The proof loop's fixtures: the AWS CLI, and a loop for each worker."""

from collections.abc import Iterator

import pytest

from tests.lab import aws_cli as cli_process
from tests.lab.aws_cli import AwsCli
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld
from tests.proof.given import Lab
from tests.proof.loop import Loop

_CURL = """\
#!/bin/sh
quoted() { printf %s "$1" | sed "s/'/'\\\\''/g"; }
{ printf curl; for word; do printf " '%s'" "$(quoted "$word")"; done; echo; } >> "$CURL_LOG"
"""
"""Stands in for curl, which would find no such name here: notes the call."""


@pytest.fixture(scope="session")
def aws_cli(aws_server_process: AwsServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AwsCli]:
    """A shell with the AWS CLI."""
    tools = tmp_path_factory.mktemp("tools")
    curl = tools / "curl"
    curl.write_text(_CURL)
    curl.chmod(0o755)
    with cli_process.started(tools, aws_server_process) as cli:
        yield cli


@pytest.fixture(scope="session")
def lab(aws_server_process: AwsServer, kept_world: HealthyWorld) -> Lab:
    """The healthy world, whoever broke it last."""
    return Lab(aws_server_process, kept_world)


@pytest.fixture(scope="session")
def loop(lab: Lab, aws_cli: AwsCli) -> Iterator[Loop]:
    """A loop on that world."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in lab.server.environment.items():
            patch.setenv(name, value)
        yield Loop(lab, aws_cli)


@pytest.fixture
def healthy(lab: Lab) -> Lab:
    """The healthy world, as it was kept."""
    lab.server.back()
    return lab
