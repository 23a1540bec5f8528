from typing import Any

import pytest

from gatewise.analysis.dns_expectation import Comparison, compared
from gatewise.analysis.dns_expectation.question import expectation_of
from tests.analysis.dns_expectation.tables import question

ENDPOINT = {"10.0.1.10", "10.0.2.10"}
PUBLIC = {"52.94.236.248", "54.239.28.85"}
NOTHING: set[str] = set()
OTHER = {"10.0.77.7"}
ALIAS = "a1b2c3d4e5-vpce-0e100000000000000.execute-api.us-east-1.amazonaws.com"
OWN = "vpce-0e100000000000000-abcd1234.execute-api.us-east-1.vpce.amazonaws.com"
PEER = {"kind": "eni", "network_interface_id": "eni-0c2a0000000000000"}
HOME = {"kind": "cidr", "cidr": "192.168.0.0/16"}
VPC = "vpc-0e100000000000000"
SUPPORT_OFF = {
    "op": "replace",
    "path": f"/ec2.DescribeVpcAttribute/{VPC}/EnableDnsSupport/Value",
    "value": False,
}
PRIVATE_DNS_OFF = (
    {"op": "replace", "path": "/ec2.DescribeVpcEndpoints/VpcEndpoints/0/PrivateDnsEnabled", "value": False},
    {"op": "replace", "path": f"/route53.ListHostedZonesByVPC/{VPC}/HostedZoneSummaries", "value": []},
)
NO_INTERFACES = {"op": "remove", "path": "/ec2.DescribeNetworkInterfaces"}
NO_ASSOCIATION = {
    "op": "replace",
    "path": "/apigateway.GetRestApi/a1b2c3d4e5/endpointConfiguration/vpcEndpointIds",
    "value": [],
}
CUSTOM_SERVERS = {
    "op": "replace",
    "path": "/ec2.DescribeDhcpOptions/DhcpOptions/0/DhcpConfigurations/0/Values",
    "value": [{"Value": "10.0.50.10"}],
}
EMPTY_ZONE = (
    {
        "op": "add",
        "path": f"/route53.ListHostedZonesByVPC/{VPC}/HostedZoneSummaries/-",
        "value": {"HostedZoneId": "Z1", "Name": "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com."},
    },
    {"op": "add", "path": "/route53.ListResourceRecordSets/Z1", "value": {"ResourceRecordSets": []}},
)
INBOUND = {
    "op": "add",
    "path": "/route53resolver.ListResolverEndpoints/ResolverEndpoints/-",
    "value": {"Id": "rslvr-in-1", "Direction": "INBOUND", "HostVPCId": VPC, "Status": "OPERATIONAL"},
}


def seen(observed: set[str], **asked: Any) -> Comparison:
    return compared(expectation_of(question(**asked)), observed)


def test_the_endpoints_addresses_are_what_is_expected() -> None:
    assert seen(ENDPOINT) == seen({*ENDPOINT})
    assert seen(ENDPOINT).as_expected is True
    assert seen(ENDPOINT).causes == ()


def test_a_part_of_the_endpoints_addresses_reaches_it_too() -> None:
    assert seen({"10.0.1.10"}).reaches is True


@pytest.mark.parametrize(
    ("asked", "observed", "as_expected", "causes"),
    [
        ({}, PUBLIC, False, ("dns-custom-resolver",)),
        ({}, NOTHING, False, ("dns-custom-resolver", "dns-throttled")),
        ({}, OTHER, False, ("dns-stale-client",)),
        ({}, {"10.0.1.10", *OTHER}, False, ("dns-stale-client",)),
        ({"name": OWN, "source": HOME}, NOTHING, False, ("dns-rebinding-filter",)),
        ({"name": ALIAS, "source": PEER}, NOTHING, False, ("dns-alias-propagating", "dns-rebinding-filter")),
        ({"source": PEER}, PUBLIC, True, ("dns-consumer-vpc-without-private-dns",)),
        ({"source": HOME}, PUBLIC, True, ("dns-onprem-no-inbound-endpoint",)),
        ({"source": HOME, "patch": [INBOUND]}, PUBLIC, False, ("dns-onprem-no-inbound-endpoint",)),
        ({"patch": PRIVATE_DNS_OFF}, PUBLIC, True, ("dns-private-dns-off-default-url",)),
        ({"patch": PRIVATE_DNS_OFF}, NOTHING, True, ("dns-private-dns-off-default-url",)),
        ({"patch": [SUPPORT_OFF]}, NOTHING, True, ("dns-vpc-attributes-off",)),
        ({"patch": [SUPPORT_OFF]}, PUBLIC, False, ("dns-custom-resolver", "dns-vpc-attributes-off")),
        ({"patch": EMPTY_ZONE}, NOTHING, True, ("dns-phz-shadow",)),
        ({"patch": EMPTY_ZONE}, PUBLIC, False, ("dns-custom-resolver", "dns-phz-shadow")),
        ({"patch": [CUSTOM_SERVERS]}, PUBLIC, None, ("dns-custom-resolver",)),
        ({"name": ALIAS, "source": PEER, "patch": [NO_ASSOCIATION]}, NOTHING, True, ("dns-alias-not-associated",)),
    ],
)
def test_the_cause_of_an_answer_that_is_not_the_endpoint_is_named(
    asked: dict[str, Any], observed: set[str], *, as_expected: bool | None, causes: tuple[str, ...]
) -> None:
    found = seen(observed, **asked)

    assert (found.reaches, found.as_expected, found.causes) == (False, as_expected, causes)
    assert found.sentence.endswith(".")


def test_an_alias_that_leads_to_the_endpoint_unassociated_has_its_cause_named() -> None:
    found = seen(ENDPOINT, name=ALIAS, patch=[NO_ASSOCIATION])

    assert (found.reaches, found.causes) == (True, ("dns-alias-not-associated",))


def test_the_endpoints_addresses_where_none_were_expected_are_nobodys_fault() -> None:
    found = seen(ENDPOINT, source=PEER)

    assert (found.reaches, found.as_expected, found.causes) == (True, False, ())


def test_private_addresses_are_not_judged_while_the_endpoints_are_not_known() -> None:
    client = {"kind": "eni", "vpc_id": VPC}

    assert seen(OTHER, source=client, patch=[NO_INTERFACES]).reaches is None
    assert seen(PUBLIC, source=client, patch=[NO_INTERFACES]).reaches is False
