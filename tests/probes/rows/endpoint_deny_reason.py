from gatewise.model import JsonValue, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.policy_world import DOMAIN_FACTS, FACTS, LIST, ROLE, allow, api, behind_domain, deny, policy
from tests.probes.world import ACCOUNT, API, REGION

FULL = allow(Action="*", Resource="*")
THIS_API = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{API}/*"
ORGANIZATION: JsonValue = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}

ROWS = (
    Row(
        "strangers to the organization, and nobody signs",
        FACTS,
        "anonymous",
        api(allow(), of_endpoint=policy(FULL, deny(ORGANIZATION, Resource="*"))),
        shows="endpoint policy EXPLICIT_DENY (decides)",
    ),
    Row(
        "all but a role, and nobody signs",
        FACTS,
        "anonymous",
        api(
            allow(),
            of_endpoint=policy(FULL, {"Effect": "Deny", "NotPrincipal": {"AWS": ROLE}, "Action": "*", "Resource": "*"}),
        ),
    ),
    Row(
        "the address that an endpoint hides",
        FACTS,
        "source_ip",
        api(allow(), of_endpoint=policy(FULL, deny({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, Resource="*"))),
        {"endpoint_policy_edit": "In statement 2, write aws:VpcSourceIp in place of aws:SourceIp."},
    ),
    Row(
        "this API",
        FACTS,
        "as_written",
        api(allow(), of_endpoint=policy(FULL, deny(Resource=THIS_API))),
        {"endpoint_policy_mistake": "Statement 2 fits this call as it is written."},
    ),
    Row(
        "by a domain name",
        DOMAIN_FACTS,
        "as_written",
        behind_domain(api(allow(), of_endpoint=policy(FULL, deny(Resource=THIS_API)))),
    ),
    Row("it does not", FACTS, None, api(allow()), because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
