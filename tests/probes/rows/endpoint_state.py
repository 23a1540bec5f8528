from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import ENI_A, INTERFACES, OTHER_VPC, VPC, VPCE, Json, endpoint, endpoints, interface

LIST, ENIS = "aws ec2 describe_vpc_endpoints", "aws ec2 describe_network_interfaces"
FACTS: Facts = {"vpce_id": VPCE}
FAILED = endpoint(State="Failed", LastError={"Code": "InsufficientFreeAddresses", "Message": "no address is free"})

SUBNETS = "aws ec2 describe_subnets"
PLACES: tuple[Json, ...] = (
    {"SubnetId": "subnet-a", "VpcId": VPC, "AvailabilityZone": "eu-west-3a", "AvailableIpAddressCount": 9},
    {"SubnetId": "subnet-a2", "VpcId": VPC, "AvailabilityZone": "eu-west-3a"},
    {"SubnetId": "subnet-full", "VpcId": VPC, "AvailabilityZone": "eu-west-3b", "AvailableIpAddressCount": 0},
    {"SubnetId": "subnet-other", "VpcId": OTHER_VPC, "AvailabilityZone": "eu-west-3b"},
    {"SubnetId": "subnet-b", "VpcId": VPC, "AvailabilityZone": "eu-west-3b"},
    {"SubnetId": "subnet-c", "VpcId": VPC, "AvailabilityZone": "eu-west-3c"},
)

ROWS = (
    Row(
        "available",
        FACTS,
        "available",
        {LIST: endpoints(endpoint()), ENIS: INTERFACES},
        {"endpoint_addresses": ("10.0.1.37", "10.0.2.41"), "endpoint_zones": ("eu-west-3a", "eu-west-3b")},
    ),
    Row(
        "available, and its interfaces can't be read",
        FACTS,
        "available",
        {LIST: endpoints(endpoint()), ENIS: DENIED},
        absent=("endpoint_addresses",),
    ),
    Row(
        "the addresses are those that its names resolve to",
        FACTS,
        "available",
        {
            LIST: endpoints(endpoint(DnsOptions={"DnsRecordIpType": "ipv4"}, NetworkInterfaceIds=[ENI_A])),
            ENIS: {"NetworkInterfaces": [interface(ENI_A, "10.0.1.37", Ipv6Addresses=[{"Ipv6Address": "2600::7"}])]},
        },
        {"endpoint_addresses": ("10.0.1.37",)},
    ),
    Row("available, as botocore writes it", FACTS, "available", {LIST: endpoints(endpoint(State="Available"))}),
    Row(
        "pending",
        FACTS,
        "not_available",
        {LIST: endpoints(endpoint(State="pendingAcceptance"))},
        {"endpoint_condition": "pendingAcceptance"},
    ),
    Row("failed, and why", FACTS, "not_available", {LIST: endpoints(FAILED)}, shows="no address is free"),
    Row("without interfaces", FACTS, "no_interfaces", {LIST: endpoints(endpoint(NetworkInterfaceIds=[]))}),
    Row(
        "without interfaces, and the subnets there are: one in each zone, and none that is full",
        FACTS,
        "no_interfaces",
        {LIST: endpoints(endpoint(NetworkInterfaceIds=[])), SUBNETS: {"Subnets": [*PLACES]}},
        {"new_endpoint_subnets": ("subnet-a", "subnet-b")},
    ),
    Row("gone", FACTS, None, {LIST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
