"""Small healthy estates as `describe_*` replies."""

from collections.abc import Callable, Sequence

from tests.analysis.reachability.shorthand import ACCOUNT, Json, entry, gateway_route, permission, route

_OPEN_LIST = ["100 allow out -1 0.0.0.0/0", "100 allow in -1 0.0.0.0/0"]
_ALL_OUT = ["-1 0.0.0.0/0"]


def _vpc(name: str, block: str, *more: str, owner: str = ACCOUNT) -> Json:
    six = [each for each in more if ":" in each]
    four = [block, *(each for each in more if ":" not in each)]
    state = {"State": "associated"}
    return {
        "VpcId": name,
        "CidrBlock": block,
        "OwnerId": owner,
        "CidrBlockAssociationSet": [{"CidrBlock": each, "CidrBlockState": state} for each in four],
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": each, "Ipv6CidrBlockState": state} for each in six],
    }


def _subnet(name: str, vpc: str, block: str, zone: str, six: str = "") -> Json:
    blocks = [{"Ipv6CidrBlock": six, "Ipv6CidrBlockState": {"State": "associated"}}] if six else []
    zones = {"AvailabilityZone": f"us-east-1{zone}", "AvailabilityZoneId": f"use1-az{'abc'.index(zone) + 1}"}
    return {"SubnetId": name, "VpcId": vpc, "CidrBlock": block, "Ipv6CidrBlockAssociationSet": blocks, **zones}


def _table(name: str, vpc: str, routes: Sequence[str], subnets: Sequence[str] = ()) -> Json:
    associations: list[Json] = [{"SubnetId": each, "RouteTableId": name, "Main": False} for each in subnets]
    associations = associations or [{"Main": True, "RouteTableId": name}]
    return {
        "RouteTableId": name,
        "VpcId": vpc,
        "Associations": associations,
        "Routes": [route(each) for each in routes],
    }


def _list(name: str, vpc: str, *subnets: str, default: bool = False) -> Json:
    return {
        "NetworkAclId": name,
        "VpcId": vpc,
        "IsDefault": default,
        "Associations": [{"SubnetId": each, "NetworkAclId": name} for each in subnets],
        "Entries": [
            *(entry(each) for each in _OPEN_LIST),
            entry("32767 deny in -1 0.0.0.0/0"),
            entry("32767 deny out -1 0.0.0.0/0"),
        ],
    }


def _group(name: str, vpc: str, *ingress: str) -> Json:
    return {
        "GroupId": name,
        "VpcId": vpc,
        "OwnerId": ACCOUNT,
        "IpPermissions": [permission(each) for each in ingress],
        "IpPermissionsEgress": [permission(each) for each in _ALL_OUT],
    }


def _interface(  # noqa: PLR0913 - what tells one interface from another
    name: str, vpc: str, subnet: str, address: str, group: str, six: str = ""
) -> Json:
    endpoint = name.startswith("eni-e")
    return {
        "NetworkInterfaceId": name,
        "VpcId": vpc,
        "SubnetId": subnet,
        "OwnerId": ACCOUNT,
        "PrivateIpAddress": address,
        "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": address}],
        "Ipv6Addresses": [{"Ipv6Address": six}] if six else [],
        "Groups": [{"GroupId": group}],
        "InterfaceType": "vpc_endpoint" if endpoint else "interface",
        "Description": "VPC Endpoint Interface vpce-1" if endpoint else "client",
        "SourceDestCheck": True,
        "Status": "in-use",
    }


def same() -> Json:
    """Client and endpoint in two subnets of one VPC with IPv4 and IPv6."""
    return {
        "ec2.DescribeVpcs": {"Vpcs": [_vpc("vpc-main", "10.0.0.0/16", "2600:1f18:1:100::/56")]},
        "ec2.DescribeSubnets": {
            "Subnets": [
                _subnet("subnet-client", "vpc-main", "10.0.10.0/24", "a", "2600:1f18:1:110::/64"),
                _subnet("subnet-ea", "vpc-main", "10.0.1.0/24", "a", "2600:1f18:1:101::/64"),
            ]
        },
        "ec2.DescribeRouteTables": {
            "RouteTables": [
                _table(
                    "rtb-client", "vpc-main", ["10.0.0.0/16 local", "2600:1f18:1:100::/56 local"], ["subnet-client"]
                ),
                _table("rtb-main", "vpc-main", ["10.0.0.0/16 local", "2600:1f18:1:100::/56 local"]),
            ]
        },
        "ec2.DescribeNetworkAcls": {
            "NetworkAcls": [
                _list("acl-client", "vpc-main", "subnet-client"),
                _list("acl-endpoint", "vpc-main", "subnet-ea", default=True),
            ]
        },
        "ec2.DescribeSecurityGroups": {
            "SecurityGroups": [
                _group("sg-client", "vpc-main"),
                _group("sg-endpoint", "vpc-main", "tcp 443 10.0.0.0/16"),
                _group("sg-other", "vpc-main"),
            ]
        },
        "ec2.DescribeNetworkInterfaces": {
            "NetworkInterfaces": [
                _interface("eni-client", "vpc-main", "subnet-client", "10.0.10.20", "sg-client", "2600:1f18:1:110::20"),
                _interface("eni-ea", "vpc-main", "subnet-ea", "10.0.1.10", "sg-endpoint", "2600:1f18:1:101::10"),
            ]
        },
        "ec2.DescribeVpcEndpoints": {
            "VpcEndpoints": [
                {
                    "VpcEndpointId": "vpce-1",
                    "VpcEndpointType": "Interface",
                    "VpcId": "vpc-main",
                    "ServiceName": "com.amazonaws.us-east-1.execute-api",
                    "State": "available",
                    "SubnetIds": ["subnet-ea"],
                    "Groups": [{"GroupId": "sg-endpoint"}],
                    "IpAddressType": "dualstack",
                    "NetworkInterfaceIds": ["eni-ea"],
                    "OwnerId": ACCOUNT,
                }
            ]
        },
    }


def zones() -> Json:
    """As `same`, and a second endpoint interface in another zone, with ACL and subnet of its own."""
    world = same()
    world["ec2.DescribeSubnets"]["Subnets"].append(_subnet("subnet-eb", "vpc-main", "10.0.2.0/24", "b"))
    world["ec2.DescribeNetworkAcls"]["NetworkAcls"].append(_list("acl-eb", "vpc-main", "subnet-eb"))
    second = _interface("eni-eb", "vpc-main", "subnet-eb", "10.0.2.10", "sg-endpoint")
    world["ec2.DescribeNetworkInterfaces"]["NetworkInterfaces"].append(second)
    endpoint = world["ec2.DescribeVpcEndpoints"]["VpcEndpoints"][0]
    endpoint["NetworkInterfaceIds"].append("eni-eb")
    endpoint["SubnetIds"].append("subnet-eb")
    return world


def _two_vpcs(target: str) -> Json:
    """The client in a VPC of its own, 10.1.0.0/16, with a route to the endpoint's VPC and back."""
    world = same()
    world["ec2.DescribeVpcs"]["Vpcs"].append(_vpc("vpc-client", "10.1.0.0/16"))
    world["ec2.DescribeSubnets"]["Subnets"][0] = _subnet("subnet-client", "vpc-client", "10.1.10.0/24", "a")
    world["ec2.DescribeRouteTables"]["RouteTables"] = [
        _table("rtb-client", "vpc-client", ["10.1.0.0/16 local", f"10.0.0.0/16 {target}"], ["subnet-client"]),
        _table("rtb-endpoint", "vpc-main", ["10.0.0.0/16 local", f"10.1.0.0/16 {target}"], ["subnet-ea"]),
    ]
    world["ec2.DescribeNetworkAcls"]["NetworkAcls"][0]["VpcId"] = "vpc-client"
    groups = world["ec2.DescribeSecurityGroups"]["SecurityGroups"]
    groups[0] = _group("sg-client", "vpc-client")
    groups[1] = _group("sg-endpoint", "vpc-main", "tcp 443 10.1.0.0/16")
    client = _interface("eni-client", "vpc-client", "subnet-client", "10.1.10.20", "sg-client")
    world["ec2.DescribeNetworkInterfaces"]["NetworkInterfaces"][0] = client
    return world


def peering() -> Json:
    """Client and endpoint in two peered VPCs of one Region and account."""
    world = _two_vpcs("pcx-1")
    sides = {
        side: {"VpcId": vpc, "OwnerId": ACCOUNT, "Region": "us-east-1", "CidrBlock": block, "CidrBlockSet": []}
        for side, vpc, block in (
            ("RequesterVpcInfo", "vpc-client", "10.1.0.0/16"),
            ("AccepterVpcInfo", "vpc-main", "10.0.0.0/16"),
        )
    }
    connection = {"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"}, **sides}
    world["ec2.DescribeVpcPeeringConnections"] = {"VpcPeeringConnections": [connection]}
    return world


def gateway() -> Json:
    """Client and endpoint in two VPCs on one transit gateway, with attachment subnets of their own."""
    world = _two_vpcs("tgw-1")
    world["ec2.DescribeSubnets"]["Subnets"] += [
        _subnet("subnet-tc", "vpc-client", "10.1.200.0/28", "a"),
        _subnet("subnet-te", "vpc-main", "10.0.200.0/28", "a"),
    ]
    world["ec2.DescribeNetworkAcls"]["NetworkAcls"] += [
        _list("acl-tc", "vpc-client", "subnet-tc"),
        _list("acl-te", "vpc-main", "subnet-te"),
    ]
    attachments = [("tgw-attach-client", "vpc-client", "subnet-tc"), ("tgw-attach-main", "vpc-main", "subnet-te")]
    world["ec2.DescribeTransitGatewayVpcAttachments"] = {
        "TransitGatewayVpcAttachments": [
            {
                "TransitGatewayAttachmentId": name,
                "TransitGatewayId": "tgw-1",
                "VpcId": vpc,
                "State": "available",
                "SubnetIds": [subnet],
            }
            for name, vpc, subnet in attachments
        ]
    }
    associations = [{"TransitGatewayAttachmentId": name, "State": "associated"} for name, _, _ in attachments]
    world["ec2.GetTransitGatewayRouteTableAssociations"] = {"tgw-rtb-1": {"Associations": associations}}
    routes = ["10.0.0.0/16 tgw-attach-main vpc-main", "10.1.0.0/16 tgw-attach-client vpc-client"]
    world["ec2.SearchTransitGatewayRoutes"] = {"tgw-rtb-1": {"Routes": [gateway_route(each) for each in routes]}}
    return world


def on_premises() -> Json:
    """A network on premises, 192.168.0.0/16, behind a virtual private gateway of the endpoint's VPC."""
    world = same()
    routes = ["10.0.0.0/16 local", "192.168.0.0/16 vgw-1 propagated"]
    world["ec2.DescribeRouteTables"]["RouteTables"][1] = _table("rtb-main", "vpc-main", routes)
    world["ec2.DescribeSecurityGroups"]["SecurityGroups"][1] = _group(
        "sg-endpoint", "vpc-main", "tcp 443 192.168.0.0/16"
    )
    return world


def far() -> Json:
    """A network on premises, 192.168.0.0/16, behind a VPN attachment of the transit gateway."""
    world = gateway()
    table = _table("rtb-endpoint", "vpc-main", ["10.0.0.0/16 local", "192.168.0.0/16 tgw-1"], ["subnet-ea"])
    world["ec2.DescribeRouteTables"]["RouteTables"][1] = table
    world["ec2.DescribeSecurityGroups"]["SecurityGroups"][1] = _group(
        "sg-endpoint", "vpc-main", "tcp 443 192.168.0.0/16"
    )
    world["ec2.GetTransitGatewayRouteTableAssociations"]["tgw-rtb-1"]["Associations"].append(
        {"TransitGatewayAttachmentId": "tgw-attach-vpn", "State": "associated"}
    )
    routes = world["ec2.SearchTransitGatewayRoutes"]["tgw-rtb-1"]["Routes"]
    routes.append(gateway_route("192.168.0.0/16 tgw-attach-vpn vpn-1"))
    return world


WORLDS: dict[str, tuple[Callable[[], Json], Json]] = {
    "same": (same, {"kind": "eni", "network_interface_id": "eni-client", "ip": "10.0.10.20"}),
    "zones": (zones, {"kind": "eni", "network_interface_id": "eni-client", "ip": "10.0.10.20"}),
    "peering": (peering, {"kind": "eni", "network_interface_id": "eni-client", "ip": "10.1.10.20"}),
    "tgw": (gateway, {"kind": "eni", "network_interface_id": "eni-client", "ip": "10.1.10.20"}),
    "on-prem": (on_premises, {"kind": "cidr", "cidr": "192.168.10.0/24"}),
    "far": (far, {"kind": "cidr", "cidr": "192.168.10.0/24", "attachment": "tgw-attach-vpn"}),
}
