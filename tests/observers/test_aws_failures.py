"""What each failure of an AWS API is called, and what would cure it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.credentials import SSOProvider
from botocore.stub import Stubber

from gatewise.model import NotSeen, Reason, Reply
from gatewise.observation import AwsCall
from gatewise.observers.live import LiveObserver
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld

VPCS = AwsCall.to("ec2", "describe_vpcs")
EVENTS = AwsCall.to("logs", "filter_log_events", logGroupName="group")


def refused(live: LiveObserver, call: AwsCall) -> NotSeen:
    seen = live.observe(call)
    assert isinstance(seen, NotSeen)
    return seen


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
