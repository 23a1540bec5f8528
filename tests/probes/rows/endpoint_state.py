from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Row
from tests.probes.world import VPCE, endpoint, endpoints

LIST = "aws ec2 describe_vpc_endpoints"
FACTS: Facts = {"vpce_id": VPCE}
FAILED = endpoint(State="Failed", LastError={"Code": "InsufficientFreeAddresses", "Message": "no address is free"})

ROWS = (
    Row("available", FACTS, "available", {LIST: endpoints(endpoint())}),
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
    Row("gone", FACTS, None, {LIST: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
