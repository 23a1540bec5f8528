import pytest

from gatewise.analysis.web_acl import blocked_in, lets_all_pass, metrics_of_refusing_rules, refuses_all, rules_shown
from gatewise.model import JsonValue

SAMPLED: JsonValue = {"SampledRequestsEnabled": True, "MetricName": "m"}
BLOCK: JsonValue = {"Name": "b", "Action": {"Block": {}}, "VisibilityConfig": SAMPLED}
CAPTCHA: JsonValue = {"Name": "c", "Action": {"Captcha": {}}, "VisibilityConfig": SAMPLED}
COUNT: JsonValue = {"Name": "n", "Action": {"Count": {}}, "VisibilityConfig": SAMPLED}
ALLOW: JsonValue = {"Name": "a", "Action": {"Allow": {}}}
GROUP: JsonValue = {"Name": "g", "OverrideAction": {"None": {}}}
COUNTED: JsonValue = {"Name": "h", "OverrideAction": {"Count": {}}}


def acl(default: str, *rules: JsonValue) -> dict[str, JsonValue]:
    return {"DefaultAction": {default: {}}, "Rules": [*rules]}


@pytest.mark.parametrize(
    ("default", "rules", "passes", "refuses"),
    [
        ("Allow", (), True, False),
        ("Allow", (COUNT, COUNTED, ALLOW), True, False),
        ("Allow", (BLOCK,), False, False),
        ("Allow", (CAPTCHA,), False, False),
        ("Allow", (GROUP,), False, False),
        ("Block", (), False, True),
        ("Block", (BLOCK, COUNTED), False, True),
        ("Block", (ALLOW,), False, False),
        ("Block", (GROUP,), False, False),
    ],
)
def test_rules_tell_only_what_holds_for_every_call(
    default: str, rules: tuple[JsonValue, ...], *, passes: bool, refuses: bool
) -> None:
    assert lets_all_pass(acl(default, *rules)) is passes
    assert refuses_all(acl(default, *rules)) is refuses


def test_rule_groups_of_firewall_manager_leave_it_open() -> None:
    managed = acl("Allow")
    managed["PreProcessFirewallManagerRuleGroups"] = [{"Name": "company"}]
    assert not lets_all_pass(managed)


def test_only_rules_that_refuse_and_keep_a_sample_are_asked_for() -> None:
    hidden: JsonValue = {"Name": "x", "Action": {"Block": {}}, "VisibilityConfig": {"SampledRequestsEnabled": False}}
    assert metrics_of_refusing_rules(acl("Allow", COUNT, BLOCK, hidden, ALLOW)) == ("m",)


def test_the_rules_are_shown_with_what_they_do() -> None:
    assert rules_shown(acl("Allow", BLOCK, GROUP, COUNTED)) == (
        "b: Block\ng: a rule group\nh: a rule group, counted only\notherwise: Allow"
    )


def test_the_latest_blocked_call_of_this_client_counts() -> None:
    def sampled(at: str, client: str = "10.0.10.20", inner: str = "") -> JsonValue:
        request: JsonValue = {"Method": "GET", "URI": "/prod/orders", "ClientIP": client}
        return {"Action": "BLOCK", "Request": request, "Timestamp": at, "RuleNameWithinRuleGroup": inner}

    sample: dict[str, JsonValue] = {
        "SampledRequests": [sampled("1", inner="geo"), sampled("2"), sampled("3", "10.9.9.9")]
    }
    found = blocked_in(sample, "m", "GET", ("/prod/orders",), ("10.0.10.0/24",))
    assert found is not None
    assert (found.at, found.rule) == ("2", "m")
    assert blocked_in(sample, "m", "POST", ("/prod/orders",), ()) is None
    assert blocked_in(sample, "m", "GET", ("/prod/orders",), ("not an address",)) is None
