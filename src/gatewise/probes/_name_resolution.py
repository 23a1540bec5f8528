"""Reads the configuration that decides what a name resolves to in a VPC.

Zones, rules, Profiles and inbound endpoints: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gatewise.analysis.dns_expectation import apis, endpoints, firewall, inbound, profiles, rules, settings, zones
from gatewise.analysis.dns_expectation.domains import normal, within
from gatewise.analysis.host_name import read_host
from gatewise.analysis.known import one
from gatewise.analysis.reachability.inventory import Inventory
from gatewise.analysis.shapes import records, text, texts
from gatewise.model import Facts, JsonValue, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all, without_a_place
from gatewise.probes._endpoint import SERVICE, interfaces_call

CALLS = (
    "apigateway.get_rest_api",
    "ec2.describe_vpcs",
    "ec2.describe_vpc_attribute",
    "ec2.describe_dhcp_options",
    "ec2.describe_vpc_endpoints",
    "ec2.describe_network_interfaces",
    "route53.list_hosted_zones_by_vpc",
    "route53.list_resource_record_sets",
    "route53resolver.list_resolver_rules",
    "route53resolver.list_resolver_rule_associations",
    "route53resolver.list_resolver_endpoints",
    "route53resolver.list_resolver_endpoint_ip_addresses",
    "route53resolver.list_firewall_rule_group_associations",
    "route53resolver.list_firewall_rules",
    "route53resolver.list_firewall_domains",
    "route53profiles.list_profile_associations",
    "route53profiles.list_profile_resource_associations",
)
"""What reading it may ask for."""

INTERFACES = "ec2.DescribeNetworkInterfaces"
_LISTS = {settings.VPCS: "Vpcs", INTERFACES: "NetworkInterfaces"}
"""The operations that are called several times and have one list."""
_ATTRIBUTES = ("enableDnsSupport", "enableDnsHostnames")


@dataclass(frozen=True, slots=True)
class _Look:
    """One call, and where its reply belongs."""

    name: str
    """The operation as an inventory has it: `ec2.DescribeVpcs`."""
    call: AwsCall
    resource: str = ""
    """What it is called for, where it is called once for each."""

    @property
    def said(self) -> str:
        """As an expectation names what it can't read."""
        return f"{self.name} for {self.resource}" if self.resource else self.name


@dataclass(frozen=True, slots=True)
class Configuration:
    """The replies, and why the others are missing."""

    inventory: Inventory
    missing: Mapping[str, NotSeen]
    """By what is missing, as an expectation names it."""

    def why(self, unread: str) -> NotSeen | None:
        """Why something can't be read; None where every call about it has a reply."""
        name = unread.partition(" ")[0]
        wanted = (unread, name, settings.VPCS) if name == settings.DHCP_OPTIONS else (unread, name)
        return next((self.missing[each] for each in wanted if each in self.missing), None)


def read_configuration(facts: Facts, host: str, vpcs: Sequence[str], region: str) -> Asking[Configuration]:
    """Ask for everything that bears on the name in these VPCs, the client's first."""
    name = normal(host)
    first = (*_of_vpcs(vpcs, region), *_of_region(name))
    known = [*zip(first, (yield from ask_all([look.call for look in first])), strict=True)]
    for follow in (_named_by_first, _named_by_second, _domains_of_profiles):
        made = {look.call for look, _ in known}
        held = Inventory(_inputs(known))
        more = [look for look in follow(held, name, vpcs) if look.call not in made]
        known += zip(more, (yield from ask_all([look.call for look in more])), strict=True)
    missing = {look.said: why for look, seen in reversed(known) if (why := _missing(seen)) is not None}
    owner = one(facts, "endpoint_account_id") or one(facts, "account_id")
    return Configuration(Inventory(_inputs(known), region, owner), missing)


def _of_vpcs(vpcs: Iterable[str], region: str) -> Iterator[_Look]:
    for vpc in vpcs:
        yield _Look(settings.VPCS, AwsCall.to("ec2", "describe_vpcs", VpcIds=[vpc]))
        for attribute in _ATTRIBUTES:
            call = AwsCall.to("ec2", "describe_vpc_attribute", VpcId=vpc, Attribute=attribute)
            yield _Look(settings.ATTRIBUTES, call, vpc)
        yield _Look(zones.ZONES, AwsCall.to("route53", "list_hosted_zones_by_vpc", VPCId=vpc, VPCRegion=region), vpc)


def _of_region(name: str) -> Iterator[_Look]:
    yield _Look(endpoints.ENDPOINTS, AwsCall.to("ec2", "describe_vpc_endpoints"))
    yield _Look(rules.RULES, AwsCall.to("route53resolver", "list_resolver_rules"))
    yield _Look(rules.ASSOCIATIONS, AwsCall.to("route53resolver", "list_resolver_rule_associations"))
    yield _Look(inbound.ENDPOINTS, AwsCall.to("route53resolver", "list_resolver_endpoints"))
    yield _Look(firewall.GROUPS, AwsCall.to("route53resolver", "list_firewall_rule_group_associations"))
    yield _Look(profiles.PROFILES, AwsCall.to("route53profiles", "list_profile_associations"))
    host = read_host(name)
    if host.form == "alias" and host.api_id:
        yield _Look(apis.API, AwsCall.to("apigateway", "get_rest_api", restApiId=host.api_id), host.api_id)


def _named_by_first(held: Inventory, name: str, vpcs: Sequence[str]) -> Iterator[_Look]:
    """What the first replies name: the client's DHCP options, addresses, records, and what Profiles hold."""
    options = text(held.vpcs.get(vpcs[0], {}), "DhcpOptionsId")
    if options:
        yield _Look(settings.DHCP_OPTIONS, AwsCall.to("ec2", "describe_dhcp_options", DhcpOptionsIds=[options]))
    for endpoint in held.endpoints.values():
        interfaces = texts(endpoint, "NetworkInterfaceIds")
        if interfaces and text(endpoint, "ServiceName").endswith(SERVICE) and text(endpoint, "VpcId") in vpcs:
            yield _Look(INTERFACES, interfaces_call(interfaces))
    for vpc in vpcs:
        for zone in zones.zones_of(held, vpc, ()).known:
            if within(name, zone.domain) and not zone.managed:
                yield _records(zone.identifier)
    for each in inbound.inbound_endpoints(held) or ():
        call = AwsCall.to("route53resolver", "list_resolver_endpoint_ip_addresses", ResolverEndpointId=each.identifier)
        yield _Look(inbound.ADDRESSES, call, each.identifier)
    for group in dict.fromkeys(_rule_groups(held, vpcs)):
        yield _firewall_rules(group)
    of_vpcs = held.listed(profiles.PROFILES, "ProfileAssociations")
    for profile in dict.fromkeys(text(each, "ProfileId") for each in of_vpcs if text(each, "ResourceId") in vpcs):
        call = AwsCall.to("route53profiles", "list_profile_resource_associations", ProfileId=profile)
        yield _Look(profiles.RESOURCES, call, profile)


def _named_by_second(held: Inventory, _: str, vpcs: Sequence[str]) -> Iterator[_Look]:
    """The records of the zones that Profiles bring, their rule groups, and the domain lists of the rules."""
    brought = [profiles.brought(held, vpc) for vpc in vpcs]
    # Only a zone's records tell its name.
    yield from (_records(zone) for zone in dict.fromkeys(zone for each in brought for zone in each.zones))
    yield from (
        _firewall_rules(group) for group in dict.fromkeys(group for each in brought for group in each.rule_groups)
    )
    yield from _domain_lists(held, _rule_groups(held, vpcs))


def _domains_of_profiles(held: Inventory, _: str, vpcs: Sequence[str]) -> Iterator[_Look]:
    """The domain lists of the rule groups that Profiles bring."""
    yield from _domain_lists(held, (group for vpc in vpcs for group in profiles.brought(held, vpc).rule_groups))


def _rule_groups(held: Inventory, vpcs: Sequence[str]) -> Iterator[str]:
    for each in held.listed(firewall.GROUPS, "FirewallRuleGroupAssociations"):
        if text(each, "VpcId") in vpcs:
            yield text(each, "FirewallRuleGroupId")


def _firewall_rules(group: str) -> _Look:
    call = AwsCall.to("route53resolver", "list_firewall_rules", FirewallRuleGroupId=group)
    return _Look(firewall.RULES, call, group)


def _domain_lists(held: Inventory, groups: Iterable[str]) -> Iterator[_Look]:
    of_groups = (settings.reply_for(held, firewall.RULES, group) or {} for group in groups)
    rules_of_groups = (rule for body in of_groups for rule in records(body, "FirewallRules"))
    for domains in dict.fromkeys(text(rule, "FirewallDomainListId") for rule in rules_of_groups):
        if domains:
            call = AwsCall.to("route53resolver", "list_firewall_domains", FirewallDomainListId=domains)
            yield _Look(firewall.DOMAINS, call, domains)


def _records(zone: str) -> _Look:
    return _Look(zones.RECORDS, AwsCall.to("route53", "list_resource_record_sets", HostedZoneId=zone), zone)


def _inputs(known: Iterable[tuple[_Look, Seen]]) -> dict[str, Any]:
    """The replies as an inventory has them; several of one operation are one list, or one body for each resource."""
    inputs: dict[str, Any] = {}
    for look, seen in known:
        body = _body(seen)
        if look.resource:
            bodies = inputs.setdefault(look.name, {})
            bodies[look.resource] = {**bodies.get(look.resource, {}), **body}
        elif "__error__" not in body and look.name in _LISTS:
            key = _LISTS[look.name]
            listed = [*records(inputs.get(look.name), key), *records(body, key)]
            inputs[look.name] = {key: [*map(dict, listed)]}
        else:
            inputs.setdefault(look.name, body)
    return inputs


def _body(seen: Seen) -> dict[str, JsonValue]:
    if isinstance(seen, NotSeen):
        return {"__error__": {"Code": seen.reason.value}}
    return {"__error__": {"Code": text(seen.data, "code")}} if seen.meaning == NOT_FOUND else dict(seen.data)


def _missing(seen: Seen) -> NotSeen | None:
    if isinstance(seen, NotSeen):
        return seen
    return without_a_place(seen) if seen.meaning == NOT_FOUND else None
