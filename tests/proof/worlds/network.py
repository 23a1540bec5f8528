"""Worlds in which packets do not reach the endpoint."""

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


def net_route_missing(lab: Lab) -> Given:
    """The client is in a peered VPC, and neither side has a route."""
    ec2, world = lab.aws("ec2"), lab.world
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.1.0/24", AvailabilityZone=f"{world.region}a")["Subnet"]
    instance = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=subnet["SubnetId"])
    asked = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=world.vpc_id)["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=asked["VpcPeeringConnectionId"])
    ec2.authorize_security_group_ingress(
        GroupId=world.endpoint_group_id, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="10.1.0.0/16"
    )
    client = instance["Instances"][0]["InstanceId"]
    return Given(TIMED_OUT, facts={"client": client}, answers={"tcp_connects": "none"})
