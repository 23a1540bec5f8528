"""Every partition: its names and ARNs as botocore has them, and nothing in the tree that holds in one of them only."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest
from botocore.loaders import Loader

from gatewise import opening
from gatewise.analysis.invoke_url import NotAnInvokeUrl, read_invoke_url
from gatewise.cli.iam_policy import policy_for
from gatewise.diagnosis import unattended
from gatewise.loader import load_case
from gatewise.nodes import Action, Decision, Finding, wording_of
from gatewise.partitions import following_from, partition_of
from gatewise.runner import Runner
from gatewise.session import Session
from gatewise.wording import command, prose

PARTITIONS = Loader().load_data("partitions")["partitions"]
REGIONS = [
    pytest.param(region, partition["id"], partition["outputs"]["dnsSuffix"], id=region)
    for partition in PARTITIONS
    for region in partition["regions"]
    if "global" not in region
]
ONE_OF_EACH = {
    "aws": "eu-west-3",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
    "aws-eusc": "eusc-de-east-1",
    "aws-iso": "us-iso-east-1",
    "aws-iso-b": "us-isob-east-1",
    "aws-iso-e": "eu-isoe-west-1",
    "aws-iso-f": "us-isof-south-1",
}
each_partition = pytest.mark.parametrize("region", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
OUTSIDE = [region for name, region in ONE_OF_EACH.items() if name not in {"aws", "aws-us-gov"}]


@pytest.mark.parametrize(("region", "partition", "suffix"), REGIONS)
def test_a_region_is_in_its_partition(region: str, partition: str, suffix: str) -> None:
    found = partition_of(region)
    assert (found.name, found.dns_suffix) == (partition, suffix)


def test_there_is_a_region_of_every_partition_here() -> None:
    assert {partition["id"] for partition in PARTITIONS} == set(ONE_OF_EACH)


@each_partition
def test_every_form_of_the_url_is_read(region: str) -> None:
    suffix = partition_of(region).dns_suffix
    vpce = "vpce-0f1e2d3c4b5a69788"
    default = f"a1b2c3d4e5.execute-api.{region}.{suffix}"
    own = f"{vpce}-ab12cd34.execute-api.{region}.vpce.{suffix}"
    read = {
        form: read_invoke_url(f"https://{host}/prod/orders", headers)
        for form, host, headers in (
            ("default_name", default, ()),
            ("alias", f"a1b2c3d4e5-{vpce}.execute-api.{region}.{suffix}", ()),
            ("endpoint_name", own, (f"Host: {default}",)),
        )
    }
    for form, call in read.items():
        assert (call.form, call.region, call.api_id, call.stage) == (form, region, "a1b2c3d4e5", "prod")
        assert not call.target.mistake


@pytest.mark.parametrize("region", OUTSIDE)
def test_the_suffix_of_another_partition_is_a_mistake_that_names_the_right_one(region: str) -> None:
    suffix = partition_of(region).dns_suffix
    wrong = read_invoke_url(f"https://a1b2c3d4e5.execute-api.{region}.amazonaws.com/prod").target
    assert suffix in wrong.mistake
    assert wrong.expected == f"a1b2c3d4e5.execute-api.{region}.{suffix}"


@pytest.mark.parametrize(
    "console",
    [
        "https://eu-west-3.console.aws.amazon.com/apigateway",
        "https://console.amazonaws.cn/apigateway",
        "https://us-gov-west-1.console.amazonaws-us-gov.com/apigateway",
    ],
)
def test_an_address_of_a_console_is_no_invoke_url(console: str) -> None:
    with pytest.raises(NotAnInvokeUrl, match="the AWS console"):
        read_invoke_url(console)


@each_partition
def test_the_policy_for_the_probes_is_written_for_the_partition(region: str) -> None:
    written = str(policy_for(opening.graph(), region, "123456789012"))
    assert set(re.findall(r"arn:([a-z-]+):", written)) == {partition_of(region).name}


def test_the_services_name_is_said_only_where_a_source_says_it() -> None:
    named = {name: following_from(region).get("endpoint_service_name") for name, region in ONE_OF_EACH.items()}
    assert {name: said for name, said in named.items() if said} == {
        "aws": "com.amazonaws.eu-west-3.execute-api",
        "aws-us-gov": "com.amazonaws.us-gov-west-1.execute-api",
    }


def _session(region: str, **given: str) -> Session:
    return Session(opening.graph(), MappingProxyType({"region": region, **given}))


def test_a_session_knows_what_follows_from_its_region_and_takes_what_is_said_over_it() -> None:
    china = _session("cn-north-1")
    assert (china.facts["partition"], china.facts["dns_suffix"]) == ("aws-cn", "amazonaws.com.cn")
    assert "endpoint_service_name" not in china.facts
    named = "cn.com.amazonaws.cn-north-1.execute-api"
    assert china.given({"endpoint_service_name": named}).facts["endpoint_service_name"] == named
    assert china.given({"region": "eu-west-3"}).facts["dns_suffix"] == "amazonaws.com"
    assert "partition" not in china.target


def _said(region: str) -> Iterator[tuple[str, str]]:
    """Everything that the tree says or prints in a Region, by node; every other value is made up."""
    graph = opening.graph()
    made_up = {name: f"A-{name.upper()}" for name in graph.facts}
    known = {name: value for name, value in made_up.items() if name not in following_from("eu-west-3")}
    facts = {**known, **following_from(region), "region": region}
    for name, node in graph.nodes.items():
        for text in wording_of(node):
            yield name, prose(text, facts, graph.titles)
        for text in _commands(node):
            yield name, command(text, facts, graph.titles)


def _commands(node: Decision | Action | Finding) -> tuple[str, ...]:
    match node:
        case Decision():
            return node.check.commands
        case Action():
            return (*node.commands, *node.undo)
        case Finding(fix=fix):
            return () if fix is None else (*fix.cli, *fix.undo)


_OF_ONE_PARTITION = re.compile(r"arn:aws:|\bcom\.amazonaws\.[a-z]|(?<!apigateway)\.amazonaws\.com(?!\.cn)")
"""What holds in the partition `aws` alone; the name of a service principal is the same in the others."""
_TELLS_PARTITIONS_APART = {"url_wrong_suffix_or_region"}


@pytest.mark.parametrize("region", OUTSIDE)
def test_nothing_in_the_tree_holds_in_one_partition_only(region: str) -> None:
    wrong = {name: found for name, text in _said(region) if (found := _OF_ONE_PARTITION.findall(text))}
    assert wrong.keys() <= _TELLS_PARTITIONS_APART, wrong


def test_a_china_apis_commands_have_chinas_names() -> None:
    said = "\n".join(text for _, text in _said("cn-north-1"))
    assert "arn:aws-cn:execute-api:cn-north-1:" in said
    assert ".execute-api.cn-north-1.amazonaws.com.cn" in said
    assert '--service-name "${YOUR_ENDPOINT_SERVICE_NAME:?' in said


def test_a_case_in_china_ends_in_commands_for_china(tmp_path: Path) -> None:
    url = "https://a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn/prod/orders"
    case = tmp_path / "china.yaml"
    case.write_text(
        f"""
gatewise_case: 1
title: An API in China without an endpoint
based_on: vpce-missing
facts: {{invoke_url: {url}, host: a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn, region: cn-north-1}}
replies:
  dns A a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn: {{meaning: dns.nxdomain}}
  aws ec2 describe_vpc_endpoint_services:
    data: {{ServiceNames: [com.amazonaws.cn-north-1.s3, cn.com.amazonaws.cn-north-1.execute-api]}}
"""
    )
    began = opening.recorded(load_case(case, opening.graph()))
    runner = Runner(began.observer)
    try:
        session = unattended(began.session, runner, began.answers).session
    finally:
        runner.close()
    assert session.open == "vpce_missing"
    finding = session.finding
    assert finding is not None
    assert finding.fix is not None
    said = [session.accounts.command(text, session.facts, session.graph.titles) for text in finding.fix.cli]
    assert "--service-name cn.com.amazonaws.cn-north-1.execute-api " in said[0]
    assert "--region cn-north-1 " in said[0]
    terraform = prose(finding.fix.terraform, session.facts, session.graph.titles)
    assert 'service_name        = "cn.com.amazonaws.cn-north-1.execute-api"' in terraform
