"""The closed list of AWS operations gatewise may ever call; all of them only read.

Sources: `domain.md` section 6.1 (IAM action and resource of each call); response members from botocore's models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ANY = ("*",)
_SIMULATES = "simulates policies; needs an IAM user's or role's ARN"


class NotReadOnly(ValueError):  # noqa: N818  (read as a sentence: "raises NotReadOnly")
    """An AWS operation outside the list was asked for."""


@dataclass(frozen=True, slots=True)
class ReadOnlyOperation:
    """One operation gatewise may call."""

    iam_action: str | None
    """The IAM action it needs, e.g. `ec2:DescribeVpcs`; None when it needs none."""
    resources: tuple[str, ...]
    """Resource patterns for a policy, with `{partition}`, `{region}` and `{account}` to fill in."""
    answers_with: tuple[str, ...]
    """Members of its response, of which every response has at least one."""
    echoes: Mapping[str, str]
    """Members of the response that repeat a parameter: member -> parameter."""
    note: str = ""
    """What an author of an IAM policy has to know."""


def _row(
    iam_action: str | None,
    resources: tuple[str, ...],
    *answers_with: str,
    note: str = "",
    **echoes: str,
) -> ReadOnlyOperation:
    return ReadOnlyOperation(iam_action, resources, answers_with, MappingProxyType(echoes), note)


def _apigateway(paths: str, *answers_with: str, note: str = "", **echoes: str) -> ReadOnlyOperation:
    """API Gateway's control plane: every read is the one action GET on a path-style ARN without an account."""
    resources = tuple("arn:{partition}:apigateway:{region}::" + path for path in paths.split())
    return _row("apigateway:GET", resources, *answers_with, note=note, **echoes)


_DOMAIN_NOTE = "private domain names carry the account in their ARN"
_PRIVATE_DOMAIN = "arn:{partition}:apigateway:{region}:{account}:/domainnames/*"
_ROLES = ("arn:{partition}:iam::{account}:role/*",)
_LOG_GROUPS = ("arn:{partition}:logs:{region}:{account}:log-group:*",)

OPERATIONS: Mapping[tuple[str, str], ReadOnlyOperation] = MappingProxyType(
    {
        ("apigateway", "get_rest_apis"): _apigateway("/restapis", "items"),
        ("apigateway", "get_rest_api"): _apigateway("/restapis/*", "id", id="restApiId"),
        ("apigateway", "get_stages"): _apigateway("/restapis/*/stages", "item"),
        ("apigateway", "get_stage"): _apigateway("/restapis/*/stages/*", "stageName", stageName="stageName"),
        ("apigateway", "get_deployments"): _apigateway("/restapis/*/deployments", "items"),
        ("apigateway", "get_deployment"): _apigateway("/restapis/*/deployments/*", "id", id="deploymentId"),
        ("apigateway", "get_export"): _apigateway("/restapis/*/stages/*/exports/*", "body"),
        ("apigateway", "get_resources"): _apigateway("/restapis/*/resources", "items"),
        ("apigateway", "get_method"): _apigateway(
            "/restapis/*/resources/*/methods/*", "httpMethod", httpMethod="httpMethod"
        ),
        ("apigateway", "get_authorizers"): _apigateway("/restapis/*/authorizers", "items"),
        ("apigateway", "get_gateway_responses"): _apigateway("/restapis/*/gatewayresponses", "items"),
        ("apigateway", "get_usage_plans"): _apigateway("/usageplans", "items"),
        ("apigateway", "get_usage_plan_keys"): _apigateway("/usageplans/*", "items"),
        ("apigateway", "get_api_key"): _apigateway("/apikeys/*", "id", note="never with the key itself", id="apiKey"),
        ("apigateway", "get_account"): _apigateway("/account", "cloudwatchRoleArn", "throttleSettings", "features"),
        ("apigateway", "get_domain_names"): _apigateway("/domainnames", "items"),
        ("apigateway", "get_domain_name"): _row(
            "apigateway:GET",
            ("arn:{partition}:apigateway:{region}::/domainnames/*", _PRIVATE_DOMAIN),
            "domainName",
            note=_DOMAIN_NOTE,
            domainName="domainName",
        ),
        ("apigateway", "get_base_path_mappings"): _row(
            "apigateway:GET",
            ("arn:{partition}:apigateway:{region}::/domainnames/*", _PRIVATE_DOMAIN),
            "items",
            note=_DOMAIN_NOTE,
        ),
        ("apigateway", "get_domain_name_access_associations"): _apigateway("/domainnameaccessassociations", "items"),
        ("apigatewayv2", "get_api"): _apigateway("/apis/*", "ApiId", ApiId="ApiId"),
        ("ec2", "describe_vpc_endpoints"): _row("ec2:DescribeVpcEndpoints", _ANY, "VpcEndpoints"),
        ("ec2", "describe_vpc_endpoint_services"): _row(
            "ec2:DescribeVpcEndpointServices", _ANY, "ServiceNames", "ServiceDetails"
        ),
        ("ec2", "describe_network_interfaces"): _row("ec2:DescribeNetworkInterfaces", _ANY, "NetworkInterfaces"),
        ("ec2", "describe_instances"): _row("ec2:DescribeInstances", _ANY, "Reservations"),
        ("ec2", "describe_vpcs"): _row("ec2:DescribeVpcs", _ANY, "Vpcs"),
        ("ec2", "describe_vpc_attribute"): _row("ec2:DescribeVpcAttribute", _ANY, "VpcId", VpcId="VpcId"),
        ("ec2", "describe_dhcp_options"): _row("ec2:DescribeDhcpOptions", _ANY, "DhcpOptions"),
        ("ec2", "describe_subnets"): _row("ec2:DescribeSubnets", _ANY, "Subnets"),
        ("ec2", "describe_availability_zones"): _row("ec2:DescribeAvailabilityZones", _ANY, "AvailabilityZones"),
        ("ec2", "describe_security_groups"): _row("ec2:DescribeSecurityGroups", _ANY, "SecurityGroups"),
        ("ec2", "describe_security_group_rules"): _row("ec2:DescribeSecurityGroupRules", _ANY, "SecurityGroupRules"),
        ("ec2", "describe_network_acls"): _row("ec2:DescribeNetworkAcls", _ANY, "NetworkAcls"),
        ("ec2", "describe_route_tables"): _row("ec2:DescribeRouteTables", _ANY, "RouteTables"),
        ("ec2", "describe_managed_prefix_lists"): _row("ec2:DescribeManagedPrefixLists", _ANY, "PrefixLists"),
        ("ec2", "get_managed_prefix_list_entries"): _row("ec2:GetManagedPrefixListEntries", _ANY, "Entries"),
        ("ec2", "describe_vpc_peering_connections"): _row(
            "ec2:DescribeVpcPeeringConnections", _ANY, "VpcPeeringConnections"
        ),
        ("ec2", "describe_transit_gateway_attachments"): _row(
            "ec2:DescribeTransitGatewayAttachments", _ANY, "TransitGatewayAttachments"
        ),
        ("ec2", "describe_transit_gateway_vpc_attachments"): _row(
            "ec2:DescribeTransitGatewayVpcAttachments", _ANY, "TransitGatewayVpcAttachments"
        ),
        ("ec2", "search_transit_gateway_routes"): _row("ec2:SearchTransitGatewayRoutes", _ANY, "Routes"),
        ("ec2", "describe_vpc_block_public_access_options"): _row(
            "ec2:DescribeVpcBlockPublicAccessOptions", _ANY, "VpcBlockPublicAccessOptions"
        ),
        ("ec2", "describe_vpn_connections"): _row("ec2:DescribeVpnConnections", _ANY, "VpnConnections"),
        ("ec2", "describe_flow_logs"): _row("ec2:DescribeFlowLogs", _ANY, "FlowLogs"),
        ("route53", "list_hosted_zones_by_vpc"): _row("route53:ListHostedZonesByVPC", _ANY, "HostedZoneSummaries"),
        ("route53", "get_hosted_zone"): _row("route53:GetHostedZone", _ANY, "HostedZone"),
        ("route53", "list_resource_record_sets"): _row("route53:ListResourceRecordSets", _ANY, "ResourceRecordSets"),
        ("route53resolver", "list_resolver_endpoints"): _row(
            "route53resolver:ListResolverEndpoints", _ANY, "ResolverEndpoints"
        ),
        ("route53resolver", "list_resolver_endpoint_ip_addresses"): _row(
            "route53resolver:ListResolverEndpointIpAddresses", _ANY, "IpAddresses"
        ),
        ("route53resolver", "list_resolver_rules"): _row("route53resolver:ListResolverRules", _ANY, "ResolverRules"),
        ("route53resolver", "list_resolver_rule_associations"): _row(
            "route53resolver:ListResolverRuleAssociations", _ANY, "ResolverRuleAssociations"
        ),
        ("route53resolver", "list_firewall_rule_group_associations"): _row(
            "route53resolver:ListFirewallRuleGroupAssociations", _ANY, "FirewallRuleGroupAssociations"
        ),
        ("route53resolver", "list_firewall_rules"): _row("route53resolver:ListFirewallRules", _ANY, "FirewallRules"),
        ("route53resolver", "list_firewall_domains"): _row("route53resolver:ListFirewallDomains", _ANY, "Domains"),
        ("route53resolver", "list_resolver_query_log_config_associations"): _row(
            "route53resolver:ListResolverQueryLogConfigAssociations", _ANY, "ResolverQueryLogConfigAssociations"
        ),
        ("route53profiles", "list_profile_associations"): _row(
            "route53profiles:ListProfileAssociations", _ANY, "ProfileAssociations"
        ),
        ("route53profiles", "list_profile_resource_associations"): _row(
            "route53profiles:ListProfileResourceAssociations", _ANY, "ProfileResourceAssociations"
        ),
        ("logs", "describe_log_groups"): _row("logs:DescribeLogGroups", _LOG_GROUPS, "logGroups"),
        ("logs", "describe_log_streams"): _row("logs:DescribeLogStreams", _LOG_GROUPS, "logStreams"),
        ("logs", "filter_log_events"): _row("logs:FilterLogEvents", _LOG_GROUPS, "events"),
        ("logs", "start_query"): _row("logs:StartQuery", _LOG_GROUPS, "queryId", note="charged by the data scanned"),
        ("logs", "get_query_results"): _row("logs:GetQueryResults", _ANY, "results"),
        ("acm", "describe_certificate"): _row(
            "acm:DescribeCertificate", ("arn:{partition}:acm:{region}:{account}:certificate/*",), "Certificate"
        ),
        ("wafv2", "get_web_acl_for_resource"): _row(
            "wafv2:GetWebACLForResource", _ANY, "WebACL", note="AWS WAF also checks for wafv2:GetWebACL"
        ),
        ("wafv2", "get_sampled_requests"): _row("wafv2:GetSampledRequests", _ANY, "SampledRequests"),
        ("sts", "get_caller_identity"): _row(None, (), "Account", note="needs no permission"),
        ("iam", "get_role"): _row("iam:GetRole", _ROLES, "Role"),
        ("iam", "list_attached_role_policies"): _row("iam:ListAttachedRolePolicies", _ROLES, "AttachedPolicies"),
        ("iam", "simulate_principal_policy"): _row(
            "iam:SimulatePrincipalPolicy", _ANY, "EvaluationResults", note=_SIMULATES
        ),
        ("cloudtrail", "lookup_events"): _row("cloudtrail:LookupEvents", _ANY, "Events"),
        ("ram", "get_resource_share_invitations"): _row(
            "ram:GetResourceShareInvitations", _ANY, "resourceShareInvitations"
        ),
        ("ram", "list_pending_invitation_resources"): _row("ram:ListPendingInvitationResources", _ANY, "resources"),
        ("ram", "list_resources"): _row("ram:ListResources", _ANY, "resources"),
        ("lambda", "get_function_configuration"): _row(
            "lambda:GetFunctionConfiguration",
            ("arn:{partition}:lambda:{region}:{account}:function:*",),
            "FunctionName",
        ),
    }
)
"""The list, by service and operation in boto3's spelling."""


def read_only(service: str, operation: str) -> ReadOnlyOperation:
    """What is known of the operation.

    Raises:
        NotReadOnly: the operation is not in the list.
    """
    known = OPERATIONS.get((service, operation))
    if known is None:
        raise NotReadOnly(
            f"{service}.{operation} is not one of the {len(OPERATIONS)} read-only operations gatewise may call; "
            "they are listed in gatewise/observation/aws_operations.py"
        )
    return known


def iam_action_for(service: str, operation: str) -> str | None:
    """The IAM action the operation needs, or None when it needs none.

    Raises:
        NotReadOnly: the operation is not in the list.
    """
    return read_only(service, operation).iam_action
