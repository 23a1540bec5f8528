"""Why an internet gateway does not carry a packet to another VPC.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

from ipaddress import IPv4Network

from gatewise.analysis.reachability.explanation import Code
from gatewise.analysis.reachability.inventory import Inventory, nested, text
from gatewise.analysis.reachability.space import EVERY_PORT, Cell, Region, difference

_RFC1918 = tuple(Cell(IPv4Network(block), EVERY_PORT) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_RFC6598 = (Cell(IPv4Network("100.64.0.0/10"), EVERY_PORT),)


def refusal(destinations: Region, inventory: Inventory) -> Code | None:
    """The code of the refusal; None for public addresses that nothing here forbids."""
    if not difference(destinations, _RFC1918):
        return Code.IGW_DESTINATION_NOT_RFC1918
    if not difference(destinations, _RFC6598):
        return Code.IGW_DESTINATION_NOT_RFC6598
    body = nested(inventory.inputs, "ec2.DescribeVpcBlockPublicAccessOptions")
    options = nested(body, "VpcBlockPublicAccessOptions")
    if text(options, "InternetGatewayBlockMode") == "block-bidirectional" and not _excluded(inventory):
        return Code.VPC_BLOCK_PUBLIC_ACCESS_ENABLED
    return None


def _excluded(inventory: Inventory) -> bool:
    """Whether a VPC or subnet may be exempt: an exclusion is listed, or they can't be read."""
    operation = "ec2.DescribeVpcBlockPublicAccessExclusions"
    return inventory.failed(operation) or bool(inventory.listed(operation, "VpcBlockPublicAccessExclusions"))
