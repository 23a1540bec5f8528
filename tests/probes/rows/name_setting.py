from gatewise.model import Facts, Reason
from tests.probes.domain_world import NAME
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.rows.zones_and_rules import (
    ASSOCIATED,
    FIREWALL,
    RECORDS,
    RULES,
    TO_THE_ENDPOINTS_VPC,
    ZONE,
    ZONES,
    associated,
    profile,
    record_sets,
    rule,
    world,
    zone,
)
from tests.probes.world import (
    ALIAS,
    API,
    ENDPOINT_NAME,
    OTHER_VPCE,
    REGION,
    URL,
    VPC,
    VPCE,
    Json,
    endpoint,
    endpoints,
    rest_api,
)

LIST, REST = "aws ec2 describe_vpc_endpoints", "aws apigateway get_rest_api"
ABOVE = "internal.example.com"
BY_DOMAIN: Facts = {"invoke_url": f"https://{NAME}/v1/orders", "vpc_id": VPC, "region": REGION, "dns": "no_name"}
TO_THE_ENDPOINT: Json = {"Name": f"{NAME}.", "Type": "A", "AliasTarget": {"DNSName": f"{ENDPOINT_NAME}."}}
ELSEWHERE: Json = {"Name": f"{NAME}.", "Type": "A", "AliasTarget": {"DNSName": "lb.elb.amazonaws.com."}}
PUBLIC_ADDRESS: Json = {"Name": f"{NAME}.", "Type": "A", "ResourceRecords": [{"Value": "52.47.1.2"}]}
OWN: Facts = {"invoke_url": URL, "api_id": API, "vpce_id": VPCE}
BY_ALIAS: Facts = {"invoke_url": f"https://{ALIAS}/prod", "api_id": API, "vpce_id": OTHER_VPCE}

ROWS = (
    Row("on", OWN, "private_dns_on", {LIST: endpoints(endpoint())}, {"private_dns": "on"}),
    Row("off", OWN, "private_dns_off", {LIST: endpoints(endpoint(PrivateDnsEnabled=False))}, {"private_dns": "off"}),
    Row(
        "by the form alone",
        {"url_form": "default_name", "vpce_id": VPCE},
        "private_dns_on",
        {LIST: endpoints(endpoint())},
    ),
    Row("associated", BY_ALIAS, "alias_associated", {REST: rest_api()}),
    Row(
        "not associated",
        BY_ALIAS,
        "alias_not_associated",
        {REST: rest_api(endpointConfiguration={"types": ["PRIVATE"]})},
        {"vpce_id": VPCE},
    ),
    Row("the endpoint's own name", {"invoke_url": f"https://{ENDPOINT_NAME}/prod"}, "public_record"),
    Row(
        "a custom domain, and no zone",
        BY_DOMAIN,
        "record_missing",
        world(),
        {"client_vpc_id": VPC, "domain_name": NAME},
        shows=f"No private hosted zone that the client sees has {NAME}.",
    ),
    Row(
        "a custom domain, and a zone without a record",
        BY_DOMAIN,
        "record_missing",
        world({ZONES: zone(ABOVE), RECORDS: record_sets(name=ABOVE)}),
        {"hosted_zone_id": ZONE},
    ),
    Row(
        "a custom domain, and an alias of the endpoint",
        BY_DOMAIN,
        "public_record",
        world({ZONES: zone(ABOVE), RECORDS: record_sets(TO_THE_ENDPOINT, name=ABOVE)}),
    ),
    Row(
        "a custom domain, and a public address",
        BY_DOMAIN,
        "record_missing",
        world({ZONES: zone(ABOVE), RECORDS: record_sets(PUBLIC_ADDRESS, name=ABOVE)}),
    ),
    Row(
        "a custom domain, and an alias of something else",
        BY_DOMAIN,
        None,
        world({ZONES: zone(ABOVE), RECORDS: record_sets(ELSEWHERE, name=ABOVE)}),
        because=Reason.AMBIGUOUS,
    ),
    Row(
        "a custom domain that a Profile's zone holds",
        BY_DOMAIN,
        "record_missing",
        world({**profile("hostedzone", ZONE), RECORDS: record_sets(name=ABOVE)}),
    ),
    Row(
        "a custom domain, and a rule",
        BY_DOMAIN,
        None,
        world({RULES: rule(ABOVE), ASSOCIATED: associated()}),
        because=Reason.AMBIGUOUS,
    ),
    Row("a custom domain, and a rule elsewhere", BY_DOMAIN, "record_missing", world(TO_THE_ENDPOINTS_VPC)),
    Row("a custom domain, and a firewall rule for others", BY_DOMAIN, "record_missing", world(FIREWALL)),
    Row("a custom domain, and no VPC", {"invoke_url": f"https://{NAME}/"}, None, because=Reason.MISSING_FACT),
    Row("no form", {}, None, because=Reason.MISSING_FACT),
    Row("no endpoint", {"invoke_url": URL}, None, because=Reason.MISSING_FACT),
    Row("endpoint denied", OWN, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("API denied", BY_ALIAS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
    Row("API gone", BY_ALIAS, None, {REST: NOT_FOUND}, because=Reason.FAILED),
)
