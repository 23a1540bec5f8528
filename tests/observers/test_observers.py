"""The observers' common face: what importing costs, who is the client, and the two that look at nothing."""

import re
import subprocess
import sys
from ipaddress import ip_address

import pytest

from gatewise.model import NotSeen, Reason
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake
from gatewise.observers import Observer
from gatewise.observers.dry_run import DryRunObserver
from gatewise.observers.live import LiveObserver
from gatewise.observers.offline import OfflineObserver
from gatewise.observers.this_machine import here_interfaces

EVERY_KIND: tuple[Observation, ...] = (
    AwsCall.to("ec2", "describe_vpcs"),
    DnsQuery("api.example"),
    TcpConnect("10.0.1.37"),
    TlsHandshake("10.0.1.37", "api.example"),
    HttpsRequest("https://api.example/prod"),
)
OBSERVERS: tuple[Observer, ...] = (LiveObserver(), OfflineObserver(), DryRunObserver())


def test_importing_the_observers_imports_nothing_they_look_with() -> None:
    program = (
        "import sys, gatewise.observers.live, gatewise.observers.offline, gatewise.observers.dry_run\n"
        "import gatewise.observers.this_machine\n"
        "gatewise.observers.live.LiveObserver()\n"
        "heavy = {'boto3', 'botocore', 'dns', 'urllib3', 'ssl', 'cryptography', 'psutil', 'networkx', 'textual'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("here", "facts", "is_client"),
    [
        (False, {}, False),
        (True, {}, True),
        (False, {"client_is_here": "yes"}, True),
        (False, {"client_is_here": "no"}, False),
    ],
)
def test_this_machine_is_the_client_when_said_or_found_to_be(
    *, here: bool, facts: dict[str, str], is_client: bool
) -> None:
    assert LiveObserver(here=here).is_client(facts) is is_client


@pytest.mark.parametrize("observation", EVERY_KIND)
def test_offline_nothing_is_seen_and_the_cure_is_the_command(observation: Observation) -> None:
    seen = OfflineObserver().observe(observation)
    assert seen.reason is Reason.OFFLINE
    assert observation.command() in seen.cure


def test_offline_a_look_is_not_refused_for_its_vantage_point_instead() -> None:
    assert OfflineObserver().is_client({})


def test_a_dry_run_keeps_what_it_was_asked_for_once_and_in_order() -> None:
    observer = DryRunObserver()
    for observation in (*EVERY_KIND, EVERY_KIND[0]):
        assert isinstance(observer.observe(observation), NotSeen)
    assert observer.asked == EVERY_KIND
    assert observer.is_client({})


def test_only_the_live_observer_is_live() -> None:
    assert [observer.mode for observer in OBSERVERS] == ["live", "offline", "offline"]


def test_this_machines_interfaces_are_addresses_with_hardware_addresses() -> None:
    for interface in here_interfaces():
        address, _, hardware = interface.partition("/")
        assert not ip_address(address).is_loopback
        assert re.fullmatch(r"[0-9a-f]{2}(:[0-9a-f]{2})+", hardware)
