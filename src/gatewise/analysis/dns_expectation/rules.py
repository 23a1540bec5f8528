"""The Resolver rules in force for a VPC."""

from dataclasses import dataclass

from gatewise.analysis.dns_expectation.domains import depth, normal, within
from gatewise.analysis.reachability.inventory import Body, Inventory
from gatewise.analysis.shapes import records, text

RULES = "route53resolver.ListResolverRules"
ASSOCIATIONS = "route53resolver.ListResolverRuleAssociations"
INTERNET = "rslvr-autodefined-rr-internet-resolver"
"""The rule that every VPC has: what matches nothing else is asked on the internet."""
_HERE = frozenset({"SYSTEM", "RECURSIVE"})
_NOT_IN_FORCE = frozenset({"FAILED", "OVERRIDDEN"})
_IN_FORCE = frozenset({"COMPLETE", "UPDATING", ""})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    identifier: str
    domain: str
    forwards: bool | None
    """Whether it sends questions away; None where its kind or state leaves that open."""
    targets: tuple[str, ...] = ()
    """The addresses it sends them to, sorted."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one VPC."""

    known: tuple[Rule, ...]
    gap: str = ""
    """What can't be read of them; empty if nothing is missing."""

    def best(self, name: str) -> Rule | None:
        """The one that decides: the most specific whose domain holds the name; of two alike the one that forwards."""
        fitting = [rule for rule in self.known if within(name, rule.domain)]
        order = {False: 0, None: 1, True: 2}
        return max(fitting, key=lambda r: (depth(r.domain), order[r.forwards], r.identifier), default=None)


def rules_of(inventory: Inventory, vpc: str, from_profiles: tuple[str, ...]) -> Rules:
    """The rules associated with the VPC, itself or by its Profiles."""
    if inventory.failed(ASSOCIATIONS):
        return Rules((), ASSOCIATIONS)
    states = {
        text(each, "ResolverRuleId"): text(each, "Status").upper()
        for each in inventory.listed(ASSOCIATIONS, "ResolverRuleAssociations")
        if text(each, "VPCId") == vpc
    }
    wanted = dict.fromkeys(from_profiles, "COMPLETE") | states
    listed = {text(body, "Id"): body for body in inventory.listed(RULES, "ResolverRules")}
    known: list[Rule] = []
    gap = ""
    for identifier, state in sorted(wanted.items()):
        if state in _NOT_IN_FORCE or identifier == INTERNET:
            continue
        if identifier not in listed:
            gap = gap or (RULES if inventory.failed(RULES) else f"Resolver rule {identifier}")
        elif (rule := _rule(listed[identifier], state)) is not None:
            known.append(rule)
    return Rules(tuple(known), gap)


def _rule(body: Body, state: str) -> Rule | None:
    kind, status = text(body, "RuleType").upper(), text(body, "Status").upper()
    # A delegation rule acts on NS records of a zone, and those leave the answer open by themselves.
    if kind == "DELEGATE":
        return None
    settled = state in _IN_FORCE and status in _IN_FORCE
    forwards = None if not settled else True if kind == "FORWARD" else False if kind in _HERE else None
    targets = {text(each, key) for each in records(body, "TargetIps") for key in ("Ip", "Ipv6")} - {""}
    return Rule(text(body, "Id"), normal(text(body, "DomainName")), forwards, tuple(sorted(targets)))
