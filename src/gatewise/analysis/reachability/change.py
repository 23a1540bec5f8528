"""One change to the network, and the forms in which people make it: AWS CLI, console, Terraform; and its undo."""

import json
import shlex
from dataclasses import dataclass
from typing import Any, Literal

from gatewise.analysis.reachability.filters import Direction
from gatewise.analysis.reachability.space import Ports


@dataclass(frozen=True, slots=True)
class Forms:
    """A change as people make it."""

    cli: str
    """One command for a POSIX shell."""
    console: str
    terraform: str
    undo: str
    """One command that takes it back."""


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A rule for TCP 443 in a security group."""

    group: str
    direction: Direction
    peer: str
    """A security group's id or a CIDR block."""
    peer_account: str = ""
    """The account of the peer's group, where it is another one."""

    @property
    def title(self) -> str:
        """What it does, in one line."""
        way = "from" if self.direction == "ingress" else "to"
        return f"Let TCP 443 {way} {self.peer} through security group {self.group}"

    @property
    def permission(self) -> dict[str, Any]:
        """The rule as the EC2 API takes it."""
        rule: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
        if self.peer.startswith("sg-"):
            pair = {"GroupId": self.peer}
            return {**rule, "UserIdGroupPairs": [pair | ({"UserId": self.peer_account} if self.peer_account else {})]}
        if ":" in self.peer:
            return {**rule, "Ipv6Ranges": [{"CidrIpv6": self.peer}]}
        return {**rule, "IpRanges": [{"CidrIp": self.peer}]}

    @property
    def forms(self) -> Forms:
        """How people make it."""
        permissions = json.dumps([self.permission], separators=(",", ":"))
        verb = f"security-group-{self.direction}"
        arguments = ("--group-id", self.group, "--ip-permissions", permissions)
        tab, field = ("Inbound", "Source") if self.direction == "ingress" else ("Outbound", "Destination")
        if self.peer.startswith("sg-"):
            peer = f'referenced_security_group_id = "{_peer_of(self)}"'
        else:
            peer = f'{"cidr_ipv6" if ":" in self.peer else "cidr_ipv4"} = "{self.peer}"'
        return Forms(
            _command(f"authorize-{verb}", *arguments),
            f"VPC > Security groups > {self.group} > {tab} rules > Edit > Add rule: "
            f"type HTTPS, {field.lower()} {self.peer}",
            _block(
                f"aws_vpc_security_group_{self.direction}_rule",
                f'security_group_id = "{self.group}"',
                peer,
                'ip_protocol = "tcp"',
                "from_port = 443",
                "to_port = 443",
            ),
            _command(f"revoke-{verb}", *arguments),
        )


def _peer_of(rule: GroupRule) -> str:
    return f"{rule.peer_account}/{rule.peer}" if rule.peer_account else rule.peer


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An allow for TCP in a network ACL."""

    access_list: str
    direction: Direction
    number: int
    network: str
    ports: Ports

    @property
    def title(self) -> str:
        """What it does, in one line."""
        way = "from" if self.direction == "ingress" else "to"
        return f"Let TCP {_range(self.ports)} {way} {self.network} through network ACL {self.access_list}"

    @property
    def entry(self) -> dict[str, Any]:
        """The entry as describe replies show it."""
        key = "Ipv6CidrBlock" if ":" in self.network else "CidrBlock"
        return {
            "RuleNumber": self.number,
            "Egress": self.direction == "egress",
            "Protocol": "6",
            "RuleAction": "allow",
            "PortRange": {"From": self.ports[0], "To": self.ports[1]},
            key: self.network,
        }

    @property
    def forms(self) -> Forms:
        """How people make it."""
        where = ("--network-acl-id", self.access_list, f"--{self.direction}", "--rule-number", str(self.number))
        block = "ipv6-cidr-block" if ":" in self.network else "cidr-block"
        ports = f"From={self.ports[0]},To={self.ports[1]}"
        what = ("--protocol", "6", "--port-range", ports, f"--{block}", self.network, "--rule-action", "allow")
        tab = "Inbound" if self.direction == "ingress" else "Outbound"
        return Forms(
            _command("create-network-acl-entry", *where, *what),
            f"VPC > Network ACLs > {self.access_list} > {tab} rules > Edit > Add new rule: number {self.number}, "
            f"Custom TCP, ports {_range(self.ports)}, {self.network}, Allow",
            _block(
                "aws_network_acl_rule",
                f'network_acl_id = "{self.access_list}"',
                f"rule_number = {self.number}",
                f"egress = {str(self.direction == 'egress').lower()}",
                'protocol = "6"',
                'rule_action = "allow"',
                f'{block.replace("-", "_")} = "{self.network}"',
                f"from_port = {self.ports[0]}",
                f"to_port = {self.ports[1]}",
            ),
            _command("delete-network-acl-entry", *where),
        )


@dataclass(frozen=True, slots=True)
class TableRoute:
    """A route in a subnet's route table: made, or pointed elsewhere."""

    table: str
    destination: str
    target: str
    """The id of a peering connection, transit gateway or virtual private gateway."""
    replaces: str = ""
    """The target that the route had, where there is one already."""

    @property
    def title(self) -> str:
        """What it does, in one line."""
        return f"Route {self.destination} to {self.target} in route table {self.table}"

    @property
    def key(self) -> str:
        """The name of the target in describe replies."""
        return _ROUTE_TARGETS[self.target.split("-", maxsplit=1)[0]][0]

    @property
    def forms(self) -> Forms:
        """How people make it."""
        block = "destination-ipv6-cidr-block" if ":" in self.destination else "destination-cidr-block"
        where = ("--route-table-id", self.table, f"--{block}", self.destination)
        _, option, argument = _ROUTE_TARGETS[self.target.split("-", maxsplit=1)[0]]
        undo = _command("delete-route", *where)
        if self.replaces.split("-", maxsplit=1)[0] in _ROUTE_TARGETS:
            undo = _command("replace-route", *where, _ROUTE_TARGETS[self.replaces.split("-")[0]][1], self.replaces)
        return Forms(
            _command("replace-route" if self.replaces else "create-route", *where, option, self.target),
            f"VPC > Route tables > {self.table} > Routes > Edit routes: {self.destination} to {self.target}",
            _block(
                "aws_route",
                f'route_table_id = "{self.table}"',
                f'{block.replace("-", "_")} = "{self.destination}"',
                f'{argument} = "{self.target}"',
            ),
            undo,
        )


_ROUTE_TARGETS = {
    "pcx": ("VpcPeeringConnectionId", "--vpc-peering-connection-id", "vpc_peering_connection_id"),
    "tgw": ("TransitGatewayId", "--transit-gateway-id", "transit_gateway_id"),
    "vgw": ("GatewayId", "--gateway-id", "gateway_id"),
}


@dataclass(frozen=True, slots=True)
class GatewayRoute:
    """A route in a transit gateway's route table: made, or put in place of a blackhole."""

    table: str
    destination: str
    attachment: str
    replaces: bool = False

    @property
    def title(self) -> str:
        """What it does, in one line."""
        return f"Route {self.destination} to {self.attachment} in transit gateway route table {self.table}"

    @property
    def forms(self) -> Forms:
        """How people make it."""
        where = ("--transit-gateway-route-table-id", self.table, "--destination-cidr-block", self.destination)
        to = ("--transit-gateway-attachment-id", self.attachment)
        undo = _command("delete-transit-gateway-route", *where)
        if self.replaces:
            undo = _command("replace-transit-gateway-route", *where, "--blackhole")
        verb = "replace" if self.replaces else "create"
        return Forms(
            _command(f"{verb}-transit-gateway-route", *where, *to),
            f"VPC > Transit gateway route tables > {self.table} > Routes > "
            f"{verb.capitalize()} static route: {self.destination} to {self.attachment}",
            _block(
                "aws_ec2_transit_gateway_route",
                f'transit_gateway_route_table_id = "{self.table}"',
                f'destination_cidr_block = "{self.destination}"',
                f'transit_gateway_attachment_id = "{self.attachment}"',
            ),
            undo,
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """A change of another kind: one command, and the one that takes it back."""

    kind: Literal["accept-peering", "associate-table", "add-subnet"]
    title: str
    forms: Forms
    component: str
    """What is changed."""
    value: str = ""
    """What it is given: a route table, a subnet."""


def accept_peering(connection: str) -> Deed:
    """Accept a peering connection that waits for it."""
    argument = ("--vpc-peering-connection-id", connection)
    forms = Forms(
        _command("accept-vpc-peering-connection", *argument),
        f"VPC > Peering connections > {connection} > Actions > Accept request",
        _block(
            "aws_vpc_peering_connection_accepter", f'vpc_peering_connection_id = "{connection}"', "auto_accept = true"
        ),
        _command("delete-vpc-peering-connection", *argument),
    )
    return Deed("accept-peering", f"Accept peering connection {connection}", forms, connection)


def associate_table(attachment: str, table: str) -> Deed:
    """Give a transit gateway attachment a route table."""
    arguments = ("--transit-gateway-route-table-id", table, "--transit-gateway-attachment-id", attachment)
    forms = Forms(
        _command("associate-transit-gateway-route-table", *arguments),
        f"VPC > Transit gateway route tables > {table} > Associations > Create association: {attachment}",
        _block(
            "aws_ec2_transit_gateway_route_table_association",
            f'transit_gateway_route_table_id = "{table}"',
            f'transit_gateway_attachment_id = "{attachment}"',
        ),
        _command("disassociate-transit-gateway-route-table", *arguments),
    )
    return Deed("associate-table", f"Associate {attachment} with {table}", forms, attachment, table)


def add_subnet(attachment: str, subnet: str) -> Deed:
    """Give a transit gateway attachment a subnet in another zone."""
    where = ("--transit-gateway-attachment-id", attachment)
    forms = Forms(
        _command("modify-transit-gateway-vpc-attachment", *where, "--add-subnet-ids", subnet),
        f"VPC > Transit gateway attachments > {attachment} > Actions > Modify: select subnet {subnet}",
        f'# in aws_ec2_transit_gateway_vpc_attachment, id {attachment}: add "{subnet}" to subnet_ids',
        _command("modify-transit-gateway-vpc-attachment", *where, "--remove-subnet-ids", subnet),
    )
    return Deed("add-subnet", f"Add {subnet} to {attachment}", forms, attachment, subnet)


def _command(*words: str) -> str:
    return shlex.join(("aws", "ec2", *words))


def _block(kind: str, *lines: str) -> str:
    width = max(len(line.split(" = ")[0]) for line in lines)
    aligned = (f"  {name:<{width}} = {value}" for name, _, value in (line.partition(" = ") for line in lines))
    return "\n".join((f'resource "{kind}" "gatewise" {{', *aligned, "}"))


def _range(ports: Ports) -> str:
    return str(ports[0]) if ports[0] == ports[1] else f"{ports[0]}-{ports[1]}"
