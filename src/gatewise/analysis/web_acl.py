"""What an AWS WAF web ACL may do to a call, read from its rules and from the sample of requests it keeps.

https://docs.aws.amazon.com/waf/latest/APIReference/API_GetSampledRequests.html
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from gatewise.analysis.shapes import Record, flag, record, records, text

_REFUSING = ("Block", "Captcha", "Challenge")
_REFUSED = frozenset({"BLOCK", "CAPTCHA", "CHALLENGE"})


@dataclass(frozen=True, slots=True)
class Blocked:
    """A call in the sample that was refused."""

    uri: str
    client: str
    """The client's address as AWS WAF saw it."""
    rule: str
    """The rule's metric name, and the rule inside its group where it is one of a group."""
    at: str


def lets_all_pass(web_acl: Record) -> bool:
    """Whether no rule of it can refuse any call."""
    return "Allow" in _default(web_acl) and not _managed(web_acl) and not any(map(_may_refuse, _rules(web_acl)))


def refuses_all(web_acl: Record) -> bool:
    """Whether it refuses every call: its default does, and no rule lets any pass."""
    return "Block" in _default(web_acl) and not _managed(web_acl) and not any(map(_may_allow, _rules(web_acl)))


def metrics_of_refusing_rules(web_acl: Record) -> tuple[str, ...]:
    """The metric names of the rules that can refuse a call and keep a sample, in the order they are asked."""
    rules = (rule for rule in _rules(web_acl) if _may_refuse(rule))
    settings = (record(rule, "VisibilityConfig") for rule in rules)
    return tuple(text(each, "MetricName") for each in settings if flag(each, "SampledRequestsEnabled"))


def rules_shown(web_acl: Record) -> str:
    """Its rules and its default, a line each."""
    lines = [f"{text(rule, 'Name')}: {_action(rule)}" for rule in _rules(web_acl)]
    return "\n".join([*lines, f"otherwise: {', '.join(_default(web_acl)) or 'not shown'}"])


def blocked_in(sample: Record, metric: str, method: str, uris: Iterable[str], clients: Iterable[str]) -> Blocked | None:
    """The latest refused call of this method to one of these paths; from one of these clients, where they are known.

    Args:
        sample: the response of `get_sampled_requests`.
        metric: the rule that it was asked for.
        method: as the client sends it.
        uris: the paths that the call may have there.
        clients: addresses or CIDRs; none where the client is not known.
    """
    wanted, ranges = frozenset(uris), tuple(clients)
    found = []
    for each in records(sample, "SampledRequests"):
        request = record(each, "Request")
        fits = text(request, "Method") == method and text(request, "URI") in wanted
        if text(each, "Action") in _REFUSED and fits and _is_one_of(text(request, "ClientIP"), ranges):
            rule = text(each, "RuleNameWithinRuleGroup") or metric
            found.append(Blocked(text(request, "URI"), text(request, "ClientIP"), rule, text(each, "Timestamp")))
    return max(found, key=lambda one: one.at, default=None)


def _is_one_of(address: str, ranges: tuple[str, ...]) -> bool:
    if not ranges:
        return True
    try:
        own = ipaddress.ip_address(address)
        return any(own in ipaddress.ip_network(each, strict=False) for each in ranges)
    except ValueError:
        return False


def _rules(web_acl: Record) -> tuple[Record, ...]:
    return records(web_acl, "Rules")


def _default(web_acl: Record) -> Record:
    return record(web_acl, "DefaultAction")


def _managed(web_acl: Record) -> bool:
    """Whether Firewall Manager put rule groups before or behind its own."""
    return any(records(web_acl, f"{when}ProcessFirewallManagerRuleGroups") for when in ("Pre", "Post"))


def _may_refuse(rule: Record) -> bool:
    action = record(rule, "Action")
    if action:
        return any(name in action for name in _REFUSING)
    return "Count" not in record(rule, "OverrideAction")


def _may_allow(rule: Record) -> bool:
    action = record(rule, "Action")
    return "Allow" in action if action else "Count" not in record(rule, "OverrideAction")


def _action(rule: Record) -> str:
    action = record(rule, "Action")
    if action:
        return ", ".join(action)
    return "a rule group, counted only" if "Count" in record(rule, "OverrideAction") else "a rule group"
