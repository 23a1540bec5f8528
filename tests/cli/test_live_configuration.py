"""A live diagnosis where AWS can't be asked: no credentials, no Region, no such profile."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

URL = "https://a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com/prod/orders"
ERROR = ("--error", "curl: (28) Failed to connect to 10.0.1.37 port 443 after 5002 ms: Timeout was reached")


@pytest.fixture(autouse=True)
def no_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials and no Region in the environment."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


def test_without_credentials_the_walk_goes_on_by_hand_and_says_once_how_to_get_some(run: Run) -> None:
    ran = run("diagnose", URL, *ERROR)

    assert ran.code == 3
    assert " ".join(ran.out.split()).count("aws configure sso") == 1
    assert "Credentials\n" in ran.out
    assert "Open questions\n" in ran.out
    assert "--answer api_kind=" in " ".join(ran.out.split())


def test_without_credentials_given_answers_still_lead_to_a_fault(run: Run) -> None:
    ran = run("diagnose", URL, *ERROR, "--answer", "stage_deployed=none_deployed", "--format", "json")

    assert ran.code == 1
    assert json.loads(ran.out)["findings"][0]["cause"] == "dep-not-deployed"


def test_without_a_region_it_is_said_once(run: Run) -> None:
    ran = run("diagnose", *ERROR)

    assert ran.code == 3
    assert ran.err.count("No Region is known") == 1
    assert "--region" in ran.err


def test_the_region_of_the_configuration_fills_the_commands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    ran = run("diagnose", "--api-id", "a1b2c3d4e5", *ERROR)

    assert "--region eu-west-1" in ran.out
    assert ran.err == ""


def test_an_unknown_profile_is_refused_with_those_there_are(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configuration = tmp_path / "config"
    configuration.write_text("[profile shop]\nregion = eu-west-3\n[profile bank]\nregion = eu-west-3\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(configuration))

    ran = run("diagnose", URL, "--profile", "shp")

    assert ran.code == 2
    assert "no profile 'shp'; there is bank, shop" in ran.err


def test_an_unknown_profile_where_there_is_none_says_how_to_make_one(run: Run) -> None:
    ran = run("diagnose", URL, "--profile", "shop")

    assert ran.code == 2
    assert "aws configure sso" in ran.err
