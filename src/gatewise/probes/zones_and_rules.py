"""Whether a private hosted zone, a Resolver rule or DNS Firewall takes the name, judged from the VPC's configuration.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
"""

from gatewise.analysis.dns_expectation import Client, Decider, Expectation, Outcome, compared, expected
from gatewise.analysis.known import one, several
from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading
from gatewise.probes import Probing
from gatewise.probes import _name_resolution as configuration_lookup
from gatewise.probes._api_call import url_of
from gatewise.probes._name_resolution import INTERFACES, Configuration, read_configuration
from gatewise.probes._readings import ambiguous, evidence, known, not_known, told, untold

ANSWERS = ("zone", "rule", "firewall", "neither")
NEEDS = ("host", "vpc_id")
ESTABLISHES = {
    "zone": ("hosted_zone_id",),
    "rule": ("resolver_rule_id", "client_vpc_id"),
    "firewall": ("firewall_rule_group_id", "client_vpc_id"),
    "neither": (),
}
CALLS = configuration_lookup.CALLS

_TAKEN_BY = {
    Decider.PRIVATE_ZONE: "zone",
    Decider.RESOLVER_RULE: "rule",
    Decider.FIREWALL: "firewall",
}


def probe(facts: Facts) -> Probing:
    """Judge what the VPC's resolver should answer, and why; say who takes the name away from the endpoint."""
    host, endpoint_vpc = one(facts, "host"), one(facts, "vpc_id")
    vpc = one(facts, "client_vpc_id") or endpoint_vpc
    call = url_of(facts)
    region = one(facts, "region") or (call.target.region if call else "")
    if not region:
        return untold(not_known("The Region of the VPC is not known.", "Say which: --region."))
    vpcs = tuple(dict.fromkeys((vpc, endpoint_vpc)))
    configuration = yield from read_configuration(facts, host, vpcs, region)
    return _judged(facts, vpc, expected(host, Client(vpc), configuration.inventory), configuration)


def _judged(facts: Facts, vpc: str, expectation: Expectation, configuration: Configuration) -> Reading:
    reason, observed = expectation.reason, _observed(facts)
    why = evidence(reason.sentence, f"Decided by: {reason.component}\n{expectation.hint}\n{reason.source}")
    shown: tuple[Evidence, ...] = (why,)
    if observed is not None:
        found = ", ".join(observed) or "no address"
        shown += (evidence(f"On the client, {one(facts, 'host')} resolves to {found}.", seen_from=CLIENT),)
    answer = _TAKEN_BY.get(reason.decider, "neither") if reason.cause else "neither"
    taken_by = known(
        {
            "hosted_zone_id": reason.component if answer == "zone" else "",
            "resolver_rule_id": reason.component if answer == "rule" else "",
            "firewall_rule_group_id": reason.component if answer == "firewall" else "",
            "client_vpc_id": vpc,
        }
    )
    if expectation.outcome is Outcome.UNKNOWN:
        return untold(_unknown(expectation, configuration), *shown, **taken_by)
    if answer == "neither":
        return told(answer, *shown, client_vpc_id=vpc)
    if observed is not None and compared(expectation, frozenset(observed)).as_expected is False:
        what = f"{reason.sentence} The client gets another answer than that would give."
        return untold(ambiguous(what, "Look which DNS server the client asks: run `dig` on it."), *shown, **taken_by)
    return told(answer, *shown, **taken_by)


def _observed(facts: Facts) -> tuple[str, ...] | None:
    """What the client was seen to get; None where nobody has looked."""
    if one(facts, "dns") == "no_name":
        return ()
    return several(facts, "resolved_addresses") or None


def _unknown(expectation: Expectation, configuration: Configuration) -> NotSeen:
    reason = expectation.reason
    if reason.decider is Decider.PRIVATE_ZONE:
        return configuration.why(INTERFACES) or ambiguous(reason.sentence, expectation.hint)
    return configuration.why(reason.component) or not_known(reason.sentence, expectation.hint)
