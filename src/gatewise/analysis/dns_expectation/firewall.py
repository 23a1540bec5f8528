"""DNS Firewall: whether a rule of the VPC's rule groups blocks a name.

A question that does not list rule groups at all is answered as if there were none; one whose list failed is not.
"""

from typing import Literal, TypeAlias

from gatewise.analysis.dns_expectation.domains import normal
from gatewise.analysis.dns_expectation.expectation import Answer, Decider, Outcome, Reason, unreadable
from gatewise.analysis.dns_expectation.settings import reply_for
from gatewise.analysis.dns_expectation.sources import FIREWALL
from gatewise.analysis.reachability.inventory import Body, Inventory
from gatewise.analysis.shapes import integer, records, text, texts

GROUPS = "route53resolver.ListFirewallRuleGroupAssociations"
RULES = "route53resolver.ListFirewallRules"
DOMAINS = "route53resolver.ListFirewallDomains"
_OUTCOMES = {
    "NXDOMAIN": Outcome.NXDOMAIN,
    "NODATA": Outcome.NXDOMAIN_OR_NONE,
    "OVERRIDE": Outcome.PUBLIC_OR_NONE,
}
_MATTERS = "a rule group may block the name"
_Word: TypeAlias = Literal["silent", "allowed"]
_ADDRESS_QUESTIONS = frozenset({"", "A", "AAAA", "1", "28"})


def blocked(inventory: Inventory, vpc: str, name: str, from_profiles: tuple[str, ...]) -> Answer | None:
    """The answer that DNS Firewall gives instead; None where it lets the question through."""
    if GROUPS in inventory.inputs and inventory.failed(GROUPS):
        return unreadable(GROUPS, FIREWALL, matters=_MATTERS)
    listed = inventory.listed(GROUPS, "FirewallRuleGroupAssociations")
    direct = [each for each in listed if text(each, "VpcId") == vpc and text(each, "Status").upper() != "DELETING"]
    direct.sort(key=lambda each: (integer(each, "Priority") or 0, text(each, "FirewallRuleGroupId")))
    own = _first(inventory, [text(each, "FirewallRuleGroupId") for each in direct], name)
    brought = [_first(inventory, [group], name) for group in from_profiles]
    decided = [each for each in (own, *brought) if each != "silent"]
    # In which order a VPC's own groups and those of its Profiles act is not settled here.
    if len(set(decided)) > 1:
        return unreadable("which rule group comes first", FIREWALL, matters=_MATTERS)
    return decided[0] if decided and isinstance(decided[0], Answer) else None


def _first(inventory: Inventory, groups: list[str], name: str) -> Answer | _Word:
    """The verdict of the first of these groups that has one."""
    for group in groups:
        body = reply_for(inventory, RULES, group)
        if body is None:
            return unreadable(f"{RULES} for {group}", FIREWALL, matters=_MATTERS)
        for rule in _by_priority(body):
            matches = _matches(inventory, rule, name)
            action = text(rule, "Action").upper()
            if matches and action == "BLOCK":
                return _block(rule, group)
            if matches and action in {"ALLOW", "ALERT"}:
                return "allowed"
            if matches is not False:
                unread = f"{DOMAINS} for {text(rule, 'FirewallDomainListId')}"
                return unreadable(unread, FIREWALL, matters=f"rule group {group} may block the name")
    return "silent"


def _by_priority(body: Body) -> list[Body]:
    rules = records(body, "FirewallRules")
    return sorted(rules, key=lambda each: (integer(each, "Priority") or 0, text(each, "FirewallDomainListId")))


def _matches(inventory: Inventory, rule: Body, name: str) -> bool | None:
    """Whether the rule is about the name; None where its domain list can't be read."""
    if text(rule, "Qtype").upper() not in _ADDRESS_QUESTIONS:
        return False
    body = reply_for(inventory, DOMAINS, text(rule, "FirewallDomainListId"))
    if body is None:
        return None
    domains = [normal(each) for each in texts(body, "Domains")]
    return any(name.endswith(each[1:]) if each.startswith("*") else name == each for each in domains)


def _block(rule: Body, group: str) -> Answer:
    response = text(rule, "BlockResponse").upper()
    sentence = f"Rule group {group} of DNS Firewall blocks the name with {response or 'a response that is not named'}."
    reason = Reason(Decider.FIREWALL, group, sentence, FIREWALL, "dns-firewall-block")
    hint = f"Allow the name in rule group {group} with a lower priority number than the rule that blocks it."
    return Answer(_OUTCOMES.get(response, Outcome.UNKNOWN), reason, hint)
