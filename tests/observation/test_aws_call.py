"""A call to the AWS API: what it refuses to be, how it is printed, and how its output is read."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import NotSeen, Reply
from gatewise.observation import AwsCall, NotReadOnly
from gatewise.observation.aws_call import exported, normalised
from tests.observation.asked import in_a_word

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "aws_pastes.yaml").read_text())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['means']} {row['text'].strip()[:60]!r}")
def test_what_the_cli_printed_is_read_to_its_word(row: dict[str, Any]) -> None:
    seen = _call(row).parsed(row["text"])
    assert in_a_word(seen) == row["means"]
    if isinstance(seen, NotSeen):
        assert seen.missing_action == row.get("missing_action")
        assert seen.detail
        assert seen.cure


def _call(row: dict[str, Any]) -> AwsCall:
    if "call" not in row:
        return AwsCall.to("ec2", "describe_vpc_endpoints", VpcEndpointIds=["vpce-1"])
    return AwsCall.to(row["call"]["service"], row["call"]["operation"], **row["call"]["parameters"])


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("ec2", "modify_vpc_endpoint"),
        ("apigateway", "create_deployment"),
        ("apigateway", "test_invoke_method"),
        ("ec2", "DescribeVpcs"),
        ("secretsmanager", "get_secret_value"),
        ("", ""),
    ],
)
def test_a_call_that_is_not_in_the_list_cannot_even_be_made(service: str, operation: str) -> None:
    with pytest.raises(NotReadOnly, match=r"is not one of the \d+ read-only operations"):
        AwsCall.to(service, operation)


def test_region_and_profile_are_printed_and_make_no_other_call() -> None:
    call = AwsCall.to("ec2", "describe_vpcs", VpcIds=["vpc-1"])
    placed = AwsCall("ec2", "describe_vpcs", call.parameters_json, region="eu-west-3", profile="my profile")
    assert placed == call
    assert placed.key == call.key == 'aws ec2 describe_vpcs {"VpcIds": ["vpc-1"]}'
    assert (
        placed.command() == "aws ec2 describe-vpcs --region eu-west-3 --profile 'my profile' --vpc-ids vpc-1"
        " --output json | cat"
    )


def test_times_are_equal_from_boto3_and_from_both_versions_of_the_cli() -> None:
    moment = datetime(2026, 11, 22, 19, 41, 15, 250_000, UTC)
    boto3 = normalised({"createdDate": moment.astimezone(timezone(timedelta(hours=1)))})
    version_1 = normalised({"createdDate": 1795376475.25})
    version_2 = normalised({"createdDate": "2026-11-22T20:41:15.250000+01:00"})
    assert boto3 == version_1 == version_2 == {"createdDate": "2026-11-22T19:41:15Z"}


def test_milliseconds_of_log_events_stay_numbers() -> None:
    event = {"timestamp": 1795376475250, "ingestionTime": 1795376475999, "message": "2026-11-22T19:41:15Z"}
    assert normalised({"events": [event]}) == {"events": [event]}


def test_a_time_that_no_calendar_has_stays_as_it_is() -> None:
    odd = {"LaunchTime": "2026-99-99T99:99:99Z", "AttachTime": "0001-01-01T00:00:00+01:00"}
    assert normalised(odd) == odd


def test_paging_goes_and_what_is_inside_stays() -> None:
    response = {
        "items": [{"position": 1}],
        "position": "next",
        "NextToken": "t",
        "ResponseMetadata": {"RequestId": "1"},
    }
    assert normalised(response) == {"items": [{"position": 1}]}


def test_secrets_never_get_into_a_reply() -> None:
    vpn = {"VpnConnectionId": "vpn-1", "CustomerGatewayConfiguration": "<pre_shared_key>s3cret</pre_shared_key>"}
    tunnel = {"Options": {"TunnelOptions": [{"PreSharedKey": "s3cret", "OutsideIpAddress": "1.2.3.4"}]}}
    key = {"id": "k", "type": "API_KEY", "value": "s3cret", "name": "plan"}
    whole_key = {"id": "k", "value": "s3cret", "enabled": True, "stageKeys": []}
    function = {"FunctionName": "f", "Environment": {"Variables": {"PASSWORD": "s3cret"}}}
    headers = [{"Name": "authorization", "Value": "s3cret"}]
    sample = {"SampledRequests": [{"Request": {"URI": "/", "HTTPVersion": "HTTP/1.1", "Headers": headers}}]}
    for response in ({"VpnConnections": [{**vpn, **tunnel}]}, {"items": [key]}, whole_key, function, sample):
        assert "s3cret" not in str(normalised(response))


def test_what_anybody_wrote_into_a_tag_or_a_document_is_cleaned() -> None:
    assert normalised({"Tags": [{"Key": "a\x1b[31m", "Value": "\x1b]0;x\x07b"}]}) == {
        "Tags": [{"Key": "a", "Value": "b"}]
    }
    assert exported({"info": {"title": "\x1b[2Jorders"}}) == {"body": {"info": {"title": "orders"}}}


def test_only_the_first_document_of_an_export_is_the_export() -> None:
    call = AwsCall.to("apigateway", "get_export", restApiId="a", stageName="prod", exportType="oas30")
    seen = call.parsed('{"openapi": "3.0.1"}{\n    "contentType": "application/json"\n}\n')
    assert isinstance(seen, Reply)
    assert seen.data == {"body": {"openapi": "3.0.1"}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text() | st.sampled_from(["createdDate", "LaunchTime", "timestamp"]), JSON, max_size=4))
def test_normalising_twice_changes_nothing_more(data: dict[str, Any]) -> None:
    once = normalised(data)
    assert normalised(once) == once
