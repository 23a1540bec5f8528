"""The pace of requests to API Gateway's control plane, by a clock of the test's own: nothing here sleeps."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import Reply
from gatewise.observation import AwsCall
from gatewise.observers.aws import ControlPlane
from gatewise.observers.pace import Clock, Pace, Paces, Rate
from tests.lab.aws_server import AwsServer


@dataclass
class Hands:
    """A clock whose waits pass at once."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.wait)


def most_within(times: list[float], seconds: float) -> int:
    """The most of these moments that lie within one stretch of time."""
    return max(sum(begun <= at < begun + seconds for at in times) for begun in times)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60))
def test_get_resources_is_never_sent_more_than_5_times_in_2_seconds(pauses: list[float]) -> None:
    hands, sent = Hands(), []
    paces = Paces(hands.clock)
    for pause in pauses:
        hands.at += pause
        for pace in paces.of("apigateway", "GetResources"):
            pace.take()
        sent.append(hands.at)
    # A hair less than 2 seconds, for sums of floats.
    assert most_within(sent, 1.999999) <= 5


@given(st.lists(st.sampled_from(["GetStage", "GetResources", "GetExport"]), min_size=1, max_size=120))
def test_everything_together_keeps_to_10_a_second_behind_its_burst(operations: list[str]) -> None:
    hands, sent = Hands(), []
    paces = Paces(hands.clock)
    for operation in operations:
        for pace in paces.of("apigateway", operation):
            pace.take()
        sent.append(hands.at)
    for seconds in (1, 2, 5):
        assert most_within(sent, seconds - 1e-6) <= 20 + 10 * seconds


def test_what_a_diagnosis_asks_at_once_does_not_wait() -> None:
    hands = Hands()
    pace = Pace(Rate(10, 20), hands.clock)
    for _ in range(20):
        pace.take()
    assert hands.waits == []
    pace.take()
    assert hands.waits == [pytest.approx(0.1)]


def test_a_pause_gives_back_no_more_than_the_burst() -> None:
    hands = Hands()
    pace = Pace(Rate(10, 20), hands.clock)
    hands.at = 3600.0
    for _ in range(21):
        pace.take()
    assert hands.waits == [pytest.approx(0.1)]


def test_behind_a_throttled_request_there_is_no_burst() -> None:
    hands = Hands()
    pace = Pace(Rate(10, 20), hands.clock)
    pace.throttled()
    pace.take()
    assert hands.waits == [pytest.approx(0.1)]


def test_both_versions_of_the_service_share_one_quota_and_others_have_none() -> None:
    paces = Paces(Hands().clock)
    assert paces.of("apigatewayv2", "GetApi") == paces.of("apigateway", "GetStage")
    assert len(paces.of("apigateway", "GetResources")) == 2
    assert paces.of("ec2", "DescribeVpcs") == ()


def test_a_client_keeps_to_the_pace_and_begins_again_slowly_when_throttled(aws_server: AwsServer) -> None:
    hands = Hands()
    plane = ControlPlane(region=aws_server.region, clock=hands.clock)
    account, vpcs = AwsCall.to("apigateway", "get_account"), AwsCall.to("ec2", "describe_vpcs")
    for _ in range(20):
        assert isinstance(plane.reply(account), Reply)
    assert isinstance(plane.reply(vpcs), Reply)
    assert hands.waits == []
    hands.at = 60.0
    aws_server.fail("apigateway", "GetAccount", "TooManyRequestsException", status=429, times=1)
    assert isinstance(plane.reply(account), Reply)
    assert hands.waits == [pytest.approx(0.1)]


def test_a_long_list_is_read_in_as_few_requests_as_api_gateway_allows(aws_server: AwsServer) -> None:
    gateway = aws_server.client("apigateway")
    api = gateway.create_rest_api(name="long")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    for number in range(30):
        gateway.create_resource(restApiId=api, parentId=root, pathPart=f"p{number}")
    aws_server.forget_calls()
    seen = ControlPlane(region=aws_server.region).reply(AwsCall.to("apigateway", "get_resources", restApiId=api))
    assert isinstance(seen, Reply)
    items = seen.data["items"]
    assert isinstance(items, list)
    assert len(items) == 31
    assert aws_server.calls == ("apigateway.GetResources",)
