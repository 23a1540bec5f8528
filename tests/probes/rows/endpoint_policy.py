import json

from gatewise.model import Facts, JsonValue, Reason
from tests.probes import policy_world as w
from tests.probes.driver import DENIED, Row
from tests.probes.world import ACCOUNT, API, REGION, VPCE, endpoint, endpoints

LIST = "aws ec2 describe_vpc_endpoints"
FACTS: Facts = {
    "vpce_id": VPCE,
    "api_id": API,
    "region": REGION,
    "account_id": ACCOUNT,
    "stage": "prod",
    "path": "/orders",
}
FULL = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'


def policy(**changes: JsonValue) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}
    return json.dumps({"Statement": [{**statement, **changes}]})


THIS_API, OTHER_API = (f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/*" for api in (API, "f6g7h8i9j0"))
ORGANIZATION: JsonValue = {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}

ROWS = (
    Row("full access", FACTS, "allows", {LIST: endpoints(endpoint(PolicyDocument=FULL))}),
    Row("no document", FACTS, "allows", {LIST: endpoints(endpoint())}),
    Row("this API", FACTS, "allows", {LIST: endpoints(endpoint(PolicyDocument=policy(Resource=THIS_API)))}),
    Row(
        "another API",
        FACTS,
        "no_statement",
        {LIST: endpoints(endpoint(PolicyDocument=policy(Resource=OTHER_API)))},
        {"endpoint_policy": json.dumps(json.loads(policy(Resource=OTHER_API)), indent=2)},
        shows="f6g7h8i9j0",
    ),
    Row(
        "an organization, and nobody signs",
        FACTS,
        "no_statement",
        {LIST: endpoints(endpoint(PolicyDocument=policy(Condition=ORGANIZATION)))},
    ),
    Row("refused", FACTS, "denies", {LIST: endpoints(endpoint(PolicyDocument=policy(Effect="Deny")))}),
    Row(
        "a header that nobody knows decides",
        FACTS,
        None,
        {LIST: endpoints(endpoint(PolicyDocument=policy(Condition={"StringLike": {"aws:UserAgent": "curl/*"}})))},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "the API is not known",
        {"vpce_id": VPCE},
        None,
        {LIST: endpoints(endpoint(PolicyDocument=policy(Resource=THIS_API)))},
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "what it says, and the document with the edit",
        w.FACTS,
        "no_statement",
        w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource=THIS_API.replace("/*", "/")))),
        {
            "endpoint_policy_mistake": f"Statement 1: {THIS_API.replace('/*', '/')} ends after the API's id and so "
            "matches no method.",
            "mended_endpoint_policy": json.dumps(
                w.policy(w.allow(Resource=[THIS_API.replace("/*", "/"), THIS_API.replace("*", "prod/GET/orders")]))
            ),
        },
        shows="endpoint policy IMPLICIT_DENY (decides), signature ALLOWED, resource policy ALLOWED.",
    ),
    Row(
        "the API and its domain name",
        w.DOMAIN_FACTS,
        "allows",
        w.behind_domain(w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource=[THIS_API, w.DOMAIN_ARN])))),
    ),
    Row(
        "the API, and not its domain name",
        w.DOMAIN_FACTS,
        "no_statement",
        w.behind_domain(w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource=THIS_API)))),
        {"mended_endpoint_policy": json.dumps(w.policy(w.allow(Resource=[THIS_API, w.DOMAIN_ARN])))},
        shows="endpoint policy IMPLICIT_DENY (decides)",
    ),
    Row(
        "neither",
        w.DOMAIN_FACTS,
        "no_statement",
        w.behind_domain(w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource=OTHER_API)))),
        shows=w.DOMAIN_ARN,
    ),
    Row(
        "the API, and which domain name it is is not known",
        w.DOMAIN_FACTS,
        None,
        w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource=THIS_API))),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "everything, so the domain name too",
        w.DOMAIN_FACTS,
        "allows",
        w.api(w.allow(), of_endpoint=w.policy(w.allow(Resource="*"))),
    ),
    Row(
        "an organization, and who signs is not known",
        {**w.FACTS, "authorization_scheme": "sigv4"},
        None,
        w.api(w.allow(), of_endpoint=w.policy(w.allow(ORGANIZATION, Resource="*"))),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row(
        "an organization, and a bearer token",
        {**w.FACTS, "authorization_scheme": "bearer"},
        "no_statement",
        w.api(w.allow(), of_endpoint=w.policy(w.allow(ORGANIZATION, Resource="*"))),
        shows="asked about an anonymous caller (something else in the Authorization header)",
    ),
    Row("no JSON", FACTS, None, {LIST: endpoints(endpoint(PolicyDocument="oops"))}, because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
