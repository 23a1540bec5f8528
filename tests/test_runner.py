"""The waist: shared replies, the client's vantage point, pasted output, looking ahead, fresh looks, cancelling."""

from dataclasses import replace
from threading import Event, Thread
from types import MappingProxyType

import pytest

from gatewise import opening
from gatewise.accounts import Accounts, Side
from gatewise.calls import Asking, Call
from gatewise.model import Facts, Giver, NotSeen, Reason, Reply
from gatewise.nodes import Decision
from gatewise.observation import AwsCall, TcpConnect
from gatewise.runner import Runner
from gatewise.session import Session
from tests.scripted_observer import PATIENCE, ScriptedObserver

VPC = "vpc-0a1b2c3d4e5f60718"


def attribute(name: str) -> AwsCall:
    return AwsCall.to("ec2", "describe_vpc_attribute", VpcId=VPC, Attribute=name)


def said(name: str, value: bool) -> Reply:  # noqa: FBT001
    return Reply("aws.ok", {"VpcId": VPC, name[0].upper() + name[1:]: {"Value": value}})


BOTH_ON = {
    attribute("enableDnsSupport").key: said("enableDnsSupport", value=True),
    attribute("enableDnsHostnames").key: said("enableDnsHostnames", value=True),
}
OPEN = Reply("tcp.open", {})


def session(**facts: str | tuple[str, ...]) -> Session:
    known: Facts = {"vpc_id": VPC, "region": "eu-west-3", **facts}
    return Session(opening.graph(), MappingProxyType(dict(known)))


def test_independent_observations_are_under_way_at_the_same_time() -> None:
    gates = {key: Event() for key in BOTH_ON}
    started = Event()
    observer = ScriptedObserver(BOTH_ON, gates=gates)
    heard: list[str] = []

    def hear(_: object) -> None:
        heard.append("")
        if len(observer.asked) == len(BOTH_ON):
            started.set()

    runner = Runner(observer, hear)
    reading = Thread(target=runner.read, args=(session(), "vpc_dns_attributes"))
    reading.start()
    for gate in gates.values():
        while set(observer.asked) != set(BOTH_ON) and not started.wait(0.01):
            assert reading.is_alive(), "the probe ended before both were asked"
        gate.set()
    reading.join(PATIENCE)

    assert set(observer.asked) == set(BOTH_ON)
    runner.close()


def test_the_same_observation_is_made_once() -> None:
    observer = ScriptedObserver(BOTH_ON)
    runner = Runner(observer)

    first = runner.read(session(), "vpc_dns_attributes")
    second = runner.read(session(), "vpc_dns_attributes")

    assert first.reading.answer == second.reading.answer == "both_on"
    assert len(observer.asked) == len(BOTH_ON)
    runner.close()


ASSOCIATIONS = AwsCall.to("apigateway", "get_domain_name_access_associations", limit=500, resourceOwner="SELF")


@pytest.mark.parametrize(
    ("accounts", "key", "profile"),
    [
        pytest.param(Accounts("shop"), ASSOCIATIONS.key, "--profile shop", id="one-account-is-asked-once"),
        pytest.param(Accounts("shop", "net"), ASSOCIATIONS.of(Side.ENDPOINT).key, "--profile net", id="two-accounts"),
    ],
)
def test_whom_a_call_asks_counts_where_there_are_two_accounts(accounts: Accounts, key: str, profile: str) -> None:
    observer, heard = ScriptedObserver({}), dict[str, str]()

    def hear(call: Asking | Call) -> None:
        heard[call.observation.key] = call.observation.command()

    runner = Runner(observer, hear)
    nodes = opening.graph().nodes.items()
    asks = next(name for name, node in nodes if isinstance(node, Decision) and node.probe == "domain_association")
    begun = session(vpce_id="vpce-0f1e2d3c4b5a69788", domain_name="orders.example", host="orders.example")

    wanted = runner.wanted(replace(begun, accounts=accounts), asks)
    runner.read(replace(begun, accounts=accounts), asks)

    assert key in {observation.key for observation in wanted}
    assert profile in heard[key]
    runner.close()


def test_forgotten_replies_are_asked_for_again() -> None:
    observer = ScriptedObserver(BOTH_ON)
    runner = Runner(observer)
    runner.read(session(), "vpc_dns_attributes")

    runner.forget(session(), "vpc_dns_attributes")
    runner.read(session(), "vpc_dns_attributes")

    assert len(observer.asked) == 2 * len(BOTH_ON)
    runner.close()


def test_a_look_from_a_machine_that_is_not_the_client_is_never_taken() -> None:
    observer = ScriptedObserver({"tcp 10.0.1.37 443": OPEN}, client=False)
    runner = Runner(observer)

    probed = runner.read(session(endpoint_addresses=("10.0.1.37",)), "tcp_connects")

    assert probed.reading.answer is None
    assert probed.reading.not_told is not None
    assert probed.reading.not_told.reason is Reason.WRONG_VANTAGE
    assert "nc -vz" in probed.reading.not_told.cure
    assert observer.asked == []
    runner.close()


def test_the_same_look_counts_once_the_machine_is_known_to_be_the_client() -> None:
    observer = ScriptedObserver({"tcp 10.0.1.37 443": OPEN}, client=False)
    runner = Runner(observer)
    here = session(endpoint_addresses=("10.0.1.37",))
    runner.read(here, "tcp_connects")

    observer.client = True

    assert runner.read(here, "tcp_connects").reading.answer == "all"
    runner.close()


def test_a_probe_that_lacks_a_fact_asks_nothing_and_names_it() -> None:
    observer = ScriptedObserver({})
    runner = Runner(observer)

    probed = runner.read(Session(opening.graph()), "vpc_dns_attributes")

    assert probed.reading.not_told is not None
    assert probed.reading.not_told.reason is Reason.MISSING_FACT
    assert "vpc_id" in probed.reading.not_told.detail
    assert observer.asked == []
    runner.close()


def test_what_is_still_wanted_is_a_command_and_its_pasted_output_answers_the_decision() -> None:
    runner = Runner(ScriptedObserver({}, client=False))
    offline = session(endpoint_addresses=("10.0.1.37",))

    (wanted,) = runner.wanted(offline, "tcp_connects")
    seen = runner.paste(wanted, "Connection to 10.0.1.37 443 port [tcp/https] succeeded!")
    probed = runner.read(offline, "tcp_connects")

    assert wanted == TcpConnect("10.0.1.37")
    assert seen == OPEN
    assert probed.reading.answer == "all"
    assert probed.giver is Giver.PASTED
    assert runner.wanted(offline, "tcp_connects") == ()
    runner.close()


def test_a_paste_that_cannot_be_read_says_so_and_changes_nothing() -> None:
    runner = Runner(ScriptedObserver({}, client=False))
    offline = session(endpoint_addresses=("10.0.1.37",))
    (wanted,) = runner.wanted(offline, "tcp_connects")

    seen = runner.paste(wanted, "the weather is fine")

    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.UNREADABLE
    assert runner.wanted(offline, "tcp_connects") == (wanted,)
    runner.close()


def test_a_cancelled_reading_returns_without_waiting_for_the_reply() -> None:
    gates = {key: Event() for key in BOTH_ON}
    runner = Runner(ScriptedObserver(BOTH_ON, gates=gates))
    cancelled = Event()
    cancelled.set()

    probed = runner.read(session(), "vpc_dns_attributes", cancelled)

    assert probed.reading.not_told is not None
    assert probed.reading.not_told.reason is Reason.CANCELLED
    for gate in gates.values():
        gate.set()
    runner.close()


def test_looking_ahead_has_the_replies_ready_and_never_calls_the_api() -> None:
    observer = ScriptedObserver(BOTH_ON)
    both_heard = Event()

    def hear(_: object) -> None:
        if {call.observation.key for call in runner.calls} >= set(BOTH_ON):
            both_heard.set()

    runner = Runner(observer, hear)
    url = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"
    here = session(invoke_url=url, host="a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com", client_is_here="yes")

    runner.prefetch(here)

    assert both_heard.wait(PATIENCE)
    assert not [key for key in observer.asked if key.startswith("https ")]
    runner.close()


def test_a_reading_after_closing_fails_nobody() -> None:
    runner = Runner(ScriptedObserver(BOTH_ON))
    runner.close()

    runner.prefetch(session())

    assert runner.calls == ()
