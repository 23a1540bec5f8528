from gatewise.model import Facts, JsonValue, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import VPC


def asks(attribute: str) -> str:
    return f'aws ec2 describe_vpc_attribute {{"Attribute": "{attribute}", "VpcId": "{VPC}"}}'


def says(attribute: str, *, value: JsonValue) -> dict[str, JsonValue]:
    return {"VpcId": VPC, attribute: {"Value": value}}


SUPPORT, HOSTNAMES = asks("enableDnsSupport"), asks("enableDnsHostnames")
FACTS: Facts = {"vpc_id": VPC}
SUPPORT_ON = says("EnableDnsSupport", value=True)

ROWS = (
    Row("both", FACTS, "both_on", {SUPPORT: SUPPORT_ON, HOSTNAMES: says("EnableDnsHostnames", value=True)}),
    Row(
        "hostnames off",
        FACTS,
        "off",
        {SUPPORT: SUPPORT_ON, HOSTNAMES: says("EnableDnsHostnames", value=False)},
        {"dns_attributes_off": ("enableDnsHostnames",)},
    ),
    Row(
        "support off, the other denied",
        FACTS,
        "off",
        {SUPPORT: says("EnableDnsSupport", value=False), HOSTNAMES: DENIED},
    ),
    Row("one denied", FACTS, None, {SUPPORT: SUPPORT_ON, HOSTNAMES: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no such VPC", FACTS, None, {SUPPORT: NOT_FOUND, HOSTNAMES: NOT_FOUND}, because=Reason.FAILED),
    Row("not said", FACTS, None, {SUPPORT: SUPPORT_ON, HOSTNAMES: {"VpcId": VPC}}, because=Reason.AMBIGUOUS),
)
