"""An API in one account, its endpoint in another: each is asked with its own profile, or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest

from gatewise import opening
from gatewise.accounts import Accounts, Side, side_of
from gatewise.journal import Journal, resume
from gatewise.tui.walking import Walking
from tests.cli.conftest import Run
from tests.lab import world
from tests.lab.aws_server import AwsServer
from tests.lab.world import HealthyWorld

CONSUMER = "210987654321"


URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile for each account: `shop` has the API, `network` the endpoint."""
    config = tmp_path / "config"
    keys = "aws_access_key_id = lab\naws_secret_access_key = lab-secret\n"
    config.write_text(
        f"[profile shop]\n{keys}"
        f"[profile network]\nrole_arn = arn:aws:iam::{CONSUMER}:role/reader\nsource_profile = shop\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def estate(aws_server: AwsServer, profiles: None) -> HealthyWorld:  # noqa: ARG001 - taken away after the server's
    """A healthy estate in two accounts."""
    built = world.built(aws_server, aws_server.in_account(CONSUMER))
    aws_server.forget_calls()
    return built


def diagnosed(run: Run, estate: HealthyWorld, *arguments: str) -> dict[str, Any]:
    error = f"curl: (28) Failed to connect to {estate.host} port 443 after 5002 ms: Timeout was reached"
    given = ("--client", estate.client_instance_id, "--error", error, "--format", "json")
    report: dict[str, Any] = json.loads(run("diagnose", estate.invoke_url, *given, *arguments).out)
    return report


def answers(report: dict[str, Any]) -> dict[str, str]:
    return {step["node"]: step["answer"] for step in report["trail"]}


def test_each_account_is_asked_and_its_fix_printed_with_its_profile(
    run: Run, aws_server: AwsServer, estate: HealthyWorld
) -> None:
    ec2 = aws_server.in_account(CONSUMER).client("ec2")
    group = ec2.describe_security_groups(GroupIds=[estate.endpoint_group_id])["SecurityGroups"][0]
    ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])

    report = diagnosed(run, estate, "--profile", "shop", "--consumer-profile", "network")

    assert answers(report)["api_kind"] == "private"
    assert answers(report)["endpoint_present"] == "present"
    for call in report["calls"]:
        if call["key"].startswith("aws "):
            profile = "network" if call["key"].startswith(("aws ec2 ", "aws route53")) else "shop"
            assert f"--profile {profile} " in call["command"]
    (finding,) = report["findings"]
    assert finding["cause"] == "net-endpoint-sg-ingress"
    assert all("--profile network" in command for command in finding["fix"]["cli"])


def test_one_profile_serves_both_accounts_as_ever(run: Run, estate: HealthyWorld) -> None:
    report = diagnosed(run, estate, "--profile", "shop")

    assert answers(report)["api_kind"] == "private"
    assert answers(report)["endpoint_present"] != "present"
    commands = [call["command"] for call in report["calls"] if call["key"].startswith("aws ")]
    assert commands
    assert all("--profile shop " in command for command in commands)


def test_with_the_endpoints_profile_alone_the_apis_account_is_asked_of_a_person(
    run: Run, aws_server: AwsServer, estate: HealthyWorld
) -> None:
    report = diagnosed(run, estate, "--consumer-profile", "network")

    assert answers(report)["endpoint_present"] == "present"
    assert not {call for call in aws_server.calls if call.startswith(("apigateway", "logs"))}
    asked = {question["node"]: question for question in report["open_questions"]}
    question = asked["api_kind"]
    assert question["reason"] == "other_account"
    assert "the API's account" in question["detail"]
    assert question["accounts"] == ["api"]
    assert question["commands"]
    assert all("--profile" not in command for command in question["commands"])


@pytest.mark.usefixtures("profiles")
def test_a_dry_run_says_which_account_it_would_ask(run: Run) -> None:
    plan = run(
        "diagnose", URL, "--dry-run", "--format", "json", "--profile", "shop",
        "--consumer-profile", "network",
    )  # fmt: skip

    looks = {look["command"]: look for planned in json.loads(plan.out)["dry_run"] for look in planned["first"]}
    by_account = {
        (look["account"], "--profile shop" in command, "--profile network" in command)
        for command, look in looks.items()
        if look["seen_from"] == "aws_api"
    }
    assert by_account == {("api", True, False), ("endpoint", False, True)}


def test_offline_the_profiles_are_printed_and_need_not_exist_here(run: Run) -> None:
    report = json.loads(
        run("diagnose", URL, "--offline", "--format", "json", "--profile", "shop", "--consumer-profile", "net").out
    )

    commands = [command for question in report["open_questions"] for command in question["commands"]]
    for profile, side in (("shop", Side.API), ("net", Side.ENDPOINT)):
        asked = [command for command in commands if f" --profile {profile} " in command]
        assert asked
        assert all(side_of(*command.split()[1:3]) is side for command in asked if command.startswith("aws "))


@pytest.mark.usefixtures("profiles")
def test_a_profile_of_the_endpoint_that_does_not_exist_is_refused(run: Run) -> None:
    ran = run("diagnose", URL, "--consumer-profile", "netwrk")

    assert ran.code == 2
    assert "--consumer-profile: there is no profile 'netwrk'; there is network, shop" in ran.err


@pytest.mark.usefixtures("profiles")
def test_a_resumed_session_asks_with_the_same_profiles(tmp_path: Path) -> None:
    target = {"invoke_url": URL, "region": "eu-west-3"}
    began = opening.live(target, profile="shop", region=None, here=False, consumer_profile="network")
    journal = Journal.begin(tmp_path, began.origin)

    resumed = resume(journal.path, opening.graph())

    assert resumed.session.accounts == Accounts("shop", "network")
    assert opening.again(resumed.origin).session.accounts == Accounts("shop", "network")
    assert resumed.session == began.session


def test_the_wizard_names_both_accounts(aws_server: AwsServer, profiles: None) -> None:  # noqa: ARG001 - as above
    target = {"region": aws_server.region}
    began = opening.live(target, profile="shop", region=None, here=False, consumer_profile="network")
    walking = Walking(began, began.session, None)
    assert walking.look_up_account() == f"{aws_server.account_id} (api), {CONSUMER} (endpoint)"
    walking.close()

    alone = opening.live(target, profile=None, region=None, here=False, consumer_profile="network")
    walking = Walking(alone, alone.session, None)
    assert walking.look_up_account() == f"not asked (api), {CONSUMER} (endpoint)"
    walking.close()
