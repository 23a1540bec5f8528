"""Which resolver the client asks: the VPC's DHCP options, and whether the client is in the endpoint's VPC at all.

Private DNS answers in the endpoint's own VPC only. Sources:
https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
"""

import ipaddress
from dataclasses import replace

from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, records, text
from gatewise.model import Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import Asking, ask, without_a_place
from gatewise.probes._client import as_network
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("amazon", "custom", "other_vpc", "on_premises", "outside")
NEEDS: tuple[str, ...] = ()
ESTABLISHES = {
    "amazon": (),
    "custom": ("dns_servers",),
    "other_vpc": ("client_vpc_id",),
    "on_premises": (),
    "outside": (),
}
CALLS = ("ec2.describe_vpcs", "ec2.describe_dhcp_options")

_AMAZON = frozenset({"AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253"})
_SERVERS = "domain-name-servers"
_PUBLIC_RECORDS = frozenset({"alias", "endpoint_name"})
"""The forms of name that everybody may look up; their addresses are private."""


def probe(facts: Facts) -> Probing:
    """Say where the client is first; in a VPC, read which DNS servers its DHCP options give."""
    location, client_vpc = one(facts, "location"), one(facts, "client_vpc_id")
    call = url_of(facts)
    form = call.form if call else one(facts, "url_form")
    if location == "same_vpc":
        return _by_form((yield from _servers_of(one(facts, "vpc_id") or client_vpc)), form)
    if location != "connected":
        return untold(not_known("Nothing says where the client is.", "Say who calls: --client."))
    if form == "default_name":
        return _elsewhere(client_vpc, one(facts, "vpc_id"))
    if client_vpc:
        return _by_form((yield from _servers_of(client_vpc)), form)
    said = "The client asks a resolver outside AWS"
    if form in _PUBLIC_RECORDS:
        return told("outside", evidence(f"{said}, and this name has a public record."))
    return untold(ambiguous(f"{said}.", "Ask who runs it."))


def _elsewhere(client_vpc: str, endpoint_vpc: str) -> Reading:
    """Where private DNS does not answer."""
    if client_vpc:
        said = f"The client is in {client_vpc}; the endpoint's private DNS answers in {endpoint_vpc} only."
        return told("other_vpc", evidence(said), client_vpc_id=client_vpc)
    return told("on_premises", evidence("The client is in a connected network that is no VPC of this account."))


def _by_form(reading: Reading, form: str) -> Reading:
    """A server of one's own needs no knowledge of private zones for a name with a public record."""
    return replace(reading, answer="outside") if reading.answer == "custom" and form in _PUBLIC_RECORDS else reading


def _servers_of(vpc_id: str) -> Asking[Reading]:
    if not vpc_id:
        return untold(not_known("The client's VPC is not known.", "Say who calls: --client."))
    seen = yield from ask(AwsCall.to("ec2", "describe_vpcs", VpcIds=[vpc_id]))
    if isinstance(seen, NotSeen):
        return untold(seen)
    vpc = next((entry for entry in records(seen.data, "Vpcs") if text(entry, "VpcId") == vpc_id), {})
    options_id = text(vpc, "DhcpOptionsId")
    if not options_id:
        return untold(without_a_place(seen))
    options = yield from ask(AwsCall.to("ec2", "describe_dhcp_options", DhcpOptionsIds=[options_id]))
    if isinstance(options, NotSeen):
        return untold(options)
    listed = records(options.data, "DhcpOptions")
    own = next((entry for entry in listed if text(entry, "DhcpOptionsId") == options_id), None)
    return untold(without_a_place(options)) if own is None else _by_options(own, vpc)


def _by_options(options: Record, vpc: Record) -> Reading:
    servers = tuple(
        text(value, "Value")
        for setting in records(options, "DhcpConfigurations")
        if text(setting, "Key") == _SERVERS
        for value in records(setting, "Values")
    )
    named, vpc_id = text(options, "DhcpOptionsId"), text(vpc, "VpcId")
    shown = evidence(f"{named} of {vpc_id} gives the DNS servers {', '.join(servers) or 'none'}.")
    if not servers:
        return untold(ambiguous(f"{named} names no DNS server.", "Read the client's resolver settings."), shown)
    if all(server in _AMAZON or server == _own_resolver(vpc) for server in servers):
        return told("amazon", shown)
    return told("custom", shown, dns_servers=servers)


def _own_resolver(vpc: Record) -> str:
    """The VPC's resolver: the second address of its range."""
    network = as_network(text(vpc, "CidrBlock"))
    return str(network.network_address + 2) if isinstance(network, ipaddress.IPv4Network) else ""
