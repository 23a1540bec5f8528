"""What the observers' tests share: an authority of their own, and a live observer that trusts it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.stub import Stubber

from gatewise.observers.live import LiveObserver
from tests.observers.certificates import Authority, authority

NAME = "orders.example"
"""The name the tests' servers are asked for."""


@pytest.fixture(autouse=True)
def no_proxy_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests about proxies have one."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that `live` trusts."""
    return authority(tmp_path_factory.mktemp("trusted"))


@pytest.fixture(scope="session")
def untrusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that nobody trusts."""
    return authority(tmp_path_factory.mktemp("untrusted"), "Inspecting Proxy CA")


@pytest.fixture
def live(trusted: Authority) -> LiveObserver:
    """A live observer on this machine, which is the client."""
    return LiveObserver(here=True, ca_file=trusted.ca_file)


@pytest.fixture
def stubbed(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """The observer's own EC2 client with its answers written beforehand; nothing is sent."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lab")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "lab-secret")
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    with Stubber(live.control_plane.client("ec2")) as stubber:
        yield stubber


@pytest.fixture
def commands(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run by the test find the AWS CLI of this environment, and trust what `live` trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", trusted.ca_file)
    monkeypatch.setenv("CURL_CA_BUNDLE", trusted.ca_file)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
