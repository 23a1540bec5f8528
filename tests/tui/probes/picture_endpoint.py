"""Whether the endpoint of the small tree is there."""

from collections.abc import Mapping

from gatewise.model import AWS_API, Evidence, Facts, NotSeen, Reading, could_not_tell
from gatewise.observation import AwsCall
from gatewise.probes import Probing

ANSWERS = ("present", "missing")
NEEDS = ("vpce_id",)
ESTABLISHES: Mapping[str, tuple[str, ...]] = {"present": ("endpoint_addresses", "endpoint_security_groups")}
CALLS = ("ec2.describe_vpc_endpoints",)


def probe(facts: Facts) -> Probing:
    """One call."""
    vpce_id = str(facts["vpce_id"])
    seen = yield AwsCall.to("ec2", "describe_vpc_endpoints", VpcEndpointIds=[vpce_id])
    assert not isinstance(seen, tuple)
    if isinstance(seen, NotSeen):
        return could_not_tell(seen)
    if seen.meaning == "aws.not_found":
        return Reading("missing", (Evidence(f"{vpce_id} is not in the list.", "", AWS_API),))
    name = str(seen.data.get("ServiceName", ""))
    addresses = seen.data.get("Addresses", ["10.0.1.37", "10.0.2.41"])
    assert isinstance(addresses, list)
    found: Facts = {
        "endpoint_addresses": tuple(map(str, addresses)),
        "endpoint_security_groups": "sg-0e1e2e3e4e5e6e7e8",
    }
    return Reading("present", (Evidence(f"{vpce_id} is an endpoint for {name}.", "", AWS_API),), found)
