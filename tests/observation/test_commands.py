"""The printed commands: what a shell makes of them, and what the AWS CLI takes from them."""

import shlex
from importlib import import_module
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.model import JsonValue
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observable, TcpConnect, TlsHandshake

HOSTILE = 'x\'; touch /tmp/pwned; echo $(id) `id` "$HOME" #'
ANY = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1)


@pytest.mark.parametrize(
    ("observation", "command"),
    [
        (DnsQuery("a.example"), "dig +time=3 +tries=2 a.example A"),
        (DnsQuery("a.example", "AAAA", "10.0.0.2"), "dig +time=3 +tries=2 @10.0.0.2 -p 53 a.example AAAA"),
        (DnsQuery("-f/etc/passwd"), "dig +time=3 +tries=2 -q -f/etc/passwd A"),
        (TcpConnect("10.0.1.37"), "nc -vz -w 5 10.0.1.37 443"),
        (
            TlsHandshake("10.0.1.37", "a.example"),
            (
                "timeout 10 openssl s_client -state -connect 10.0.1.37:443 -servername a.example"
                ' -verify_hostname a.example </dev/null; echo "exit status $?"'
            ),
        ),
        (
            HttpsRequest("https://a.example/prod?x=1&y=2"),
            "curl -sS -v --connect-timeout 5 --max-time 10 'https://a.example/prod?x=1&y=2'",
        ),
        (
            HttpsRequest("https://a.example/prod", "HEAD", (("Host", "b.example"),), "10.0.1.37"),
            (
                "curl -sS -v --connect-timeout 5 --max-time 10 --head -H 'Host: b.example' --noproxy '*'"
                " --connect-to a.example:443:10.0.1.37:443 https://a.example/prod"
            ),
        ),
        (
            HttpsRequest("https://a.example:8443/{x}", "OPTIONS", (), "fd00::1"),
            (
                "curl -sS -v --connect-timeout 5 --max-time 10 -X OPTIONS --noproxy '*'"
                " --connect-to 'a.example:8443:[fd00::1]:8443' --globoff 'https://a.example:8443/{x}'"
            ),
        ),
        (
            AwsCall.to(
                "apigateway",
                "get_export",
                restApiId="a1",
                stageName="prod",
                exportType="oas30",
                parameters={"extensions": "apigateway"},
                accepts="application/json",
            ),
            (
                "aws apigateway get-export --accepts application/json --export-type oas30 --parameters"
                " extensions=apigateway --rest-api-id a1 --stage-name prod --output json /dev/stdout | cat"
            ),
        ),
        (
            AwsCall.to("ec2", "describe_vpc_endpoints", Filters=[{"Name": "vpc-id", "Values": ["vpc-1", "vpc-2"]}]),
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-1,vpc-2 --output json | cat",
        ),
    ],
)
def test_a_command_is_printed_as_a_person_would_type_it(observation: Observable, command: str) -> None:
    assert observation.command() == command


@pytest.mark.parametrize(
    "observation",
    [
        DnsQuery(HOSTILE, server=HOSTILE),
        TcpConnect(HOSTILE),
        TlsHandshake(HOSTILE, HOSTILE),
        HttpsRequest(f"https://a.example/{HOSTILE}", headers=(("x-apigw-api-id", HOSTILE),), address=HOSTILE),
        AwsCall.to("logs", "filter_log_events", filterPattern=HOSTILE, logStreamNames=[HOSTILE]),
    ],
    ids=lambda observation: type(observation).__name__,
)
def test_no_value_gets_out_of_its_word(observation: Observable) -> None:
    words = list(shlex.shlex(observation.command(), posix=True, punctuation_chars=True))
    assert "touch" not in words
    assert any(HOSTILE in word for word in shlex.split(observation.command()))


@given(ANY)
def test_a_name_is_one_word_to_the_shell(name: str) -> None:
    assert shlex.split(DnsQuery(name).command())[-2:] == [name, "A"]


@given(ANY, ANY)
def test_a_header_is_one_word_to_the_shell(name: str, value: str) -> None:
    words = shlex.split(HttpsRequest("https://a.example/", headers=((name, value),)).command())
    assert words[words.index("-H") + 1] == f"{name}: {value}"


# What the AWS CLI itself makes of the words.


@pytest.fixture(scope="module")
def driver() -> Any:
    return import_module("awscli.clidriver").create_clidriver()


CALLS: list[tuple[str, str, dict[str, JsonValue]]] = [
    ("ec2", "describe_vpc_endpoints", {"VpcEndpointIds": ["vpce-1", "vpce-2"]}),
    ("ec2", "describe_vpc_endpoints", {"Filters": [{"Name": "vpc-id", "Values": ["vpc-1", "vpc-2"]}]}),
    ("ec2", "describe_vpc_endpoints", {"Filters": [{"Name": "tag:a b", "Values": ["x,y", "=", "[z]", "it's"]}]}),
    ("ec2", "describe_vpc_endpoints", {"Filters": [{"Name": "a", "Values": ["b"]}, {"Name": "c", "Values": ["d"]}]}),
    ("ec2", "describe_vpc_endpoints", {"DryRun": False, "VpcEndpointIds": ["-x", ""]}),
    ("ec2", "describe_security_groups", {"GroupIds": ["sg-0123456789012"], "Filters": []}),
    ("ec2", "describe_availability_zones", {"AllAvailabilityZones": True}),
    ("ec2", "describe_vpc_attribute", {"VpcId": "vpc-1", "Attribute": "enableDnsHostnames"}),
    ("apigateway", "get_resources", {"restApiId": "a1b2c3d4e5", "embed": ["methods"]}),
    ("apigateway", "get_stage", {"restApiId": "a1b2c3d4e5", "stageName": "-prod stage"}),
    ("logs", "filter_log_events", {"logGroupName": "g/prod", "startTime": 1795376475250, "filterPattern": '"a b" -c'}),
    ("logs", "filter_log_events", {"logGroupName": "g", "filterPattern": "- 'x'", "logStreamNames": ["a", "b c"]}),
    ("route53", "list_hosted_zones_by_vpc", {"VPCId": "vpc-1", "VPCRegion": "eu-west-3"}),
    ("route53resolver", "list_resolver_endpoints", {"Filters": [{"Name": "HostVPCId", "Values": ["vpc-1"]}]}),
    ("wafv2", "get_web_acl_for_resource", {"ResourceArn": "arn:aws:apigateway:eu-west-3::/restapis/a/stages/prod"}),
]


@pytest.mark.parametrize(("service", "operation", "parameters"), CALLS)
def test_the_cli_takes_exactly_the_parameters_of_the_call(
    driver: Any,
    monkeypatch: pytest.MonkeyPatch,
    service: str,
    operation: str,
    parameters: dict[str, JsonValue],
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    taken: list[dict[str, Any]] = []

    def capture(params: dict[str, Any], **_: object) -> Literal[False]:
        taken.append(dict(params))
        raise Captured

    event = f"provide-client-params.{service}"
    driver.session.register(event, capture)
    command = AwsCall.to(service, operation, **parameters).command()
    words = shlex.split(command.removesuffix(" | cat"))
    try:
        driver.main([*words[1:], "--region", "eu-west-3", "--endpoint-url", "http://127.0.0.1:9", "--no-paginate"])
    except Captured:
        pass
    finally:
        driver.session.unregister(event, capture)
    assert taken == [parameters]


class Captured(BaseException):
    """The parameters are known; nothing is to be sent."""
