import json

from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, Row
from tests.probes.world import POLICY, VPCE, endpoint, endpoints

LIST = "aws ec2 describe_vpc_endpoints"
FACTS: Facts = {"vpce_id": VPCE}
FULL = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'

ROWS = (
    Row("full access", FACTS, "allows", {LIST: endpoints(endpoint(PolicyDocument=FULL))}),
    Row("no document", FACTS, "allows", {LIST: endpoints(endpoint())}),
    Row(
        "one of its own",
        FACTS,
        None,
        {LIST: endpoints(endpoint(PolicyDocument=json.dumps(POLICY)))},
        {"endpoint_policy": json.dumps(POLICY, indent=2)},
        because=Reason.NEEDS_JUDGEMENT,
        shows="execute-api:Invoke",
    ),
    Row("no JSON", FACTS, None, {LIST: endpoints(endpoint(PolicyDocument="oops"))}, because=Reason.NEEDS_JUDGEMENT),
    Row("denied", FACTS, None, {LIST: DENIED}, because=Reason.ACCESS_DENIED),
)
