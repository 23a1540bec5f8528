"""What the resolver of a VPC answers: firewall, rules and zones before public DNS, the most specific first."""

from dataclasses import dataclass, replace

from gatewise.analysis.dns_expectation import profiles
from gatewise.analysis.dns_expectation.claims import Claim, Claims, claims
from gatewise.analysis.dns_expectation.domains import depth
from gatewise.analysis.dns_expectation.expectation import Answer, Decider, Outcome, Reason, unreadable
from gatewise.analysis.dns_expectation.firewall import blocked
from gatewise.analysis.dns_expectation.inbound import host_of
from gatewise.analysis.dns_expectation.public import public_answer, reaching
from gatewise.analysis.dns_expectation.records import Chase, of_zone
from gatewise.analysis.dns_expectation.rules import Rule, rules_of
from gatewise.analysis.dns_expectation.settings import ATTRIBUTES, DHCP_OPTIONS, attribute, servers
from gatewise.analysis.dns_expectation.sources import (
    DHCP,
    ENDPOINT,
    PROFILE_ENDPOINTS,
    RULE_TYPES,
    RULES,
    VPC_DNS,
    ZONES,
)
from gatewise.analysis.host_name import read_host
from gatewise.analysis.reachability.inventory import Inventory

_LONGEST_CHAIN = 8
"""Names and resolvers followed from one to the next before the answer is left open."""


@dataclass(frozen=True, slots=True)
class Resolvers:
    """The resolvers that the replies describe."""

    inventory: Inventory
    family: int | None = None
    """The address family asked for, 4 or 6; None for both."""

    def for_client(self, vpc: str, name: str) -> Answer:
        """What a client in the VPC gets from the servers that its DHCP options name."""
        named = servers(self.inventory, vpc)
        if named is None:
            what = f"{DHCP_OPTIONS} for {vpc}"
            return unreadable(what, DHCP, matters="clients may ask other servers than the VPC's resolver")
        if named.amazon:
            return self.of_vpc(vpc, name)
        host = host_of(self.inventory, named.addresses)
        if host:
            return self.of_vpc(host, name)
        asked = ", ".join(named.addresses)
        sentence = f"The DHCP options of {vpc} send clients to {asked}, and what those answer can't be read."
        reason = Reason(Decider.DNS_SERVERS, vpc, sentence, DHCP, "dns-custom-resolver")
        hint = f"Make {asked} forward the name to the VPC's resolver, or use AmazonProvidedDNS."
        return Answer(Outcome.UNKNOWN, reason, hint)

    def of_vpc(self, vpc: str, name: str, followed: int = 0) -> Answer:
        """What the VPC's own resolver answers, having followed so many names and resolvers to it."""
        if followed > _LONGEST_CHAIN:
            return unreadable("where the chain of names ends", ZONES, matters="it is too long or goes in a circle")
        support = attribute(self.inventory, vpc, "EnableDnsSupport")
        if support is None:
            return unreadable(f"{ATTRIBUTES} for {vpc}", VPC_DNS, matters="its resolver may be off")
        if not support:
            reason = Reason(
                Decider.VPC_ATTRIBUTES,
                vpc,
                f"enableDnsSupport is false for {vpc}, so its resolver does not answer.",
                VPC_DNS,
                "dns-vpc-attributes-off",
            )
            return Answer(Outcome.NO_RESOLVER, reason, f"Set enableDnsSupport, then enableDnsHostnames, for {vpc}.")
        extra = profiles.brought(self.inventory, vpc)
        if extra.gap:
            return unreadable(extra.gap, PROFILE_ENDPOINTS, matters="a Profile may bring rules and zones")
        stopped = blocked(self.inventory, vpc, name, extra.rule_groups)
        return stopped or self._by_rules_and_zones(vpc, name, extra, followed)

    def _by_rules_and_zones(self, vpc: str, name: str, extra: profiles.Brought, followed: int) -> Answer:
        rules = rules_of(self.inventory, vpc, extra.rules)
        rule = rules.best(name)
        decided = rule is not None and rule.forwards and rule.domain == name
        if rules.gap and not decided:
            return unreadable(rules.gap, RULES, matters=f"a rule may send questions from {vpc} elsewhere")
        if rule is not None and decided:
            return self._forwarded(rule, name, followed)
        return self._by_rule_or_zone(vpc, name, rule, claims(self.inventory, vpc, name, extra), followed)

    def _by_rule_or_zone(self, vpc: str, name: str, rule: Rule | None, held: Claims, followed: int) -> Answer:
        hostnames = attribute(self.inventory, vpc, "EnableDnsHostnames")
        # Private zones, the managed ones too, need both attributes.
        effective = Claims() if hostnames is False else held
        if effective.gap:
            return unreadable(effective.gap, ZONES, matters="a private zone may hold the name")
        if rule is not None and rule.forwards is not False and depth(rule.domain) >= effective.specific:
            if rule.forwards:
                return self._forwarded(rule, name, followed)
            return unreadable(f"the state of Resolver rule {rule.identifier}", RULES, matters="it may decide")
        if not effective.best:
            return self._in_public(vpc, name, switched_off=hostnames is False and bool(held.best))
        if hostnames is None:
            return unreadable(f"{ATTRIBUTES} for {vpc}", VPC_DNS, matters="private zones need enableDnsHostnames")
        return self._held(effective.best, name, vpc, followed)

    def _in_public(self, vpc: str, name: str, *, switched_off: bool) -> Answer:
        """What public DNS answers; and, if a private zone would have, that the VPC's attributes switch it off."""
        answer = public_answer(self.inventory, read_host(name), self.family, vpc)
        if not switched_off or answer.outcome is not Outcome.PUBLIC_OR_NONE:
            return answer
        sentence = f"enableDnsHostnames is false for {vpc}, so no private zone answers there."
        reason = Reason(Decider.VPC_ATTRIBUTES, vpc, sentence, ZONES, "dns-vpc-attributes-off")
        return replace(answer, reason=reason, hint=f"Set enableDnsHostnames for {vpc}.")

    def _held(self, best: tuple[Claim, ...], name: str, vpc: str, followed: int) -> Answer:
        """What the zones that hold the name answer; where several do, and differ, that is open."""
        answers = [self._by_claim(claim, name, vpc, followed) for claim in best]
        if len({(answer.outcome, answer.endpoint) for answer in answers}) == 1:
            return answers[0]
        what = f"which zone for {best[0].domain} comes first"
        return unreadable(what, ZONES, matters="several hold the name and answer differently")

    def _by_claim(self, claim: Claim, name: str, vpc: str, followed: int) -> Answer:
        if claim.endpoint is not None:
            sentence = f"Private DNS of endpoint {claim.endpoint.identifier} answers every name below {claim.domain}."
            reason = Reason(Decider.MANAGED_ZONE, claim.endpoint.identifier, sentence, VPC_DNS)
            return reaching(self.inventory, claim.endpoint, reason, self.family)
        if claim.zone is None:
            return unreadable(claim.unclear, ENDPOINT, matters="its private DNS may answer the name")
        chase = Chase(self.inventory, self.family, lambda target: self.of_vpc(vpc, target, followed + 1))
        return of_zone(chase, claim.zone, name)

    def _forwarded(self, rule: Rule, name: str, followed: int) -> Answer:
        asked = ", ".join(rule.targets) or "no address"
        domain = rule.domain or "."
        sentence = f"Resolver rule {rule.identifier} sends questions for {domain} to {asked}."
        host = host_of(self.inventory, rule.targets)
        leads = self.of_vpc(host, name, followed + 1) if host else None
        if leads is not None and leads.reaches:
            reason = Reason(Decider.RESOLVER_RULE, rule.identifier, sentence, RULE_TYPES)
            hint = f"The rule leads to the resolver of {host}, which answers with the endpoint's addresses."
            return replace(leads, outcome=Outcome.FORWARDED, reason=reason, hint=hint, leads_on=True)
        reason = Reason(Decider.RESOLVER_RULE, rule.identifier, sentence, RULE_TYPES, "dns-resolver-rule-override")
        hint = f"Add a SYSTEM rule for the name, or narrow rule {rule.identifier}, or have {asked} answer it."
        return Answer(Outcome.FORWARDED, reason, hint, leads_on=None if leads is None else leads.reaches)
