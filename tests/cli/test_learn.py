"""`gatewise learn taxonomy`: to read, to search, to hand out."""

import json

from tests.cli.conftest import Run


def test_the_overview_lists_causes_by_layer(run: Run) -> None:
    ran = run("learn", "taxonomy")

    assert ran.code == 0
    assert "\ndns\n" in ran.out
    assert "  dns-vpc-attributes-off: " in ran.out


def test_one_cause_is_shown_in_full(run: Run) -> None:
    ran = run("learn", "taxonomy", "net-endpoint-sg-ingress")

    assert ran.code == 0
    assert "How to tell it from its neighbours" in ran.out


def test_a_misspelt_cause_says_which_is_near(run: Run) -> None:
    ran = run("learn", "taxonomy", "net-endpoint-sg-ingres")

    assert ran.code == 2
    assert "did you mean 'net-endpoint-sg-ingress'?" in ran.err


def test_a_layer_that_does_not_exist_says_which_do(run: Run) -> None:
    ran = run("learn", "taxonomy", "--layer", "weather")

    assert ran.code == 2
    assert "dns" in ran.err


def test_the_table_of_symptoms_names_the_causes_of_a_bare_forbidden(run: Run) -> None:
    ran = run("learn", "taxonomy", "--symptoms")

    part = ran.out.split("http.403.forbidden\n")[1].split("\n\n")[0]
    assert '{"message":"Forbidden"}' in part
    assert "- dep-wrong-or-missing-stage: " in part


def test_the_json_can_be_searched(run: Run) -> None:
    ran = run("learn", "taxonomy", "--format", "json", "--search", "proxy", "--layer", "request")

    assert "client-proxy" in {entry["cause"] for entry in json.loads(ran.out)["causes"]}
