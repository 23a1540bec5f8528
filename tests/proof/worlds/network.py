"""Worlds in which packets do not reach the endpoint."""

from dataclasses import dataclass

from tests.proof.given import TIMED_OUT, Given, Lab


def net_endpoint_sg_ingress(lab: Lab) -> Given:
    ec2 = lab.aws("ec2")
    group = ec2.describe_security_groups(GroupIds=[lab.world.endpoint_group_id])["SecurityGroups"][0]
    ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
    return Given(TIMED_OUT)


def net_client_sg_egress(lab: Lab) -> Given:
    ec2 = lab.aws("ec2")
    group = ec2.describe_security_groups(GroupIds=[lab.world.client_group_id])["SecurityGroups"][0]
    ec2.revoke_security_group_egress(GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"])
    return Given(TIMED_OUT)


def net_nacl_endpoint_subnet(lab: Lab) -> Given:
    ec2, world = lab.aws("ec2"), lab.world
    made = ec2.create_network_acl(VpcId=world.vpc_id)["NetworkAcl"]["NetworkAclId"]
    here = [{"Name": "association.subnet-id", "Values": list(world.endpoint_subnet_ids)}]
    for acl in ec2.describe_network_acls(Filters=here)["NetworkAcls"]:
        for association in acl["Associations"]:
            if association["SubnetId"] in world.endpoint_subnet_ids:
                ec2.replace_network_acl_association(
                    AssociationId=association["NetworkAclAssociationId"], NetworkAclId=made
                )
    return Given(TIMED_OUT, answers={"tcp_connects": "none"})


def net_nacl_client_subnet(lab: Lab) -> Given:
    """The client's subnet lets HTTPS out, and no reply in."""
    ec2, world = lab.aws("ec2"), lab.world
    made = ec2.create_network_acl(VpcId=world.vpc_id)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(
        NetworkAclId=made,
        RuleNumber=100,
        Protocol="6",
        RuleAction="allow",
        Egress=True,
        CidrBlock="0.0.0.0/0",
        PortRange={"From": 443, "To": 443},
    )
    here = [{"Name": "association.subnet-id", "Values": [world.client_subnet_id]}]
    (acl,) = ec2.describe_network_acls(Filters=here)["NetworkAcls"]
    (own,) = (each for each in acl["Associations"] if each["SubnetId"] == world.client_subnet_id)
    ec2.replace_network_acl_association(AssociationId=own["NetworkAclAssociationId"], NetworkAclId=made)
    return Given(TIMED_OUT)


def net_client_outside_vpc(lab: Lab) -> Given:
    role = lab.aws("iam").create_role(RoleName="caller", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    lab.aws("lambda").create_function(
        FunctionName="caller", Runtime="python3.13", Role=role, Handler="caller.main", Code={"ZipFile": b"code"}
    )
    world = lab.world
    return Given(
        TIMED_OUT,
        facts={
            "client": "caller",
            "client_subnet": world.client_subnet_id,
            "client_security_group": world.client_group_id,
        },
    )


@dataclass(frozen=True)
class _Beside:
    """A client in a VPC of its own, whose range the endpoint's security group lets in."""

    vpc: str
    subnet: str
    group: str
    client: str
    tables: dict[str, str]
    """The main route table of each VPC."""


def _beside(lab: Lab, block: str = "10.1.0.0/16", network: str = "10.1.1.0/24") -> _Beside:
    ec2, world = lab.aws("ec2"), lab.world
    vpc = ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
    for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
        ec2.modify_vpc_attribute(VpcId=vpc, **{attribute: {"Value": True}})
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=network, AvailabilityZone=f"{world.region}a")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="beside", Description="client", VpcId=vpc)["GroupId"]
    instance = ec2.run_instances(
        ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=subnet, SecurityGroupIds=[group]
    )["Instances"][0]
    ec2.authorize_security_group_ingress(
        GroupId=world.endpoint_group_id, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp=block
    )
    tables = {each["VpcId"]: each["RouteTableId"] for each in ec2.describe_route_tables()["RouteTables"]}
    return _Beside(vpc, subnet, group, instance["InstanceId"], tables)


def _peering(lab: Lab, beside: _Beside) -> str:
    asked = lab.aws("ec2").create_vpc_peering_connection(VpcId=beside.vpc, PeerVpcId=lab.world.vpc_id)
    return str(asked["VpcPeeringConnection"]["VpcPeeringConnectionId"])


def _gateway(lab: Lab, beside: _Beside, *blocks: str) -> None:
    """Both VPCs attached to one transit gateway that has routes to these blocks, the endpoint's VPC's first."""
    ec2, world = lab.aws("ec2"), lab.world
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    own = [
        ec2.create_subnet(VpcId=world.vpc_id, CidrBlock=block, AvailabilityZone=f"{world.region}{zone}")
        for block, zone in (("10.0.250.0/28", "a"), ("10.0.250.16/28", "b"))
    ]
    sides = {world.vpc_id: [each["Subnet"]["SubnetId"] for each in own], beside.vpc: [beside.subnet]}
    attached = [
        ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gateway, VpcId=vpc, SubnetIds=subnets)
        for vpc, subnets in sides.items()
    ]
    names = [each["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"] for each in attached]
    (table,) = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    for name in names:
        ec2.associate_transit_gateway_route_table(
            TransitGatewayRouteTableId=table["TransitGatewayRouteTableId"], TransitGatewayAttachmentId=name
        )
    for name, block in zip(names, blocks, strict=False):
        ec2.create_transit_gateway_route(
            TransitGatewayRouteTableId=table["TransitGatewayRouteTableId"],
            TransitGatewayAttachmentId=name,
            DestinationCidrBlock=block,
        )
    for vpc, block in ((beside.vpc, "10.0.0.0/16"), (world.vpc_id, "10.1.0.0/16")):
        ec2.create_route(RouteTableId=beside.tables[vpc], DestinationCidrBlock=block, TransitGatewayId=gateway)


def _joined(lab: Lab, beside: _Beside) -> None:
    """Peer both VPCs, with a route on either side."""
    ec2, peering = lab.aws("ec2"), _peering(lab, beside)
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    for vpc, block in ((beside.vpc, "10.0.0.0/16"), (lab.world.vpc_id, "10.1.0.0/16")):
        ec2.create_route(RouteTableId=beside.tables[vpc], DestinationCidrBlock=block, VpcPeeringConnectionId=peering)


def net_route_missing(lab: Lab) -> Given:
    """The client is in a peered VPC, and neither side has a route."""
    beside = _beside(lab)
    lab.aws("ec2").accept_vpc_peering_connection(VpcPeeringConnectionId=_peering(lab, beside))
    return Given(TIMED_OUT, facts={"client": beside.client}, answers={"tcp_connects": "none"})


def net_connection_not_working(lab: Lab) -> Given:
    """The peering connection waits, and both sides have a route already."""
    ec2, beside = lab.aws("ec2"), _beside(lab)
    peering = _peering(lab, beside)
    for vpc, block in ((beside.vpc, "10.0.0.0/16"), (lab.world.vpc_id, "10.1.0.0/16")):
        ec2.create_route(RouteTableId=beside.tables[vpc], DestinationCidrBlock=block, VpcPeeringConnectionId=peering)
    return Given(TIMED_OUT, facts={"client": beside.client})


def net_gateway_route_missing(lab: Lab) -> Given:
    """The transit gateway knows the way to the endpoint, and none back."""
    beside = _beside(lab)
    _gateway(lab, beside, "10.0.0.0/16")
    return Given(TIMED_OUT, facts={"client": beside.client})


def net_sg_reference_not_preserved(lab: Lab) -> Given:
    """The endpoint's group names the client's, and the call comes over a transit gateway."""
    ec2, beside, endpoint = lab.aws("ec2"), _beside(lab), lab.world.endpoint_group_id
    _gateway(lab, beside, "10.0.0.0/16", "10.1.0.0/16")
    group = ec2.describe_security_groups(GroupIds=[endpoint])["SecurityGroups"][0]
    ec2.revoke_security_group_ingress(GroupId=endpoint, IpPermissions=group["IpPermissions"])
    named = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": beside.group}]}
    ec2.authorize_security_group_ingress(GroupId=endpoint, IpPermissions=[named])
    return Given(TIMED_OUT, facts={"client": beside.client})


def net_cidr_overlap(lab: Lab) -> Given:
    """Both VPCs have the same range, and a transit gateway joins them."""
    beside = _beside(lab, "10.0.0.0/16", "10.0.40.0/24")
    ec2, world = lab.aws("ec2"), lab.world
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    for vpc, subnet in ((world.vpc_id, world.client_subnet_id), (beside.vpc, beside.subnet)):
        ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gateway, VpcId=vpc, SubnetIds=[subnet])
    return Given(TIMED_OUT, facts={"client": beside.client})


def vpce_in_other_vpc(lab: Lab) -> Given:
    """Nothing joins the client's VPC with the endpoint's."""
    return Given(TIMED_OUT, facts={"client": _beside(lab).client})
