"""Whether the endpoint's VPC has DNS support and DNS hostnames on: `describe_vpc_attribute`, one attribute a call.

https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import flag, record
from gatewise.model import Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, ask_all, without_a_place
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("both_on", "off")
NEEDS = ("vpc_id",)
ESTABLISHES = {"both_on": (), "off": ("dns_attributes_off",)}
CALLS = ("ec2.describe_vpc_attribute",)

_ATTRIBUTES = ("enableDnsSupport", "enableDnsHostnames")


def probe(facts: Facts) -> Probing:
    """Read both attributes."""
    vpc_id = one(facts, "vpc_id")
    seen = yield from ask_all(
        [AwsCall.to("ec2", "describe_vpc_attribute", VpcId=vpc_id, Attribute=name) for name in _ATTRIBUTES]
    )
    values = {
        name: flag(record(reply.data, name[0].upper() + name[1:]), "Value")
        for name, reply in zip(_ATTRIBUTES, seen, strict=True)
        if isinstance(reply, Reply) and reply.meaning != NOT_FOUND
    }
    said = {True: "on", False: "off", None: "not said"}
    looks = [evidence(f"{vpc_id} has {name} {said[value]}.") for name, value in values.items()]
    off = tuple(name for name, value in values.items() if value is False)
    if off:
        return told("off", *looks, dns_attributes_off=off)
    for reply in seen:
        if isinstance(reply, NotSeen):
            return untold(reply, *looks)
        if reply.meaning == NOT_FOUND:
            return untold(without_a_place(reply), *looks)
    if None in values.values():
        return untold(ambiguous("AWS does not say whether it is on.", "Look at the VPC's settings."), *looks)
    return told("both_on", *looks)
