from gatewise.model import Reason
from tests.probes.driver import DENIED, Row
from tests.probes.policy_world import DOMAIN_FACTS, FACTS, REST, allow, api, behind_domain, other_endpoint
from tests.probes.world import OTHER_VPC, VPC, VPCE

ROWS = (
    Row(
        "another endpoint",
        FACTS,
        "other_endpoint",
        api(allow(other_endpoint())),
        {"resource_policy_edit": f"In statement 1, add {VPCE} behind StringEquals aws:SourceVpce."},
    ),
    Row("another VPC", FACTS, "other_vpc", api(allow({"StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}))),
    Row(
        "the client's VPC",
        FACTS,
        "client_vpc",
        api(allow({"StringEquals": {"aws:SourceVpc": OTHER_VPC}})),
        shows=f"aws:SourceVpc is the endpoint's VPC, {VPC}",
    ),
    Row("all but this endpoint", FACTS, "operator", api(allow({"StringNotEquals": {"aws:SourceVpce": VPCE}}))),
    Row(
        "a wildcard that is plain text",
        FACTS,
        "operator",
        api(allow({"StringEquals": {"aws:SourceVpce": "vpce-0f1e2d*"}})),
        {"resource_policy_edit": f"In statement 1, replace vpce-0f1e2d* by {VPCE} behind StringEquals aws:SourceVpce."},
    ),
    Row(
        "the address that an endpoint hides",
        FACTS,
        "source_ip",
        api(allow({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),
        {
            "resource_policy_edit": "In statement 1, write aws:VpcSourceIp in place of aws:SourceIp, with "
            "10.0.10.20/32 in place of 203.0.113.0/24."
        },
    ),
    Row(
        "another address",
        FACTS,
        "as_written",
        api(allow({"IpAddress": {"aws:VpcSourceIp": "10.0.20.0/24"}})),
    ),
    Row("by a domain name", DOMAIN_FACTS, "other_endpoint", behind_domain(api(allow(other_endpoint())))),
    Row("it allows the call", FACTS, None, api(allow()), because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
