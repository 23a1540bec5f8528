"""The recorded observer sees what the case holds, and nothing else."""

from pathlib import Path

import pytest

from gatewise.loader import Case
from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import AwsCall, DnsQuery, TcpConnect
from gatewise.observers.recorded import RecordedObserver

ANY = Reply("aws.ok", {"which": "any"})
ONE = Reply("aws.ok", {"which": "one parameter"})
TWO = Reply("aws.ok", {"which": "two parameters"})
DENIED = NotSeen(Reason.ACCESS_DENIED, "ec2:DescribeVpcs was denied.", missing_action="ec2:DescribeVpcs")
OPEN = Reply("tcp.open")


REPLIES: dict[str, Reply | NotSeen] = {
    "aws ec2 describe_vpc_attribute {}": ANY,
    'aws ec2 describe_vpc_attribute {"VpcId": "vpc-1"}': ONE,
    'aws ec2 describe_vpc_attribute {"Attribute": "x", "VpcId": "vpc-1"}': TWO,
    "aws ec2 describe_vpcs {}": DENIED,
    "tcp 10.0.1.37 443": OPEN,
}
RECORDED = RecordedObserver(Case("case", Path("case.yaml"), "A case", "", {}, REPLIES, {}))


@pytest.mark.parametrize(
    ("parameters", "seen"),
    [
        ({}, ANY),
        ({"VpcId": "vpc-2"}, ANY),
        ({"Attribute": "x"}, ANY),
        ({"VpcId": "vpc-1"}, ONE),
        ({"VpcId": "vpc-1", "Attribute": "y"}, ONE),
        ({"VpcId": "vpc-1", "Attribute": "x"}, TWO),
        ({"VpcId": "vpc-1", "Attribute": "x", "DryRun": False}, TWO),
    ],
)
def test_an_aws_call_takes_the_reply_with_the_most_of_its_parameters(parameters: dict[str, str], seen: Reply) -> None:
    assert RECORDED.observe(AwsCall.to("ec2", "describe_vpc_attribute", **parameters)) == seen


def test_another_service_or_operation_is_another_call() -> None:
    assert isinstance(RECORDED.observe(AwsCall.to("ec2", "describe_subnets")), NotSeen)


def test_what_could_not_be_seen_is_recorded_too() -> None:
    assert RECORDED.observe(AwsCall.to("ec2", "describe_vpcs", VpcIds=["vpc-1"])) == DENIED


def test_other_observations_are_found_by_their_whole_key_only() -> None:
    assert RECORDED.observe(TcpConnect("10.0.1.37")) == OPEN
    assert isinstance(RECORDED.observe(TcpConnect("10.0.1.37", 8443)), NotSeen)


def test_what_is_not_recorded_is_named() -> None:
    seen = RECORDED.observe(DnsQuery("example.com"))

    assert isinstance(seen, NotSeen)
    assert seen.reason is Reason.NOT_RECORDED
    assert "dns A example.com" in seen.detail


def test_a_case_holds_what_its_client_saw() -> None:
    assert RECORDED.is_client({})
    assert RECORDED.mode == "recorded"
