"""The AWS APIs: what is never sent, how answers are read to the end, and what each failure is called."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.credentials import SSOProvider
from botocore.exceptions import ParamValidationError
from botocore.stub import Stubber

from gatewise.model import JsonValue, NotSeen, Reason, Reply
from gatewise.observation import AwsCall, NotReadOnly
from gatewise.observation.aws_operations import OPERATIONS
from gatewise.observers.aws import PAGES
from gatewise.observers.live import LiveObserver
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld

VPCS = AwsCall.to("ec2", "describe_vpcs")
EVENTS = AwsCall.to("logs", "filter_log_events", logGroupName="group")


@pytest.fixture
def stubbed(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """The observer's own EC2 client with its answers written beforehand; nothing is sent."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lab")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "lab-secret")
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    with Stubber(live.control_plane.client("ec2")) as stubber:
        yield stubber


def refused(live: LiveObserver, call: AwsCall) -> NotSeen:
    seen = live.observe(call)
    assert isinstance(seen, NotSeen)
    return seen


# What is never sent.


@pytest.mark.parametrize("service", sorted({service for service, _ in OPERATIONS}))
def test_nothing_but_the_listed_operations_leaves_a_client_of_the_observer(
    live: LiveObserver, aws_server: AwsServer, service: str
) -> None:
    client = live.control_plane.client(service)
    for operation in client.meta.method_to_api_mapping:
        if (service, operation) not in OPERATIONS:
            with pytest.raises(NotReadOnly, match="nothing was sent"):
                getattr(client, operation)()
    assert not aws_server.calls


def test_a_listed_operation_passes_the_gate(live: LiveObserver, aws_server: AwsServer) -> None:
    client = live.control_plane.client("apigateway")
    with pytest.raises(ParamValidationError):
        client.get_rest_api()
    assert client.get_rest_apis()["items"] == []
    assert aws_server.calls == ("apigateway.GetRestApis",)


def test_a_call_that_could_change_something_cannot_even_be_asked_for() -> None:
    with pytest.raises(NotReadOnly):
        AwsCall.to("ec2", "delete_vpc_endpoints", VpcEndpointIds=["vpce-1"])


def test_a_profile_that_assumes_a_role_signs_in_and_can_do_nothing_else_with_sts(
    aws_server: AwsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile base]\naws_access_key_id = lab\naws_secret_access_key = lab-secret\n"
        "[profile reader]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    reader = LiveObserver(profile="reader")
    assert isinstance(reader.observe(VPCS), Reply)
    assert aws_server.calls == ("sts.AssumeRole", "ec2.DescribeVpcs")
    with pytest.raises(NotReadOnly):
        reader.control_plane.client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/a", RoleSessionName="b")


# What an answer is.


def test_an_answer_is_the_response_with_plain_times(live: LiveObserver, healthy_world: HealthyWorld) -> None:
    seen = live.observe(AwsCall.to("apigateway", "get_stage", restApiId=healthy_world.api_id, stageName="prod"))
    assert isinstance(seen, Reply)
    assert seen.data["deploymentId"] == healthy_world.deployment_id
    assert str(seen.data["createdDate"]).endswith("Z")
    assert "ResponseMetadata" not in seen.data


def test_an_export_is_the_document(live: LiveObserver, healthy_world: HealthyWorld) -> None:
    call = AwsCall.to(
        "apigateway",
        "get_export",
        restApiId=healthy_world.api_id,
        stageName="prod",
        exportType="oas30",
        parameters={"extensions": "apigateway"},
    )
    seen = live.observe(call)
    assert isinstance(seen, Reply)
    document = seen.data["body"]
    assert isinstance(document, dict)
    assert healthy_world.endpoint_id in json.dumps(document["x-amazon-apigateway-policy"])


def test_pages_are_read_to_the_end_and_merged(live: LiveObserver, stubbed: Stubber) -> None:
    stubbed.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-1"}], "NextToken": "more"}, {})
    stubbed.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-2"}]}, {"NextToken": "more"})
    assert live.observe(VPCS) == Reply("aws.ok", {"Vpcs": [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2"}]})


def test_an_answer_without_end_is_no_answer(live: LiveObserver, stubbed: Stubber) -> None:
    for page in range(PAGES + 1):
        stubbed.add_response("describe_vpcs", {"Vpcs": [{"VpcId": f"vpc-{page}"}], "NextToken": f"{page}"})
    seen = refused(live, VPCS)
    assert seen.reason is Reason.FAILED
    assert f"more than {PAGES} pages" in seen.detail


def test_a_call_that_asks_for_so_many_reads_one_page(live: LiveObserver, aws_server: AwsServer) -> None:
    logs = live.control_plane.client("logs")
    aws_server.forget_calls()
    one: dict[str, JsonValue] = {"logGroupName": "group", "limit": 1}
    with Stubber(logs) as stubber:
        stubber.add_response("filter_log_events", {"events": [{"message": "one"}], "nextToken": "more"}, one)
        seen = live.observe(AwsCall.to("logs", "filter_log_events", **one))
    assert seen == Reply("aws.ok", {"events": [{"message": "one"}]})


def test_what_somebody_wrote_into_a_tag_is_cleaned(live: LiveObserver, stubbed: Stubber) -> None:
    hostile: dict[str, JsonValue] = {"Key": "Name", "Value": "\x1b]0;owned\x07[/][@click=app.quit]x[/]"}
    stubbed.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-1", "Tags": [hostile]}]})
    cleaned: dict[str, JsonValue] = {"Key": "Name", "Value": "[/][@click=app.quit]x[/]"}
    assert live.observe(VPCS) == Reply("aws.ok", {"Vpcs": [{"VpcId": "vpc-1", "Tags": [cleaned]}]})


@pytest.mark.usefixtures("healthy_world")
def test_many_threads_share_one_client_of_each_service(live: LiveObserver) -> None:
    calls = [VPCS, AwsCall.to("apigateway", "get_rest_apis"), AwsCall.to("sts", "get_caller_identity")] * 4
    with ThreadPoolExecutor(12) as pool:
        seen = list(pool.map(live.observe, calls))
        clients = set(pool.map(lambda _: id(live.control_plane.client("ec2")), range(12)))
    assert all(isinstance(each, Reply) for each in seen)
    assert seen[:3] == seen[3:6]
    assert len(clients) == 1


def test_the_identity_is_the_callers(live: LiveObserver, aws_server: AwsServer) -> None:
    seen = live.identity()
    assert isinstance(seen, Reply)
    assert seen.data["Account"] == aws_server.account_id


# Why there is none.


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("UnauthorizedOperation", Reason.ACCESS_DENIED),
        ("AccessDeniedException", Reason.ACCESS_DENIED),
        ("ExpiredToken", Reason.EXPIRED_CREDENTIALS),
        ("RequestExpired", Reason.EXPIRED_CREDENTIALS),
        ("AuthFailure", Reason.NO_CREDENTIALS),
        ("InvalidClientTokenId", Reason.NO_CREDENTIALS),
        ("OptInRequired", Reason.FAILED),
        ("InternalError", Reason.FAILED),
    ],
)
def test_an_error_of_the_api_is_a_named_reason(live: LiveObserver, stubbed: Stubber, code: str, reason: Reason) -> None:
    stubbed.add_client_error("describe_vpcs", code, "why it \x1b[31mfailed", 400)
    seen = refused(live, VPCS)
    assert seen.reason is reason
    assert seen.cure
    assert "why it failed" in seen.detail


def test_what_is_not_there_is_a_reply(live: LiveObserver, stubbed: Stubber) -> None:
    stubbed.add_client_error("describe_vpcs", "InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist")
    expected = {"code": "InvalidVpcID.NotFound", "message": "The vpc ID 'vpc-1' does not exist"}
    assert live.observe(VPCS) == Reply("aws.not_found", expected)


@pytest.mark.parametrize(
    ("call", "action"),
    [
        (VPCS, "ec2:DescribeVpcs"),
        (AwsCall.to("apigateway", "get_rest_api", restApiId="a1b2c3d4e5"), "apigateway:GET"),
        (EVENTS, "logs:FilterLogEvents"),
    ],
)
def test_a_denied_call_names_the_missing_action(
    live: LiveObserver, aws_server: AwsServer, call: AwsCall, action: str
) -> None:
    aws_server.deny(call.service, "*")
    seen = refused(live, call)
    assert (seen.reason, seen.missing_action) == (Reason.ACCESS_DENIED, action)
    assert action in seen.cure


def test_a_throttled_call_is_tried_again_a_few_times(live: LiveObserver, aws_server: AwsServer) -> None:
    aws_server.fail("ec2", "DescribeVpcs", "RequestLimitExceeded", status=503, times=2)
    assert isinstance(live.observe(VPCS), Reply)
    assert aws_server.calls == ("ec2.DescribeVpcs",) * 3


def test_a_call_throttled_for_good_is_given_up(live: LiveObserver, aws_server: AwsServer) -> None:
    aws_server.fail("ec2", "DescribeVpcs", "RequestLimitExceeded", status=503)
    assert refused(live, VPCS).reason is Reason.THROTTLED
    assert aws_server.calls == ("ec2.DescribeVpcs",) * 3


@pytest.mark.parametrize("status", [200, 404])
def test_a_page_in_place_of_a_response_is_a_failure(live: LiveObserver, aws_server: AwsServer, status: int) -> None:
    aws_server.answer("ec2", "DescribeVpcs", "<html><body>no", status=status, content_type="text/html")
    assert refused(live, VPCS).reason is Reason.FAILED


def test_an_export_that_is_no_json_is_a_failure(
    live: LiveObserver, healthy_world: HealthyWorld, aws_server: AwsServer
) -> None:
    aws_server.answer("apigateway", "GetExport", "not json", content_type="application/json")
    call = AwsCall.to("apigateway", "get_export", restApiId=healthy_world.api_id, stageName="prod", exportType="oas30")
    assert refused(live, call).reason is Reason.FAILED


@pytest.mark.usefixtures("aws_server")
def test_an_api_that_cannot_be_reached_is_no_verdict(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert refused(live, VPCS).reason is Reason.ENDPOINT_UNREACHABLE


@pytest.mark.usefixtures("aws_server")
def test_an_endpoint_url_that_is_none_is_said_to_be_so(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nonsense")
    seen = refused(live, VPCS)
    assert seen.reason is Reason.FAILED
    assert "nonsense" in seen.detail


@pytest.mark.usefixtures("aws_server")
def test_without_credentials_the_cure_is_to_sign_in(live: LiveObserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    seen = refused(live, VPCS)
    assert seen.reason is Reason.NO_CREDENTIALS
    assert "--profile" in seen.cure


@pytest.mark.usefixtures("aws_server")
def test_a_profile_that_is_not_there_is_answered_with_those_that_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile dev]\n[profile prod]\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    seen = refused(LiveObserver(profile="production"), VPCS)
    assert seen.reason is Reason.NO_CREDENTIALS
    assert "production" in seen.detail
    assert "dev, prod" in seen.cure


@pytest.mark.parametrize("region", [None, "eu west"])
@pytest.mark.usefixtures("aws_server")
def test_without_a_region_the_cure_is_to_name_one(monkeypatch: pytest.MonkeyPatch, region: str | None) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    seen = refused(LiveObserver(region=region), VPCS)
    assert seen.reason is Reason.MISSING_FACT
    assert "--region" in seen.cure


@pytest.mark.usefixtures("aws_server")
def test_a_region_on_the_command_line_goes_before_the_environments() -> None:
    observer = LiveObserver(region="us-east-1")
    assert observer.control_plane.client("ec2").meta.region_name == "us-east-1"


def sso_profile(home: Path, token: dict[str, Any] | None) -> str:
    """A profile that signs in with SSO, and what is left of its last sign-in. The path of the config file."""
    start = "https://lab.awsapps.com/start"
    config = home / "config"
    config.write_text(
        f"[profile sso]\nsso_start_url = {start}\nsso_region = eu-west-3\nsso_account_id = 123456789012\n"
        "sso_role_name = reader\nregion = eu-west-3\n"
    )
    if token is not None:
        name = hashlib.sha1(start.encode(), usedforsecurity=False).hexdigest()
        (home / f"{name}.json").write_text(json.dumps(token))
    return str(config)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (None, Reason.NO_CREDENTIALS),
        ({"accessToken": "gone", "expiresAt": "2020-01-01T00:00:00Z"}, Reason.EXPIRED_CREDENTIALS),
    ],
)
def test_a_lapsed_sign_in_is_named_as_such(
    aws_server: AwsServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    token: dict[str, Any] | None,
    reason: Reason,
) -> None:
    monkeypatch.setattr(SSOProvider, "_SSO_TOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", sso_profile(tmp_path, token))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    seen = refused(LiveObserver(profile="sso"), VPCS)
    assert seen.reason is reason
    assert "aws sso login" in seen.cure
    assert not aws_server.calls
