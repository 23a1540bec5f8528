"""Where the client is, seen from the endpoint's VPC: in it, in a network beside it, or outside.

Private APIs answer only to clients in a VPC or in a network connected to it:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import records, text
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes import _client as client_lookup
from gatewise.probes._asking import ask
from gatewise.probes._client import Client, as_network, find_client
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("same_vpc", "connected", "outside")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = dict.fromkeys(ANSWERS, ("location",))
CALLS = ("ec2.describe_vpcs", *client_lookup.CALLS)


def probe(facts: Facts) -> Probing:
    """Find the client, and compare its VPC, or its address, with the endpoint's VPC."""
    client = yield from find_client(facts)
    if client.is_outside:
        return _reading("outside", client, client.said)
    vpc_id = one(facts, "vpc_id")
    if not client.said and client.not_told is not None:
        return untold(client.not_told)
    if not vpc_id:
        why = not_known("The endpoint's VPC is not known.", "Say which endpoint it is: --vpce-id.")
        return untold(why, evidence(client.said), **client.facts())
    if client.vpc_id:
        same = client.vpc_id == vpc_id
        return _reading("same_vpc" if same else "connected", client, f"{client.said} The endpoint is in {vpc_id}.")
    seen = yield from ask(AwsCall.to("ec2", "describe_vpcs", VpcIds=[vpc_id]))
    return _by_address(client, vpc_id, seen)


def _by_address(client: Client, vpc_id: str, seen: Seen) -> Reading:
    if isinstance(seen, NotSeen):
        return untold(seen, evidence(client.said), **client.facts())
    vpcs = [entry for entry in records(seen.data, "Vpcs") if text(entry, "VpcId") == vpc_id]
    blocks = [text(entry, "CidrBlock") for vpc in vpcs for entry in records(vpc, "CidrBlockAssociationSet")]
    blocks += [text(vpc, "CidrBlock") for vpc in vpcs]
    blocks += [text(entry, "Ipv6CidrBlock") for vpc in vpcs for entry in records(vpc, "Ipv6CidrBlockAssociationSet")]
    named = ", ".join(dict.fromkeys(block for block in blocks if block))
    if any(_lies_in(address, block) for address in client.addresses for block in blocks):
        return _reading("same_vpc", client, f"{client.said} {vpc_id} has {named}.")
    if client.is_here and client.not_told is not None:
        why = ambiguous(
            "This machine has a private address that is none of the endpoint's VPC, and may or may not be connected.",
            "Say whether a VPN, Direct Connect, peering or a transit gateway connects it.",
        )
        return untold(why, evidence(f"{client.said} {vpc_id} has {named}."), **client.facts())
    return _reading("connected", client, f"{client.said} That is outside {vpc_id}, which has {named}.")


def _reading(answer: str, client: Client, said: str) -> Reading:
    return told(answer, evidence(said), location=answer, **client.facts())


def _lies_in(address: str, block: str) -> bool:
    inner, outer = as_network(address), as_network(block)
    if inner is None or outer is None or inner.version != outer.version:
        return False
    return inner.prefixlen >= outer.prefixlen and inner.overlaps(outer)
