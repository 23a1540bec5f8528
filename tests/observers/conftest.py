"""What the observers' tests share: an authority of their own, and a live observer that trusts it."""

import pytest

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
