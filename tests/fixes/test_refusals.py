"""The check of printed AWS commands itself: it refuses what the AWS CLI or AWS would refuse, and says why."""

import shlex
from pathlib import Path

import pytest

from tests.fixes.aws_cli import refusals
from tests.fixes.printed import aws_calls

_REGION = "--region eu-west-3"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("call", "said"),
    [
        (f"ec2 describe-vpc-endpoint {_REGION}", "there is no aws ec2 describe-vpc-endpoint"),
        (f"apigatway get-account {_REGION}", "there is no aws apigatway"),
        ("ec2 describe-vpcs", "names no Region"),
        (f"ec2 describe-vpcs {_REGION} --vpc vpc-1 --no-such-option", "ends with 255"),
        (f"apigateway get-stage --rest-api-id a {_REGION}", "ends with"),
        (f"apigateway get-stages --rest-api-id a {_REGION} --query 'item[' ", "ends with"),
        (f"ec2 modify-vpc-endpoint --vpc-endpoint-id v --ip-address-type both {_REGION}", "has to be one of ipv4"),
        (f"ec2 create-route --route-table-id r --vpc-peering-connection-id '{{' {_REGION}", ""),
        (f"apigateway update-stage --rest-api-id a --stage-name s {_REGION} --patch-operations op=swap", "one of"),
        (
            f"apigateway update-stage --rest-api-id a --stage-name s {_REGION} --patch-operations o=add",
            "Unknown parameter",
        ),
        (f"ec2 authorize-security-group-ingress --group-id g --ip-permissions '[{{]' {_REGION}", "ends with"),
        (f"apigateway get-stage --rest-api-id a --stage-name s {_REGION}", ""),
    ],
)
def test_what_aws_would_refuse_is_refused(
    call: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "lab")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "lab-secret")
    against = refusals(shlex.split(call), tmp_path)
    assert said in against if said else not against, f"{against}\n{capfd.readouterr().err}"


@pytest.mark.parametrize(
    "text",
    [
        "aws sts get-caller-identity",
        "X=$(aws sts get-caller-identity)",
        "echo hello | aws sts get-caller-identity",
        "for each in a b; do aws sts get-caller-identity; done",
        "if true; then aws sts get-caller-identity; fi",
        'echo "as $(aws sts get-caller-identity)"',
    ],
)
def test_a_call_is_found_wherever_a_shell_would_run_one(text: str) -> None:
    assert list(aws_calls(text)) == [["sts", "get-caller-identity"]]
