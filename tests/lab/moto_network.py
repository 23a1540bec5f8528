"""VPC endpoints, peering and Lambda functions with the behaviour of AWS that plain moto 5.2 does not have.

Importing this module patches moto, in this process, once. It holds no scenario.
"""

import contextlib
import functools
import ipaddress
import string
import zlib
from collections.abc import Callable
from typing import Any

from moto.awslambda import models as functions
from moto.ec2.exceptions import InvalidSubnetIdError
from moto.ec2.models import ec2_backends, vpcs
from moto.ec2.models import elastic_network_interfaces as interfaces
from moto.ec2.models import transit_gateway_route_tables as gateways
from moto.ec2.responses import vpc_peering_connections as peering_responses
from moto.ec2.responses import vpcs as vpc_responses
from moto.route53resolver import models as resolver

from tests.lab.patching import instead_of, property_instead_of, random_id

_HOSTED_ZONES = {
    "us-east-1": "Z7HUB22UULQXV",
    "us-east-2": "ZC8PG0KIFKBRI",
    "us-west-2": "Z1YSA3EXCYUU9Z",
    "eu-west-1": "Z38GZ743OKFT7T",
    "eu-west-3": "Z1DWHTMFP0WECP",
}
_FIRST_FREE_HOST = 5
"""AWS keeps a subnet's first four addresses."""


# Interface endpoints: their names, their network interfaces, and what a change does to both.


def _is_interface(endpoint: Any) -> bool:
    return (endpoint.vpc_endpoint_type or "").lower() == "interface"


def _service_name(service: str, region: str) -> str:
    tail = service.split(f"com.amazonaws.{region}.", 1)[-1]
    return ".".join(reversed(tail.split(".")))


def _refresh_names(endpoint: Any) -> None:
    """Give the endpoint its regional name, one per zone, and with private DNS the service's own names."""
    backend = endpoint.ec2_backend
    region, service = backend.region_name, _service_name(endpoint.service_name, backend.region_name)
    endpoint.name_suffix = getattr(endpoint, "name_suffix", None) or random_id(8)
    zone_id = _HOSTED_ZONES.get(region, f"Z{zlib.crc32(region.encode()):013X}")
    base = f"{service}.{region}.vpce.amazonaws.com"
    entries = [{"DnsName": f"{endpoint.id}-{endpoint.name_suffix}.{base}", "HostedZoneId": zone_id}]
    zones = dict.fromkeys(backend.get_subnet(subnet).availability_zone for subnet in endpoint.subnet_ids or [])
    entries += [
        {"DnsName": f"{endpoint.id}-{endpoint.name_suffix}-{zone}.{base}", "HostedZoneId": zone_id} for zone in zones
    ]
    if endpoint.private_dns_enabled:
        endpoint.private_zone = getattr(endpoint, "private_zone", None) or "Z0" + random_id(
            18, string.ascii_uppercase + string.digits
        )
        names = [f"{service}.{region}.amazonaws.com"]
        if service == "execute-api":
            names.append(f"*.{service}.{region}.amazonaws.com")
        entries += [{"DnsName": name, "HostedZoneId": endpoint.private_zone} for name in names]
    endpoint.dns_entries = entries
    endpoint.ip_address_type = getattr(endpoint, "ip_address_type", None) or "ipv4"
    endpoint.dns_options = getattr(endpoint, "dns_options", None) or {"DnsRecordIpType": "ipv4"}
    endpoint.requester_managed = False


def _dress_interface(backend: Any, endpoint: Any, interface: Any) -> None:
    """Make moto's plain network interface look like one of an interface endpoint, with an address of its subnet."""
    subnet = interface.subnet
    taken = {other.private_ip_address for other in backend.enis.values() if other is not interface}
    taken |= set(subnet._subnet_ips)
    network = ipaddress.ip_network(subnet.cidr_block)
    offset = _FIRST_FREE_HOST + zlib.crc32(interface.id.encode()) % max(1, network.num_addresses - 10)
    while str(network[offset]) in taken or offset < _FIRST_FREE_HOST:
        offset = _FIRST_FREE_HOST + (offset + 1) % (network.num_addresses - 6)
    address = str(network[offset])
    name = f"ip-{address.replace('.', '-')}.ec2.internal"
    interface.private_ip_address = address
    interface.private_dns_name = name
    interface.private_ip_addresses = [{"Primary": True, "PrivateDnsName": name, "PrivateIpAddress": address}]
    interface.description = f"VPC Endpoint Interface {endpoint.id}"
    interface.interface_type, interface.requester_managed, interface.status = "vpc_endpoint", True, "in-use"
    interface.requester_id = "727180483921"
    subnet.request_ip(address, interface)
    _give_groups(backend, endpoint)


def _give_groups(backend: Any, endpoint: Any) -> None:
    if not endpoint.security_group_ids:
        endpoint.security_group_ids = [backend.get_default_security_group(endpoint.vpc_id).id]
    groups = [backend.get_security_group_from_id(group) for group in endpoint.security_group_ids]
    for interface in endpoint.network_interface_ids:
        if interface in backend.enis:
            backend.enis[interface]._group_set = groups


@property_instead_of(interfaces.NetworkInterface, "attachment")
def _attachment(original: Callable[[], Any], interface: Any) -> Any:
    if interface.interface_type != "vpc_endpoint":
        return original()
    return {
        "AttachmentId": f"ela-attach-{interface.id[-17:]}",
        "DeleteOnTermination": False,
        "DeviceIndex": 1,
        "InstanceOwnerId": "amazon-aws",
        "Status": "attached",
    }


@instead_of(vpcs.VPCBackend, "create_vpc_endpoint")
def _create_vpc_endpoint(original: Callable[..., Any], backend: Any, *args: Any, **named: Any) -> Any:
    endpoint = original(backend, *args, **named)
    if _is_interface(endpoint):
        for interface in endpoint.network_interface_ids:
            _dress_interface(backend, endpoint, backend.enis[interface])
        _give_groups(backend, endpoint)
        _refresh_names(endpoint)
    return endpoint


@instead_of(vpc_responses.VPCs, "modify_vpc_endpoint")
def _modify_vpc_endpoint(original: Callable[..., Any], request: Any) -> Any:
    backend = request.ec2_backend
    endpoint = backend.describe_vpc_endpoints(vpc_end_point_ids=[request._get_param("VpcEndpointId")])[0]
    before = list(endpoint.subnet_ids or [])
    if not _is_interface(endpoint):
        return original(request)
    if request._get_param("PrivateDnsEnabled") is not None:
        endpoint.private_dns_enabled = request._get_bool_param("PrivateDnsEnabled")
    answer = original(request)
    for subnet in endpoint.subnet_ids or []:
        if subnet not in before:
            interface = backend.create_network_interface(subnet, "0.0.0.0")
            endpoint.network_interface_ids.append(interface.id)
            _dress_interface(backend, endpoint, interface)
    for subnet in before:
        if subnet not in endpoint.subnet_ids:
            gone = [each for each in endpoint.network_interface_ids if backend.enis[each].subnet.id == subnet]
            for interface_id in gone:
                backend.enis.pop(interface_id)
                endpoint.network_interface_ids.remove(interface_id)
    _give_groups(backend, endpoint)
    _refresh_names(endpoint)
    return answer


@instead_of(vpcs.VPCBackend, "delete_vpc_endpoints")
def _delete_vpc_endpoints(original: Callable[..., Any], backend: Any, vpce_ids: list[str] | None = None) -> None:
    original(backend, vpce_ids)
    for endpoint_id in vpce_ids or []:
        backend.vpc_end_points.pop(endpoint_id, None)


@instead_of(vpcs.VPCEndPoint, "get_filter_value")
def _endpoint_filter_value(
    original: Callable[..., Any], endpoint: Any, filter_name: str, method_name: str | None = None
) -> Any:
    match filter_name:
        case "vpc-endpoint-id":
            return endpoint.id
        case "ip-address-type":
            return getattr(endpoint, "ip_address_type", "ipv4")
        case "service-name":
            return endpoint.service_name
        case _:
            return original(endpoint, filter_name, method_name)


def _collect_services(original: Callable[..., Any], account: str, region: str) -> Any:
    services = original(account, region)
    for service in services:
        names = service.get("PrivateDnsNames", [])
        if service["ServiceName"].endswith(".execute-api") and len(names) == 1:
            service["PrivateDnsNames"] = [*names, {"PrivateDnsName": f"*.{service['PrivateDnsName']}"}]
    return services


_original_services = vpcs.VPCBackend._collect_default_endpoint_services
vars(vpcs)["VPCBackend"]._collect_default_endpoint_services = staticmethod(
    functools.partial(_collect_services, _original_services)
)


@instead_of(gateways.TransitGatewayRouteTableBackend, "search_transit_gateway_routes")
def _routes_with_attachments(original: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """A list of attachments for each route, where moto keeps the one."""
    key = "transitGatewayAttachments"
    return [{**each, key: [each[key]]} if key in each else each for each in original(*arguments, **named)]


@instead_of(peering_responses.VPCPeeringConnections, "describe_vpc_peering_connections")
def _describe_peering(original: Callable[..., Any], request: Any) -> Any:
    answer = original(request)
    filters = request._filters_from_querystring()

    def value(peering: Any, name: str) -> Any:
        requester, accepter = peering.vpc, peering.peer_vpc
        return {
            "requester-vpc-info.vpc-id": requester.id,
            "accepter-vpc-info.vpc-id": accepter.id,
            "requester-vpc-info.cidr-block": requester.cidr_block,
            "accepter-vpc-info.cidr-block": accepter.cidr_block,
            "requester-vpc-info.owner-id": requester.owner_id,
            "accepter-vpc-info.owner-id": accepter.owner_id,
            "status-code": peering._status.code,
            "vpc-peering-connection-id": peering.id,
        }.get(name)

    answer.result["VpcPeeringConnections"] = [
        peering
        for peering in answer.result["VpcPeeringConnections"]
        if all(value(peering, name) in values for name, values in filters.items() if not name.startswith("tag"))
    ]
    return answer


@property_instead_of(functions.LambdaFunction, "vpc_config")
def _vpc_config(original: Callable[[], Any], function: Any) -> Any:
    config = original()
    if config and config.get("SubnetIds"):
        with contextlib.suppress(InvalidSubnetIdError):
            subnet = ec2_backends[function.account_id][function.region].get_subnet(config["SubnetIds"][0])
            return {**config, "VpcId": subnet.vpc_id}
    return config


# Route 53 Resolver: moto sorts by name, and fails where something has none.


def _named(original: Callable[..., None], made: Any, *args: Any, **named: Any) -> None:
    original(made, *args, **named)
    made.name = made.name or ""


for _kind in (resolver.ResolverEndpoint, resolver.ResolverRule, resolver.ResolverRuleAssociation):
    instead_of(_kind, "__init__")(_named)
