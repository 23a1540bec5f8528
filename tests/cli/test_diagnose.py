"""What `gatewise diagnose` takes, and what it says to what it can't take."""

import json
from pathlib import Path

import pytest

from gatewise.observation.secrets import REMOVED
from tests.cli.conftest import Ran, Run

HOST = "a1b2c3d4e5.execute-api.eu-west-3.amazonaws.com"
URL = f"https://{HOST}/prod/orders"
ENDPOINT = "vpce-0f1e2d3c4b5a69788"
ENDPOINT_URL = f"https://{ENDPOINT}-ab12cd34.execute-api.eu-west-3.vpce.amazonaws.com/prod/orders"
ALIAS_URL = f"https://a1b2c3d4e5-{ENDPOINT}.execute-api.eu-west-3.amazonaws.com/prod/orders"
TIMEOUT = f"curl: (28) Failed to connect to {HOST} port 443 after 5002 ms: Timeout was reached"


def target(ran: Ran) -> dict[str, object]:
    found: dict[str, object] = json.loads(ran.out)["target"]
    return found


def answers(ran: Ran) -> dict[str, str]:
    return {step["node"]: step["answer"] for step in json.loads(ran.out)["trail"]}


def test_the_url_fills_in_the_target(run: Run) -> None:
    ran = run("diagnose", URL, "--offline", "--format", "json")

    wanted = {"api_id": "a1b2c3d4e5", "region": "eu-west-3", "stage": "prod", "path": "/orders", "host": HOST}
    assert wanted.items() <= target(ran).items()


def test_a_whole_curl_line_stands_in_for_the_url(run: Run) -> None:
    line = f"curl -s -X GET -H 'x-apigw-api-id: a1b2c3d4e5' -H 'Authorization: Bearer S3CR3T' {ENDPOINT_URL}"

    ran = run("diagnose", line, "--offline", "--format", "json")

    assert target(ran)["headers"] == ["x-apigw-api-id: a1b2c3d4e5"]
    assert target(ran)["vpce_id"] == ENDPOINT
    assert "S3CR3T" not in ran.out + ran.err


def test_an_option_wins_over_the_url(run: Run) -> None:
    given = ("--stage", "test", "--region", "eu-west-1", "--api-id", "zzzzzzzzz9", "-X", "post", "--vpce-id", ENDPOINT)

    ran = run("diagnose", *given, URL, "--offline", "--format", "json")

    wanted = {"stage": "test", "region": "eu-west-1", "api_id": "zzzzzzzzz9", "method": "POST", "vpce_id": ENDPOINT}
    assert wanted.items() <= target(ran).items()


@pytest.mark.parametrize(
    ("url", "headers", "form"),
    [
        (URL, (), "default_name"),
        (ALIAS_URL, (), "alias"),
        (ENDPOINT_URL, ("-H", f"Host: {HOST}"), "endpoint_name"),
        (ENDPOINT_URL, ("--header", "x-apigw-api-id: a1b2c3d4e5"), "endpoint_name"),
    ],
    ids=["own name", "alias", "endpoint's name with Host", "endpoint's name with x-apigw-api-id"],
)
def test_a_form_of_the_call_that_works_by_design_is_no_fault(
    run: Run, url: str, headers: tuple[str, ...], form: str
) -> None:
    ran = run("diagnose", url, *headers, "--offline", "--error", TIMEOUT, "--format", "json", "--all")

    assert answers(ran)["url_form"] == form
    assert [finding["verdict"] for finding in json.loads(ran.out)["findings"]] == ["inconclusive"]
    assert ran.code == 3


def test_the_endpoints_name_without_a_header_is_a_fault(run: Run) -> None:
    ran = run("diagnose", ENDPOINT_URL, "--offline", "--error", '{"message":"Forbidden"}', "--format", "json")

    assert json.loads(ran.out)["findings"][0]["cause"] == "client-missing-routing-header"
    assert ran.code == 1


def test_an_api_id_that_is_misspelt_in_the_url_is_diagnosed_and_not_refused(run: Run) -> None:
    ran = run("diagnose", URL.replace("a1b2c3d4e5", "a1b2"), "--offline", "--answer", "api_kind=not_found")

    assert ran.code == 1
    assert "cause api-not-found" in ran.out


def test_a_header_that_chooses_no_api_is_left_out_and_said(run: Run) -> None:
    ran = run("diagnose", URL, "-H", "x-api-key: S3CR3T", "--offline", "--format", "json")

    assert "headers" not in target(ran)
    assert "1 header(s) left out" in ran.err
    assert "S3CR3T" not in ran.out + ran.err


def test_facts_fill_in_what_no_look_can_find(run: Run) -> None:
    facts = (
        "--fact",
        "endpoint_addresses=10.0.1.37, 10.0.2.41",
        "--fact",
        "client_security_groups=sg-0c1c2c3c4c5c6c7c8",
    )

    ran = run("diagnose", URL, "--offline", "--error", TIMEOUT, *facts)

    assert "nc -vz" in ran.out
    assert "10.0.2.41" in ran.out
    assert "--group-ids sg-0c1c2c3c4c5c6c7c8" in ran.out


def test_answers_decide_what_no_look_can(run: Run) -> None:
    given = ("--answer", "stage_deployed=no_such_stage", "--answer", "api_kind=private")

    ran = run("diagnose", URL, "--offline", "--error", '{"message":"Forbidden"}', *given)

    assert ran.code == 1
    assert ran.out.startswith("FAULT: ")
    assert "[a person answered]" in ran.out


def test_the_error_is_read_from_a_file_or_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "error.txt"
    file.write_text(TIMEOUT)
    from_file = run("diagnose", URL, "--offline", "--error", f"@{file}", "--format", "json")
    with file.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        from_stream = run("diagnose", URL, "--offline", "--error", "-", "--format", "json")

    assert answers(from_file)["symptom"] == answers(from_stream)["symptom"] == "timeout"
    assert target(from_file) == target(from_stream)


def test_secrets_in_the_error_are_kept_nowhere(run: Run) -> None:
    error = "> Authorization: Bearer S3CR3T-0123456789\n< HTTP/1.1 403\n" + '{"message":"Forbidden"}'

    for form in ("json", "text"):
        ran = run("diagnose", URL, "--offline", "--error", error, "--format", form)

        assert "S3CR3T" not in ran.out + ran.err
    assert REMOVED in str(target(run("diagnose", URL, "--offline", "--error", error, "--format", "json")))


def test_control_characters_in_the_error_do_not_reach_the_terminal(run: Run) -> None:
    hostile = "\x1b]0;x\x07[/] [@click=app.quit]x[/] \x9b31m\x1b[2Jcurl: (28) \u202e timed out"

    for form in ("json", "text"):
        ran = run("diagnose", URL, "--offline", "--error", hostile, "--format", form)

        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out)
    assert "[/] [@click=app.quit]x[/]" in str(
        target(run("diagnose", URL, "--offline", "--error", hostile, "--format", "json"))
    )


def test_offline_leaves_every_look_to_a_person_and_makes_no_call(run: Run) -> None:
    report = json.loads(run("diagnose", URL, "--offline", "--format", "json").out)

    assert report["calls"] == []
    assert all(asked["commands"] for asked in report["open_questions"] if asked["reason"] == "offline")


def test_nothing_said_at_all_is_still_a_report(run: Run) -> None:
    ran = run("diagnose", "--offline")

    assert ran.code == 3
    assert "Open questions" in ran.out


REFUSED = {
    "an address that is no invoke URL": (["https://console.aws.amazon.com/apigateway"], "URL: "),
    "a bare address": (["10.0.1.37"], "certificate names no address"),
    "curl without quotes": (["curl"], "in quotes"),
    "an unknown decision": ([URL, "--answer", "resource_polcy=allows"], "did you mean 'resource_policy'?"),
    "an unknown answer": ([URL, "--answer", "resource_policy=alows"], "it has absent, allows, denies"),
    "an answer without a decision": ([URL, "--answer", "allows"], "DECISION=ANSWER"),
    "a decision answered twice": (
        [URL, "--answer", "api_kind=private", "--answer", "api_kind=public"],
        "answered twice, private and public",
    ),
    "an API id that can't be one": ([URL, "--api-id", "orders!"], "it looks like a1b2c3d4e5"),
    "a Region that can't be one": ([URL, "--region", "Paris"], "it looks like eu-west-3"),
    "an endpoint id that can't be one": ([URL, "--vpce-id", "vpc-1"], "it looks like vpce-0f1e2d3c4b5a69788"),
    "an unknown fact": ([URL, "--fact", "endpoint_adresses=10.0.1.37"], "did you mean 'endpoint_addresses'?"),
    "a fact that can't be one": ([URL, "--fact", "endpoint_addresses=10.0.1.37,here"], "'here' can't be one"),
    "a fact without a value": ([URL, "--fact", "endpoint_addresses="], "endpoint_addresses=10.0.1.37"),
    "a fact with an option of its own": ([URL, "--fact", "error_text=x"], "--error"),
    "a header without a colon": ([URL, "-H", "Host"], "a header looks like 'Host: NAME'"),
    "an empty error": ([URL, "--error", "  "], "the text is empty"),
    "an error file that is not there": ([URL, "--error", "@/no/such/file"], "/no/such/file can't be read"),
    "a case beside a URL": ([URL, "--case", "two-faults"], "can't go with URL, --offline"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_is_refused_with_what_would_be_right(run: Run, wrong: str) -> None:
    arguments, said = REFUSED[wrong]

    ran = run("diagnose", "--offline", *arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("gatewise: ")
    assert said in ran.err


def test_an_unknown_case_is_refused_with_the_cases_there_are(run: Run) -> None:
    for arguments in (["diagnose", "--case", "two-fualts"], ["demo", "two-fualts"]):
        ran = run(*arguments)

        assert ran.code == 2
        assert "Did you mean 'two-faults'?" in ran.err
        assert "net-endpoint-sg-ingress  " in ran.err


def test_a_case_file_that_does_not_load_is_refused_with_the_places(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "mine.yaml"
    case.write_text("gatewise_case: 1\ntitle: Mine\nfcts: {}\n")

    ran = run("diagnose", "--case", str(case))

    assert ran.code == 2
    assert f"{case}:3:1: G101" in ran.err
    assert "did you mean 'facts'?" in ran.err


def test_hostile_text_in_a_case_is_shown_cleaned(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "hostile.yaml"
    case.write_text(
        "gatewise_case: 1\ntitle: Hostile\nfacts:\n"
        '  error_text: "\\e]0;x\\a[/] \\e[2J{\\"message\\":\\"Forbidden\\"}"\n'
        f"  invoke_url: {URL}\n  api_id: a1b2c3d4e5\n"
        "replies:\n"
        '  \'aws apigateway get_rest_api {"restApiId": "a1b2c3d4e5"}\':\n'
        '    not_seen: access_denied\n    detail: "denied \\e]8;;http://x\\a [@click=app.quit]x[/]"\n'
        "    missing_action: apigateway:GET\n"
    )

    for form in ("text", "json"):
        ran = run("diagnose", "--case", str(case), "--format", form)

        assert ran.code == 3
        assert "[@click=app.quit]x[/]" in ran.out
        assert not {"\x1b", "\x07"} & set(ran.out)
    assert "Missing IAM actions" in run("diagnose", "--case", str(case)).out
