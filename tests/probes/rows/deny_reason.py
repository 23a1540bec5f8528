from gatewise.model import JsonValue, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.policy_world import (
    DOMAIN_FACTS,
    FACTS,
    REST,
    ROLE,
    allow,
    api,
    behind_domain,
    but_endpoint,
    deny,
    policy,
)
from tests.probes.world import OTHER_VPC, VPC, VPCE

ORGANIZATION: JsonValue = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
DENIED_LAYER = "endpoint policy ALLOWED, signature ALLOWED, resource policy EXPLICIT_DENY (decides)."

ROWS = (
    Row(
        "another endpoint",
        FACTS,
        "other_endpoint",
        api(allow(), deny(but_endpoint())),
        {"resource_policy_edit": f"In statement 2, add {VPCE} behind StringNotEquals aws:SourceVpce."},
        shows=DENIED_LAYER,
    ),
    Row(
        "another VPC",
        FACTS,
        "other_vpc",
        api(allow(), deny({"StringNotEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}})),
        {"resource_policy_edit": f"In statement 2, add {VPC} behind StringNotEquals aws:SourceVpc."},
    ),
    Row(
        "the client's VPC",
        FACTS,
        "client_vpc",
        api(allow(), deny({"StringNotEquals": {"aws:SourceVpc": OTHER_VPC}})),
    ),
    Row(
        "the operator the wrong way round",
        FACTS,
        "operator",
        api(allow(), deny({"StringEquals": {"aws:SourceVpce": VPCE}})),
        {"resource_policy_edit": "In statement 2, write StringNotEquals in place of StringEquals over aws:SourceVpce."},
    ),
    Row(
        "two that exclude each other",
        FACTS,
        "operator",
        api(allow(), deny(but_endpoint(VPCE)), deny(but_endpoint())),
        shows="one of the two denies every call",
    ),
    Row(
        "the address that an endpoint hides",
        FACTS,
        "source_ip",
        api(allow(), deny({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/16"}})),
        {"resource_policy_edit": "In statement 2, write aws:VpcSourceIp in place of aws:SourceIp."},
    ),
    Row(
        "an organization, and nobody signs",
        FACTS,
        "authn_keys",
        api(allow(), deny(ORGANIZATION)),
        {"resource_policy_edit": f"In statement 2, add the condition StringNotEquals aws:SourceVpce {VPCE}."},
    ),
    Row(
        "all but a role, and nobody signs",
        FACTS,
        "principal",
        api(
            allow(),
            {
                "Effect": "Deny",
                "NotPrincipal": {"AWS": ROLE},
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
            },
        ),
    ),
    Row(
        "by a domain name, and the API names another endpoint",
        DOMAIN_FACTS,
        "by_domain",
        behind_domain(api(allow(), deny(but_endpoint()))),
        shows="domain name's policy ALLOWED, resource policy EXPLICIT_DENY (decides).",
    ),
    Row(
        "as it is meant",
        FACTS,
        "as_written",
        api(allow(), deny({"NotIpAddress": {"aws:VpcSourceIp": "10.0.20.0/24"}})),
        {"resource_policy_mistake": "Statement 2 fits this call as it is written."},
    ),
    Row(
        "a mistake in the Deny before one in the Allow",
        FACTS,
        "other_endpoint",
        api(allow(Resource="execute-api:/prod/get/orders"), deny(but_endpoint())),
        {
            "resource_policy_mistake": "Statement 2: it lists vpce-0aaaaaaaaaaaaaaaa; the call comes through "
            "vpce-0f1e2d3c4b5a69788."
        },
    ),
    Row(
        "deployed it denies, and saved it does not",
        FACTS,
        None,
        api(allow(), deployed=policy(allow(), deny(but_endpoint()))),
        because=Reason.NEEDS_JUDGEMENT,
        shows="the saved one says ALLOWED",
    ),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
