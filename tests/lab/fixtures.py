"""The lab as fixtures: `aws_server` (an empty account) and `healthy_world` (the estate of a call that works)."""

import os
from collections.abc import Iterator

import pytest

from tests.lab import aws_server as server_process
from tests.lab import world
from tests.lab.aws_cli import AwsCli
from tests.lab.aws_cli import started as started_cli
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld


@pytest.fixture(scope="session")
def aws_server_process() -> Iterator[AwsServer]:
    """One AWS server for the whole run, or one for each worker of it."""
    process, server = server_process.started()
    yield server
    server_process.ended(process)


@pytest.fixture
def aws_server(aws_server_process: AwsServer, monkeypatch: pytest.MonkeyPatch) -> AwsServer:
    """An empty AWS account, to which every AWS client of this test and its subprocesses talks."""
    aws_server_process.reset()
    for name, value in aws_server_process.environment.items():
        monkeypatch.setenv(name, value)
    return aws_server_process


@pytest.fixture(scope="session")
def kept_world(aws_server_process: AwsServer) -> HealthyWorld:
    """The healthy estate, built once and kept by the server; tests take `healthy_world`."""
    aws_server_process.reset()
    built = world.built(aws_server_process)
    aws_server_process.keep()
    return built


@pytest.fixture
def healthy_world(kept_world: HealthyWorld, aws_server: AwsServer) -> HealthyWorld:
    """The estate of a private API that answers its client; break it through `aws_server.client(...)`."""
    aws_server.back()
    return kept_world


@pytest.fixture(scope="session")
def aws_cli(aws_server_process: AwsServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AwsCli]:
    """A shell with the AWS CLI, loaded once for each worker."""
    with started_cli(tmp_path_factory.mktemp("aws-cli"), aws_server_process) as cli:
        yield cli


@pytest.fixture
def aws_in_the_path(aws_cli: AwsCli, monkeypatch: pytest.MonkeyPatch) -> None:
    """`aws`, as every shell of this test finds it, is the AWS CLI that is loaded already."""
    monkeypatch.setenv("PATH", f"{aws_cli.tools}{os.pathsep}{os.environ['PATH']}")
