"""Finds out where the client is in AWS: its VPC, addresses and security groups, from what was said of it."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gatewise.analysis.known import one, several
from gatewise.analysis.reachability.source import LINUX_EPHEMERAL
from gatewise.analysis.reachability.space import EVERY_PORT, Ports
from gatewise.analysis.shapes import Record, integer, record, records, text, texts
from gatewise.model import Fact, Facts, NotSeen, Reply
from gatewise.observation import AwsCall
from gatewise.probes._asking import Asking, ask, without_a_place
from gatewise.probes._readings import not_known

CALLS = (
    "ec2.describe_instances",
    "ec2.describe_network_interfaces",
    "ec2.describe_subnets",
    "lambda.get_function_configuration",
)
"""What finding the client may ask for."""

LINUX_PORTS: Ports = LINUX_EPHEMERAL
WINDOWS_PORTS: Ports = (49152, 65535)
"""macOS uses the same."""
FUNCTION_PORTS: Ports = (1024, 65535)
"""https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"""

IPV4 = 4
_WHO = "Say who calls: --client with an instance, an interface, a Lambda function, a private address or a CIDR."
_INSTANCE = re.compile(r"i-[0-9a-f]+")
_INTERFACE = re.compile(r"eni-[0-9a-f]+")
_FUNCTION = re.compile(r"[A-Za-z0-9:_$-]{1,170}")


@dataclass(frozen=True, slots=True)
class Client:
    """The client, as far as it could be found."""

    said: str = ""
    """What was found, in one sentence; empty where nothing was."""
    vpc_id: str = ""
    addresses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    is_here: bool = False
    """Whether this machine turned out to be it."""
    is_outside: bool = False
    """Whether it surely is in no VPC and no private network."""
    not_told: NotSeen | None = None
    """Why its VPC is not known."""
    ports: Ports | None = None
    """The ports that its connections come from, where its system is known."""
    families: frozenset[int] = frozenset()
    """The address families of its interface: 4 and 6; none where it is not known."""
    subnet: str = ""

    def facts(self) -> dict[str, Fact]:
        """What it establishes."""
        return {
            "client_vpc_id": self.vpc_id,
            "client_addresses": self.addresses,
            "client_security_groups": self.groups,
            "client_is_here": "yes" if self.is_here else "",
            "client_ports": f"{self.ports[0]}-{self.ports[1]}" if self.ports else "",
        }


def find_client(facts: Facts) -> Asking[Client]:
    """The client: as named, else as a person described it, else this machine if it is an interface of the account."""
    named = one(facts, "client").strip()
    if not named:
        described = one(facts, "client_vpc_id") or several(facts, "client_addresses")
        return _as_described(facts) if described else (yield from _here(facts))
    if as_network(named) is not None:
        return (yield from _address(named, facts))
    for pattern, found_by in ((_INSTANCE, _instance), (_INTERFACE, _interface), (_FUNCTION, _function)):
        if pattern.fullmatch(named):
            return (yield from found_by(named, facts))
    return Client(not_told=not_known(f"{named!r} names no client that can be looked up.", _WHO))


def client_ports(said: str) -> Ports | None:
    """The ports of `LOW-HIGH`; None if it is no range of ports."""
    low, _, high = said.partition("-")
    if not (low.isascii() and low.isdigit() and high.isascii() and high.isdigit()):
        return None
    return (int(low), int(high)) if int(low) <= int(high) <= EVERY_PORT[1] else None


def is_public(address: str) -> bool:
    """Whether an address or CIDR belongs to the internet."""
    network = as_network(address)
    return network is not None and network.is_global


def as_network(word: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """An address or CIDR as a network; None if it is neither."""
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError:
        return None


def _is_private(address: str) -> bool:
    network = as_network(address)
    return network is not None and not (network.is_global or network.is_loopback or network.is_link_local)


def interface_addresses(interface: Record) -> tuple[str, ...]:
    """Every private address of an interface, the primary one first."""
    primary = text(interface, "PrivateIpAddress")
    more = [text(entry, "PrivateIpAddress") for entry in records(interface, "PrivateIpAddresses")]
    six = [text(entry, "Ipv6Address") for entry in records(interface, "Ipv6Addresses")]
    return tuple(dict.fromkeys(address for address in (primary, *more, *six) if address))


def _as_described(facts: Facts) -> Client:
    vpc_id, addresses = one(facts, "client_vpc_id"), several(facts, "client_addresses")
    where = f"in {vpc_id}" if vpc_id else f"at {', '.join(addresses)}"
    outside = bool(addresses) and all(is_public(address) for address in addresses)
    return Client(f"The client is {where}, as was said.", vpc_id, addresses, is_outside=outside and not vpc_id)


def _instance(instance_id: str, facts: Facts) -> Asking[Client]:
    seen = yield from ask(AwsCall.to("ec2", "describe_instances", InstanceIds=[instance_id]))
    if isinstance(seen, NotSeen):
        return Client(not_told=seen)
    instances = [found for held in records(seen.data, "Reservations") for found in records(held, "Instances")]
    instance = next((found for found in instances if text(found, "InstanceId") == instance_id), None)
    if instance is None:
        return Client(not_told=without_a_place(seen))
    interfaces = sorted(records(instance, "NetworkInterfaces"), key=_device_index)
    ports = _ports_of(instance)
    if interfaces:
        return replace(_with_interface(instance_id, interfaces[0], text(instance, "VpcId"), facts), ports=ports)
    groups = tuple(text(group, "GroupId") for group in records(instance, "SecurityGroups"))
    address = text(instance, "PrivateIpAddress")
    vpc_id = text(instance, "VpcId")
    said = f"{instance_id} is in {vpc_id} at {address}."
    return Client(said, vpc_id, (address,) if address else (), groups, ports=ports)


def _ports_of(instance: Record) -> Ports:
    """By its system: AWS says `windows`, and nothing for any other."""
    mac = text(instance, "InstanceType").startswith("mac")
    return WINDOWS_PORTS if mac or text(instance, "Platform").lower() == "windows" else LINUX_PORTS


def _interface(interface_id: str, facts: Facts) -> Asking[Client]:
    seen = yield from ask(AwsCall.to("ec2", "describe_network_interfaces", NetworkInterfaceIds=[interface_id]))
    if isinstance(seen, NotSeen):
        return Client(not_told=seen)
    found = [entry for entry in records(seen.data, "NetworkInterfaces") if _id(entry) == interface_id]
    return _with_interface(interface_id, found[0], "", facts) if found else Client(not_told=without_a_place(seen))


def _address(named: str, facts: Facts) -> Asking[Client]:
    network = as_network(named)
    public = Client(f"{named} is a public address.", addresses=(named,), is_outside=True)
    if network is None or (is_public(named) and network.version == IPV4):
        return public
    # A VPC's IPv6 addresses are public ones, so an interface may hold it.
    described = public if is_public(named) else Client(f"The client is at {named}, as was said.", addresses=(named,))
    if network.num_addresses > 1:
        return described
    named = str(network.network_address)
    seen = yield from ask(interfaces_at((named,)))
    held = records(seen.data, "NetworkInterfaces") if isinstance(seen, Reply) else ()
    matching = [entry for entry in held if named in interface_addresses(entry)]
    here = [entry for entry in matching if text(entry, "VpcId") == one(facts, "vpc_id")]
    if len(here or matching) != 1:
        return described
    found = (here or matching)[0]
    client = _with_interface(named, found, "", facts)
    return replace(client, addresses=(named,))


def interfaces_at(addresses: Iterable[str]) -> AwsCall:
    """The call for the interfaces that have one of these IPv4 or IPv6 addresses."""
    wanted = list(addresses)
    family = "ipv6-addresses.ipv6-address" if ":" in wanted[0] else "addresses.private-ip-address"
    values = [address for address in wanted if (":" in address) == (":" in wanted[0])]
    return AwsCall.to("ec2", "describe_network_interfaces", Filters=[{"Name": family, "Values": [*values]}])


def _function(named: str, _: Facts) -> Asking[Client]:
    seen = yield from ask(AwsCall.to("lambda", "get_function_configuration", FunctionName=named))
    if isinstance(seen, NotSeen):
        return Client(not_told=seen)
    if not text(seen.data, "FunctionName"):
        return Client(not_told=without_a_place(seen))
    placed = record(seen.data, "VpcConfig")
    subnets, groups = texts(placed, "SubnetIds"), texts(placed, "SecurityGroupIds")
    if not subnets:
        return Client(f"The Lambda function {named} is attached to no VPC.", is_outside=True)
    found = yield from ask(AwsCall.to("ec2", "describe_subnets", SubnetIds=[*subnets]))
    listed = records(found.data, "Subnets") if isinstance(found, Reply) else ()
    own = [entry for entry in listed if text(entry, "SubnetId") in subnets]
    blocks = tuple(dict.fromkeys(text(entry, "CidrBlock") for entry in own if text(entry, "CidrBlock")))
    vpc_id = text(placed, "VpcId") or next((text(entry, "VpcId") for entry in own), "")
    said = f"The Lambda function {named} is in {vpc_id}, {', '.join(subnets)}."
    return Client(said, vpc_id, blocks, groups, ports=FUNCTION_PORTS)


def _here(facts: Facts) -> Asking[Client]:
    """This machine, recognised by address and MAC: the same private address exists in many networks."""
    pairs = [entry.partition("/") for entry in several(facts, "here_interfaces")]
    here = {(address, mac.lower()) for address, _, mac in pairs}
    private = [address for address, _, _ in pairs if _is_private(address)]
    if private:
        seen = yield from ask(interfaces_at(private))
        for entry in records(seen.data, "NetworkInterfaces") if isinstance(seen, Reply) else ():
            mac = text(entry, "MacAddress").lower()
            if any((address, mac) in here for address in interface_addresses(entry)):
                return _with_interface(f"This machine ({_id(entry)})", entry, "", facts)
    if one(facts, "client_is_here") != "yes":
        return Client(not_told=not_known("Nothing says which client makes the call.", _WHO))
    why = not_known("This machine is the client, and no interface of this account.", _WHO)
    return Client("This machine is the client, as was said.", addresses=tuple(private), is_here=True, not_told=why)


def _with_interface(said: str, interface: Record, vpc_id: str, facts: Facts) -> Client:
    addresses = interface_addresses(interface)
    groups = tuple(text(group, "GroupId") for group in records(interface, "Groups"))
    mac = text(interface, "MacAddress").lower()
    here = {entry.lower() for entry in several(facts, "here_interfaces")}
    is_here = bool(mac) and any(f"{address}/{mac}" in here for address in addresses)
    vpc = text(interface, "VpcId") or vpc_id
    where = f"{said} is in {vpc} at {', '.join(addresses[:1])}."
    families = frozenset(6 if ":" in address else 4 for address in addresses)
    subnet = text(interface, "SubnetId")
    return Client(where, vpc, addresses[:1], groups, is_here, families=families, subnet=subnet)


def _id(interface: Record) -> str:
    return text(interface, "NetworkInterfaceId")


def _device_index(interface: Record) -> int:
    index = integer(record(interface, "Attachment"), "DeviceIndex")
    return 0 if index is None else index
