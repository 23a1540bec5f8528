"""Worlds in which the client gets the wrong answer for the name."""

from tests.proof.given import NO_NAME, Given, Lab
from tests.proof.worlds.network import _beside, _joined


def dns_private_dns_off_default_url(lab: Lab) -> Given:
    lab.aws("ec2").modify_vpc_endpoint(VpcEndpointId=lab.world.endpoint_id, PrivateDnsEnabled=False)
    return Given(NO_NAME, answers={"dns_match": "no_name"})


def dns_vpc_attributes_off(lab: Lab) -> Given:
    lab.aws("ec2").modify_vpc_attribute(VpcId=lab.world.vpc_id, EnableDnsHostnames={"Value": False})
    return Given(NO_NAME, answers={"dns_match": "no_name"})


def dns_alias_not_associated(lab: Lab) -> Given:
    world = lab.world
    change = {"op": "remove", "path": "/endpointConfiguration/vpcEndpointIds", "value": world.endpoint_id}
    lab.aws("apigateway").update_rest_api(restApiId=world.api_id, patchOperations=[change])
    name = f"{world.api_id}-{world.endpoint_id}.execute-api.{world.region}.amazonaws.com"
    url = f"https://{name}/{world.stage}{world.path}"
    return Given(NO_NAME, facts={"invoke_url": url}, answers={"dns_match": "no_name"})


def dns_phz_shadow(lab: Lab) -> Given:
    world = lab.world
    lab.aws("route53").create_hosted_zone(
        Name=world.host,
        CallerReference="shadow",
        HostedZoneConfig={"PrivateZone": True},
        VPC={"VPCRegion": world.region, "VPCId": world.vpc_id},
    )
    return Given(NO_NAME, answers={"dns_match": "no_name"})


def dns_resolver_rule_override(lab: Lab) -> Given:
    world, resolver = lab.world, lab.aws("route53resolver")
    endpoint = resolver.create_resolver_endpoint(
        CreatorRequestId="out",
        Direction="OUTBOUND",
        SecurityGroupIds=[world.client_group_id],
        IpAddresses=[{"SubnetId": subnet} for subnet in world.endpoint_subnet_ids],
    )["ResolverEndpoint"]["Id"]
    rule = resolver.create_resolver_rule(
        CreatorRequestId="forward",
        RuleType="FORWARD",
        DomainName=f"execute-api.{world.region}.amazonaws.com",
        TargetIps=[{"Ip": "192.0.2.53", "Port": 53}],
        ResolverEndpointId=endpoint,
    )["ResolverRule"]["Id"]
    resolver.associate_resolver_rule(ResolverRuleId=rule, VPCId=world.vpc_id)
    return Given(NO_NAME, answers={"dns_match": "no_name"})


def dns_consumer_vpc_without_private_dns(lab: Lab) -> Given:
    """The client is in a peered VPC, where private DNS of the endpoint does not reach."""
    beside = _beside(lab)
    _joined(lab, beside)
    return Given(NO_NAME, facts={"client": beside.client}, answers={"dns_match": "no_name"}, calls_what_is_printed=True)
