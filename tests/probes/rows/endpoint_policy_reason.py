from gatewise.model import JsonValue, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.policy_world import (
    DOMAIN_ARN,
    DOMAIN_FACTS,
    FACTS,
    LIST,
    ROLE,
    allow,
    api,
    behind_domain,
    deny,
    policy,
)
from tests.probes.world import ACCOUNT, API, REGION

THIS_API, OTHER_API = (f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*" for api_id in (API, "f6g7h8i9j0"))
ORGANIZATION: JsonValue = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}

ROWS = (
    Row(
        "an organization, and nobody signs",
        FACTS,
        "anonymous",
        api(allow(), of_endpoint=policy(allow(ORGANIZATION, Resource="*"))),
        shows="endpoint policy IMPLICIT_DENY (decides), signature ALLOWED, resource policy ALLOWED.",
    ),
    Row(
        "a role, and nobody signs",
        FACTS,
        "anonymous",
        api(allow(), of_endpoint=policy(allow(Resource="*", Principal={"AWS": ROLE}))),
    ),
    Row(
        "the API, and not the domain name",
        DOMAIN_FACTS,
        "domain_arn",
        behind_domain(api(allow(), of_endpoint=policy(allow(Resource=THIS_API)))),
        {"endpoint_policy_edit": f"In statement 1, add {DOMAIN_ARN} to Resource."},
    ),
    Row(
        "the address that an endpoint hides",
        FACTS,
        "source_ip",
        api(allow(), of_endpoint=policy(allow({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, Resource="*"))),
        {"endpoint_policy_edit": "In statement 1, write aws:VpcSourceIp in place of aws:SourceIp."},
    ),
    Row(
        "another API",
        FACTS,
        "as_written",
        api(allow(), of_endpoint=policy(allow(Resource=OTHER_API))),
        shows="f6g7h8i9j0",
    ),
    Row(
        "it denies the call",
        FACTS,
        None,
        api(allow(), of_endpoint=policy(deny(Resource="*"))),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("the default policy", FACTS, None, api(allow()), because=Reason.NEEDS_JUDGEMENT),
    Row(
        "a header that nobody knows decides",
        FACTS,
        None,
        api(allow(), of_endpoint=policy(allow({"StringLike": {"aws:UserAgent": "curl/*"}}, Resource="*"))),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
