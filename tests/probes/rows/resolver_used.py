from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import ENDPOINT_NAME, OTHER_VPC, URL, VPC, vpcs

VPCS, OPTIONS = "aws ec2 describe_vpcs", "aws ec2 describe_dhcp_options"
HERE: Facts = {"location": "same_vpc", "vpc_id": VPC, "invoke_url": URL}
THERE: Facts = {"location": "connected", "vpc_id": VPC, "client_vpc_id": OTHER_VPC, "invoke_url": URL}
BY_ENDPOINT: Facts = {"invoke_url": f"https://{ENDPOINT_NAME}/prod"}


def servers(options: str, *named: str) -> dict[str, JsonValue]:
    values: list[JsonValue] = [{"Value": server} for server in named]
    settings: list[JsonValue] = [
        {"Key": "domain-name", "Values": [{"Value": "eu-west-3.compute.internal"}]},
        {"Key": "domain-name-servers", "Values": values},
    ]
    return {"DhcpOptions": [{"DhcpOptionsId": options, "DhcpConfigurations": settings}]}


ROWS = (
    Row("Amazon's", HERE, "amazon", {VPCS: vpcs(), OPTIONS: servers("dopt-1", "AmazonProvidedDNS")}),
    Row(
        "Amazon's by address", HERE, "amazon", {VPCS: vpcs(), OPTIONS: servers("dopt-1", "10.0.0.2", "169.254.169.253")}
    ),
    Row(
        "one of its own",
        HERE,
        "custom",
        {VPCS: vpcs(), OPTIONS: servers("dopt-1", "10.0.0.53", "AmazonProvidedDNS")},
        {"dns_servers": ("10.0.0.53", "AmazonProvidedDNS")},
    ),
    Row("another VPC", THERE, "other_vpc", {}, {"client_vpc_id": OTHER_VPC}),
    Row("a network on premises", {"location": "connected", "vpc_id": VPC, "invoke_url": URL}, "on_premises", {}),
    Row(
        "another VPC, and a public record",
        {**THERE, **BY_ENDPOINT},
        "outside",
        {VPCS: vpcs(), OPTIONS: servers("dopt-2", "10.8.0.53")},
    ),
    Row(
        "on premises, and a public record",
        {"location": "connected", "vpc_id": VPC, **BY_ENDPOINT},
        "outside",
    ),
    Row(
        "on premises, and a custom domain",
        {"location": "connected", "vpc_id": VPC, "url_form": "custom_domain"},
        None,
        because=Reason.AMBIGUOUS,
    ),
    Row("nobody knows where the client is", {"vpc_id": VPC}, None, because=Reason.MISSING_FACT),
    Row("nobody knows the VPC", {"location": "same_vpc"}, None, because=Reason.MISSING_FACT),
    Row("no servers", HERE, None, {VPCS: vpcs(), OPTIONS: servers("dopt-1")}, because=Reason.AMBIGUOUS),
    Row("the options are gone", HERE, None, {VPCS: vpcs(), OPTIONS: NOT_FOUND}, because=Reason.FAILED),
    Row("the VPC is gone", HERE, None, {VPCS: NOT_FOUND}, because=Reason.FAILED),
    Row("VPC denied", HERE, None, {VPCS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("options denied", HERE, None, {VPCS: vpcs(), OPTIONS: DENIED}, because=Reason.ACCESS_DENIED),
)
