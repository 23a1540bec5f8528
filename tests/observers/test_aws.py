"""The AWS APIs: what is never sent, and how answers are read to the end."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
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


def test_pages_that_boto3_does_not_read_are_read_to_the_end(live: LiveObserver, aws_server: AwsServer) -> None:
    gateway = live.control_plane.client("apigateway")
    aws_server.forget_calls()
    asked: dict[str, JsonValue] = {"limit": 1, "resourceOwner": "SELF"}
    with Stubber(gateway) as stubber:
        for page, further in (("1", {"position": "more"}), ("2", {})):
            items = [{"accessAssociationSource": f"vpce-{page}"}]
            after = {"position": "more"} if page == "2" else {}
            stubber.add_response("get_domain_name_access_associations", {"items": items, **further}, {**asked, **after})
        seen = live.observe(AwsCall.to("apigateway", "get_domain_name_access_associations", **asked))
    both: list[JsonValue] = [{"accessAssociationSource": "vpce-1"}, {"accessAssociationSource": "vpce-2"}]
    assert seen == Reply("aws.ok", {"items": both})


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
