"""Whose account is asked what, with which profile, and what printed commands say of it."""

import shlex

import pytest

from gatewise.accounts import Accounts, Side, side_of, sides_named_in
from gatewise.loader.observation_keys import observation_of
from gatewise.observation import AwsCall
from gatewise.observation.aws_operations import OPERATIONS

BOTH = Accounts("shop", "net work")
ASSOCIATIONS = AwsCall.to("apigateway", "get_domain_name_access_associations", resourceOwner="SELF")


@pytest.mark.parametrize(
    ("service", "operation", "side"),
    [
        ("ec2", "describe_vpc_endpoints", Side.ENDPOINT),
        ("route53", "list_hosted_zones_by_vpc", Side.ENDPOINT),
        ("route53resolver", "list_resolver_rules", Side.ENDPOINT),
        ("route53profiles", "list_profile_associations", Side.ENDPOINT),
        ("ram", "list_resources", Side.ENDPOINT),
        ("lambda", "get_function_configuration", Side.ENDPOINT),
        ("lambda", "add-permission", Side.API),
        ("apigateway", "get_rest_api", Side.API),
        ("apigatewayv2", "get_api", Side.API),
        ("logs", "filter_log_events", Side.API),
        ("wafv2", "get_web_acl_for_resource", Side.API),
        ("iam", "simulate_principal_policy", Side.API),
        ("cloudtrail", "lookup_events", Side.API),
        ("sts", "get_caller_identity", Side.API),
    ],
)
def test_a_service_says_whose_account_is_asked(service: str, operation: str, side: Side) -> None:
    assert side_of(service, operation) is side


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_a_call_of_the_other_account_is_another_call_and_its_key_is_read_back(service: str, operation: str) -> None:
    usual = AwsCall.to(service, operation)
    other = next(usual.of(side) for side in Side if side is not usual.account)
    assert other != usual
    assert other.key != usual.key
    assert observation_of(other.key) == other
    assert observation_of(usual.key) == usual
    assert other.of(usual.account) == usual


def test_a_parameter_that_looks_like_an_account_stays_a_parameter() -> None:
    call = AwsCall.to("logs", "filter_log_events", filterPattern='"x @api"')
    assert observation_of(call.key) == call
    assert observation_of(call.of(Side.ENDPOINT).key) == call.of(Side.ENDPOINT)


@pytest.mark.parametrize(
    ("accounts", "api", "endpoint", "asks_api", "separate"),
    [
        pytest.param(Accounts(), None, None, True, False, id="none"),
        pytest.param(Accounts("shop"), "shop", "shop", True, False, id="one-serves-both"),
        pytest.param(Accounts("shop", "shop"), "shop", "shop", True, False, id="the-same-twice"),
        pytest.param(Accounts("shop", "net"), "shop", "net", True, True, id="two"),
        pytest.param(Accounts(None, "net"), None, "net", False, True, id="only-the-endpoints"),
    ],
)
def test_which_account_is_asked_with_which_profile(
    accounts: Accounts, api: str | None, endpoint: str | None, *, asks_api: bool, separate: bool
) -> None:
    assert accounts.profile(Side.API) == api
    assert accounts.profile(Side.ENDPOINT) == endpoint
    assert accounts.asks(Side.API) is asks_api
    assert accounts.asks(Side.ENDPOINT)
    assert accounts.separate is separate
    assert Accounts.of(accounts.settings) == accounts


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("aws ec2 describe-vpcs --region {region}", "aws ec2 describe-vpcs --profile 'net work' --region eu-west-3"),
        ("aws apigateway get-account", "aws apigateway get-account --profile shop"),
        ("ARN=$(aws iam create-role --x y)", "ARN=$(aws iam create-role --profile shop --x y)"),
        (
            "aws ec2 a \\\n  --b c && aws logs d | aws ec2 e",
            "aws ec2 a --profile 'net work' \\\n  --b c && aws logs d --profile shop | aws ec2 e --profile 'net work'",
        ),
        (
            "aws apigateway create-domain-name-access-association --x y",
            "aws apigateway create-domain-name-access-association --profile 'net work' --x y",
        ),
        (
            "aws apigateway get-domain-name-access-associations \\\n  --resource-owner SELF",
            "aws apigateway get-domain-name-access-associations --profile 'net work' \\\n  --resource-owner SELF",
        ),
        (
            "aws apigateway get-domain-names --resource-owner SELF",
            "aws apigateway get-domain-names --profile shop --resource-owner SELF",
        ),
        (
            "aws apigateway get-domain-names --resource-owner OTHER_ACCOUNTS",
            "aws apigateway get-domain-names --profile 'net work' --resource-owner OTHER_ACCOUNTS",
        ),
        ("aws iam get-role --profile {region}", "aws iam get-role --profile eu-west-3"),
        ("aws iam get-role --role-name {caller_role}", "aws iam get-role --role-name lambda-caller"),
        ("aws organizations describe-policy --x y", "aws organizations describe-policy --x y"),
        ("aws sts get-caller-identity", "aws sts get-caller-identity"),
        (
            "ME=$(aws sts get-caller-identity) && aws ram leave-share",
            "ME=$(aws sts get-caller-identity --profile 'net work') && aws ram leave-share --profile 'net work'",
        ),
        ("for x in 1 2; do aws lambda add-permission; done", "for x in 1 2; do aws lambda add-permission; done"),
        ("# aws in most Regions\ncurl -s https://aws.example/", "# aws in most Regions\ncurl -s https://aws.example/"),
        ("aws sso login", "aws sso login"),
    ],
)
def test_every_aws_call_in_a_printed_command_has_its_accounts_profile(text: str, printed: str) -> None:
    accounts = BOTH if "lambda add" not in text else Accounts(None, "net work")
    assert accounts.command(text, {"region": "eu-west-3", "caller_role": "lambda-caller"}, {}) == printed


def test_without_a_profile_a_command_is_printed_as_it_is() -> None:
    text = "aws ec2 describe-vpcs --region {region}"
    assert Accounts().command(text, {"region": "eu-west-3"}, {}) == "aws ec2 describe-vpcs --region eu-west-3"


def test_what_a_value_says_is_never_taken_for_a_call() -> None:
    printed = BOTH.command("aws ec2 describe-vpcs --region {region}", {"region": "x; aws ec2 delete-vpc"}, {})
    assert shlex.split(printed)[-1] == "x; aws ec2 delete-vpc"


@pytest.mark.parametrize("profile", ["shop", "it's $HOME", "{region}", "a b"])
def test_a_profile_is_one_word_whatever_its_name(profile: str) -> None:
    printed = Accounts(profile).command("aws ec2 describe-vpcs --region {region}", {"region": "eu-west-3"}, {})
    assert shlex.split(printed) == ["aws", "ec2", "describe-vpcs", "--profile", profile, "--region", "eu-west-3"]


def test_the_accounts_that_commands_are_for_are_named_the_apis_first() -> None:
    commands = ("aws ec2 describe-vpcs", "aws apigateway get-rest-api --rest-api-id x", "dig example.com")
    assert sides_named_in(commands) == (Side.API, Side.ENDPOINT)
    assert sides_named_in(("dig example.com",)) == ()
