import json

from gatewise.model import Facts, JsonValue, Reason
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
    Row("no JSON", FACTS, None, {LIST: endpoints(endpoint(PolicyDocument="oops"))}, because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
