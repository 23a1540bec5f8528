from gatewise.model import JsonValue, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.policy_world import (
    COGNITO,
    DOMAIN_FACTS,
    FACTS,
    OF_LAMBDA,
    REST,
    ROLE,
    SIGNED,
    SIGNED_FACTS,
    allow,
    api,
    behind_domain,
    deny,
    other_endpoint,
)
from tests.probes.world import OTHER_VPC, VPCE

ORGANIZATION: JsonValue = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}

ROWS = (
    Row(
        "a role, and nobody signs",
        FACTS,
        "principal",
        api(allow(Principal={"AWS": ROLE})),
        shows="resource policy IMPLICIT_DENY (decides).",
    ),
    Row(
        "a role that is gone",
        SIGNED_FACTS,
        "recreated",
        api(allow(Principal={"AWS": "AROAEXAMPLEORDERS0001"}), body=SIGNED),
        {"resource_policy_edit": f"In statement 1, replace AROAEXAMPLEORDERS0001 by {ROLE} in Principal."},
    ),
    Row("an organization, and nobody signs", FACTS, "authn_keys", api(allow(ORGANIZATION))),
    Row(
        "an ARN that ends behind the API",
        FACTS,
        "resource_arn",
        api(allow(Resource="execute-api:/")),
        shows="ends after the API's id",
    ),
    Row(
        "a user pool's tokens, and Denies alone",
        FACTS,
        "cognito",
        api(deny({"StringNotEquals": {"aws:SourceVpce": VPCE}}), body=COGNITO),
        {"resource_policy_mistake": "The policy has no Allow, and what is not allowed is denied."},
    ),
    Row(
        "a user pool's tokens, and a role",
        FACTS,
        "principal",
        api(allow(Principal={"AWS": ROLE}), body=COGNITO),
    ),
    Row(
        "by a domain name, and the API allows another endpoint",
        DOMAIN_FACTS,
        "by_domain",
        behind_domain(api(allow(other_endpoint()))),
    ),
    Row("another endpoint", FACTS, "condition", api(allow(other_endpoint()))),
    Row("the client's VPC", FACTS, "condition", api(allow({"StringEquals": {"aws:SourceVpc": OTHER_VPC}}))),
    Row(
        "another method",
        FACTS,
        "as_written",
        api(allow(Resource="execute-api:/prod/POST/orders")),
        {"resource_policy_mistake": "No statement allows this call, and none was clearly meant to."},
    ),
    Row(
        "an authorizer may allow what the policy does not",
        FACTS,
        None,
        api(allow(other_endpoint()), body=OF_LAMBDA),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("it allows the call", FACTS, None, api(allow()), because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {REST: DENIED}, because=Reason.ACCESS_DENIED),
)
