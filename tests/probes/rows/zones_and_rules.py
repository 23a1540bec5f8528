from gatewise.model import Facts, JsonValue, Reason
from gatewise.probes import Seen
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import (
    ALIAS,
    HOST,
    INTERFACES,
    OTHER_VPC,
    REGION,
    URL,
    VPC,
    VPCE,
    Json,
    endpoint,
    endpoints,
    rest_api,
    vpcs,
)

ZONE, RULE, PROFILE, INBOUND = "Z0123456789ABCDEFGHIJ", "rslvr-rr-0123456789abcdef0", "rp-1", "rslvr-in-1"
DOMAIN = f"execute-api.{REGION}.amazonaws.com"
ATTRIBUTES, VPCS = "aws ec2 describe_vpc_attribute", "aws ec2 describe_vpcs"
DHCP, ENDPOINTS = "aws ec2 describe_dhcp_options", "aws ec2 describe_vpc_endpoints"
ADDRESSES = "aws ec2 describe_network_interfaces"
ZONES, RECORDS = "aws route53 list_hosted_zones_by_vpc", "aws route53 list_resource_record_sets"
RULES, ASSOCIATED = (
    "aws route53resolver list_resolver_rules",
    "aws route53resolver list_resolver_rule_associations",
)
INBOUNDS = "aws route53resolver list_resolver_endpoints"
INBOUND_ADDRESSES = "aws route53resolver list_resolver_endpoint_ip_addresses"
PROFILES = "aws route53profiles list_profile_associations"
FIREWALLS = "aws route53resolver list_firewall_rule_group_associations"
FIREWALL_RULES, DOMAINS = "aws route53resolver list_firewall_rules", "aws route53resolver list_firewall_domains"
GROUP = "rslvr-frg-0123456789abcdef0"
BROUGHT = "aws route53profiles list_profile_resource_associations"

ASKED: Facts = {"host": HOST, "invoke_url": URL, "vpc_id": VPC, "region": REGION}
NO_NAME: Facts = {**ASKED, "dns": "no_name"}
PUBLIC: Facts = {**ASKED, "dns": "public", "resolved_addresses": ("52.47.100.10",)}
THERE: Facts = {**PUBLIC, "client_vpc_id": OTHER_VPC}
BY_ALIAS: Facts = {**NO_NAME, "host": ALIAS, "invoke_url": f"https://{ALIAS}/prod"}


def servers(*named: str) -> Json:
    values: list[JsonValue] = [{"Value": each} for each in named]
    setting: Json = {"Key": "domain-name-servers", "Values": values}
    return {"DhcpOptions": [{"DhcpOptionsId": name, "DhcpConfigurations": [setting]} for name in ("dopt-1", "dopt-2")]}


def zone(name: str = HOST, identifier: str = ZONE) -> Json:
    return {"HostedZoneSummaries": [{"HostedZoneId": identifier, "Name": f"{name}.", "Owner": {"OwningAccount": "1"}}]}


def record_sets(*held: Json, name: str = HOST) -> Json:
    return {"ResourceRecordSets": [{"Name": f"{name}.", "Type": "SOA"}, *held]}


def address(value: str) -> Json:
    return {"Name": f"{HOST}.", "Type": "A", "ResourceRecords": [{"Value": value}]}


def rule(domain: str = DOMAIN, target: str = "172.16.0.53") -> Json:
    held: Json = {"Id": RULE, "DomainName": domain, "RuleType": "FORWARD", "Status": "COMPLETE"}
    return {"ResolverRules": [{**held, "TargetIps": [{"Ip": target, "Port": 53}]}]}


def associated(vpc: str = VPC) -> Json:
    return {"ResolverRuleAssociations": [{"ResolverRuleId": RULE, "VPCId": vpc, "Status": "COMPLETE"}]}


def profile(kind: str, identifier: str) -> dict[str, Json]:
    held: Json = {"ProfileId": PROFILE, "ResourceId": VPC, "Status": "COMPLETE"}
    arn = f"arn:aws:route53:::{kind}/{identifier}"
    return {
        PROFILES: {"ProfileAssociations": [held]},
        BROUGHT: {"ProfileResourceAssociations": [{"ResourceArn": arn, "Status": "COMPLETE"}]},
    }


def world(replies: dict[str, Json] | dict[str, Seen] | Replies | None = None) -> Replies:
    """Nothing interferes; these replies are others."""
    return {
        VPCS: vpcs(),
        ATTRIBUTES: {"EnableDnsSupport": {"Value": True}, "EnableDnsHostnames": {"Value": True}},
        DHCP: servers("AmazonProvidedDNS"),
        ENDPOINTS: endpoints(endpoint()),
        ADDRESSES: INTERFACES,
        ZONES: {"HostedZoneSummaries": []},
        RULES: {"ResolverRules": []},
        ASSOCIATED: {"ResolverRuleAssociations": []},
        INBOUNDS: {"ResolverEndpoints": []},
        PROFILES: {"ProfileAssociations": []},
        FIREWALLS: {"FirewallRuleGroupAssociations": []},
        **(replies or {}),
    }


FIREWALL: Replies = {
    FIREWALLS: {"FirewallRuleGroupAssociations": [{"FirewallRuleGroupId": GROUP, "VpcId": VPC, "Priority": 101}]},
    FIREWALL_RULES: {
        "FirewallRules": [
            {"FirewallDomainListId": "rslvr-fdl-1", "Priority": 100, "Action": "BLOCK", "BlockResponse": "NXDOMAIN"}
        ]
    },
    DOMAINS: {"Domains": [f"*.{DOMAIN}."]},
}
FORWARDED: Replies = {RULES: rule(), ASSOCIATED: associated()}
TO_THE_ENDPOINTS_VPC: Replies = {
    RULES: rule(target="10.0.1.53"),
    ASSOCIATED: associated(OTHER_VPC),
    INBOUNDS: {
        "ResolverEndpoints": [{"Id": INBOUND, "HostVPCId": VPC, "Direction": "INBOUND", "Status": "OPERATIONAL"}]
    },
    INBOUND_ADDRESSES: {"IpAddresses": [{"Ip": "10.0.1.53"}]},
}
TAKEN: Facts = {"hosted_zone_id": ZONE}
RULED: Facts = {"resolver_rule_id": RULE, "client_vpc_id": VPC}

ROWS = (
    Row("a firewall rule", NO_NAME, "firewall", world(FIREWALL), {"firewall_rule_group_id": GROUP}),
    Row(
        "a firewall rule for others", NO_NAME, "neither", world({**FIREWALL, DOMAINS: {"Domains": ["*.example.com."]}})
    ),
    Row(
        "a firewall's domains denied", NO_NAME, None, world({**FIREWALL, DOMAINS: DENIED}), because=Reason.ACCESS_DENIED
    ),
    Row(
        "a zone without the record",
        NO_NAME,
        "zone",
        world({ZONES: zone(), RECORDS: record_sets()}),
        TAKEN,
        shows="has no record for it",
        absent=("resolver_rule_id",),
    ),
    Row(
        "a zone with a public address",
        PUBLIC,
        "zone",
        world({ZONES: zone(), RECORDS: record_sets(address("52.47.100.10"))}),
        TAKEN,
        shows="resolves to 52.47.100.10",
    ),
    Row(
        "a zone that a Profile brings",
        NO_NAME,
        "zone",
        world({**profile("hostedzone", ZONE), RECORDS: record_sets()}),
        TAKEN,
    ),
    Row("a rule for the endpoint's domain", PUBLIC, "rule", world(FORWARDED), RULED, shows="172.16.0.53"),
    Row(
        "a rule, and the inbound endpoints are denied",
        PUBLIC,
        "rule",
        world({**FORWARDED, INBOUNDS: DENIED}),
        RULED,
    ),
    Row(
        "a rule that a Profile brings", NO_NAME, "rule", world({**profile("resolver-rule", RULE), RULES: rule()}), RULED
    ),
    Row("nothing interferes", NO_NAME, "neither", world(), shows=f"Private DNS of endpoint {VPCE}"),
    Row("a zone of another domain", NO_NAME, "neither", world({ZONES: zone("corp.example")})),
    Row(
        "a zone for a shorter domain than the endpoint's",
        NO_NAME,
        "neither",
        world({ZONES: zone("amazonaws.com"), RECORDS: record_sets(name="amazonaws.com")}),
        absent=("hosted_zone_id",),
    ),
    Row(
        "a zone that leads to the endpoint",
        NO_NAME,
        "neither",
        world({ZONES: zone(), RECORDS: record_sets(address("10.0.1.37"))}),
    ),
    Row("a rule for a shorter domain", NO_NAME, "neither", world({RULES: rule("com"), ASSOCIATED: associated()})),
    Row("a rule of another VPC", NO_NAME, "neither", world({RULES: rule(), ASSOCIATED: associated(OTHER_VPC)})),
    Row("a rule that leads to the endpoint's VPC", THERE, "neither", world(TO_THE_ENDPOINTS_VPC)),
    Row("the alias has a record", BY_ALIAS, "neither", world({"aws apigateway get_rest_api": rest_api()})),
    Row(
        "the alias, and the API is denied",
        BY_ALIAS,
        None,
        world({ENDPOINTS: endpoints(endpoint(PrivateDnsEnabled=False)), "aws apigateway get_rest_api": DENIED}),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "the zone's records lead somewhere unknown",
        NO_NAME,
        None,
        world({ZONES: zone(), RECORDS: record_sets(address("10.9.9.9"))}),
        TAKEN,
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "the zone leads to addresses, and the endpoint's are denied",
        NO_NAME,
        None,
        world({ZONES: zone(), RECORDS: record_sets(address("10.0.1.37")), ADDRESSES: DENIED}),
        because=Reason.ACCESS_DENIED,
    ),
    Row(
        "a zone without the record, and the client gets an address",
        PUBLIC,
        None,
        world({ZONES: zone(), RECORDS: record_sets()}),
        TAKEN,
        because=Reason.AMBIGUOUS,
    ),
    Row("zones denied", NO_NAME, None, world({ZONES: DENIED}), because=Reason.ACCESS_DENIED),
    Row("records denied", NO_NAME, None, world({ZONES: zone(), RECORDS: DENIED}), because=Reason.ACCESS_DENIED),
    Row("records gone", NO_NAME, None, world({ZONES: zone(), RECORDS: NOT_FOUND}), because=Reason.FAILED),
    Row("associations denied", NO_NAME, None, world({ASSOCIATED: DENIED}), because=Reason.ACCESS_DENIED),
    Row("rules denied", NO_NAME, None, world({**FORWARDED, RULES: DENIED}), because=Reason.ACCESS_DENIED),
    Row("Profiles denied", NO_NAME, None, world({PROFILES: DENIED}), because=Reason.ACCESS_DENIED),
    Row("attributes denied", NO_NAME, None, world({ATTRIBUTES: DENIED}), because=Reason.ACCESS_DENIED),
    Row("VPC denied", NO_NAME, None, world({VPCS: DENIED}), because=Reason.ACCESS_DENIED),
    Row("options denied", NO_NAME, None, world({DHCP: DENIED}), because=Reason.ACCESS_DENIED),
    Row("endpoints denied", NO_NAME, None, world({ENDPOINTS: DENIED}), because=Reason.ACCESS_DENIED),
    Row("a rule that is not listed", NO_NAME, None, world({ASSOCIATED: associated()}), because=Reason.MISSING_FACT),
    Row("servers of its own", PUBLIC, None, world({DHCP: servers("10.0.0.53")}), because=Reason.MISSING_FACT),
    Row(
        "no Region",
        {"host": "orders.example", "vpc_id": VPC},
        None,
        because=Reason.MISSING_FACT,
    ),
)
