"""Worlds whose VPC endpoint is missing, wrong or not available."""

from tests.proof.given import NO_NAME, TIMED_OUT, Given, Lab


def _where_it_should_be(lab: Lab) -> dict[str, str | tuple[str, ...]]:
    """What the person says where no endpoint is there to be asked."""
    world = lab.world
    return {
        "vpc_id": world.vpc_id,
        "endpoint_subnets": world.endpoint_subnet_ids,
        "endpoint_security_groups": (world.endpoint_group_id,),
    }


def vpce_missing(lab: Lab) -> Given:
    lab.aws("ec2").delete_vpc_endpoints(VpcEndpointIds=[lab.world.endpoint_id])
    return Given(NO_NAME)


def vpce_wrong_service(lab: Lab) -> Given:
    ec2, world = lab.aws("ec2"), lab.world
    ec2.delete_vpc_endpoints(VpcEndpointIds=[world.endpoint_id])
    ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=world.vpc_id,
        ServiceName=f"com.amazonaws.{world.region}.apigateway",
        SubnetIds=list(world.endpoint_subnet_ids),
        SecurityGroupIds=[world.endpoint_group_id],
    )
    return Given(NO_NAME)


def vpce_state_not_available(lab: Lab) -> Given:
    lab.server.set_endpoint_state(lab.world.endpoint_id, "failed")
    return Given(TIMED_OUT, facts=_where_it_should_be(lab))


def vpce_no_eni_or_single_az(lab: Lab) -> Given:
    world = lab.world
    subnets = list(world.endpoint_subnet_ids)
    lab.aws("ec2").modify_vpc_endpoint(VpcEndpointId=world.endpoint_id, RemoveSubnetIds=subnets)
    return Given(TIMED_OUT, facts={"vpce_id": world.endpoint_id})


def vpce_wrong_region(lab: Lab) -> Given:
    """The endpoint leads to the APIs of another Region."""
    ec2, world = lab.aws("ec2"), lab.world
    ec2.delete_vpc_endpoints(VpcEndpointIds=[world.endpoint_id])
    made = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=world.vpc_id,
        ServiceName="com.amazonaws.eu-west-1.execute-api",
        SubnetIds=list(world.endpoint_subnet_ids),
        SecurityGroupIds=[world.endpoint_group_id],
    )
    known = {**_where_it_should_be(lab), "vpce_id": made["VpcEndpoint"]["VpcEndpointId"]}
    return Given(NO_NAME, facts=known, then=_by_the_new_endpoint)


def _by_the_new_endpoint(lab: Lab) -> dict[str, str]:
    listed = lab.aws("ec2").describe_vpc_endpoints()["VpcEndpoints"]
    own = f"com.amazonaws.{lab.world.region}.execute-api"
    return {"vpce_id": next(str(each["VpcEndpointId"]) for each in listed if each["ServiceName"] == own)}
