import json

from gatewise.model import Facts, Reason, Reply
from gatewise.probes import Seen
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.rows.method_authorization import EXPORT, FACTS, SIGNED, world
from tests.probes.world import POLICY, VPCE, endpoint, endpoints

ENDPOINT = "aws ec2 describe_vpc_endpoints"
FULL = json.dumps({"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]})
HEADER: Facts = {**FACTS, "vpce_id": VPCE, "error_meaning": "http.403.incomplete_signature"}
OWN_CALL: Facts = {**FACTS, "error_meaning": "http.403.missing_authentication_token"}
NOTHING: Facts = {**OWN_CALL, "error_text": '{"message":"Missing Authentication Token"}'}


def with_policy(document: str) -> Seen:
    return Reply("aws.ok", endpoints(endpoint(PolicyDocument=document)))


OWN: Replies = {**world(), ENDPOINT: with_policy(json.dumps(POLICY))}

ROWS = (
    Row("nothing, by the answer", NOTHING, "nothing"),
    Row("nothing, and the curl line agrees", {**NOTHING, "authorization_scheme": "none"}, "nothing"),
    Row("nothing, from gatewise's own call", OWN_CALL, None, because=Reason.MISSING_FACT),
    Row("signed, says the curl line", {**NOTHING, "authorization_scheme": "sigv4"}, None, because=Reason.MISSING_FACT),
    Row("a header, and the route wants a signature", HEADER, "other_scheme", {**OWN, **SIGNED}),
    Row("a header, and only the endpoint's own policy explains it", HEADER, "custom_endpoint_policy", OWN),
    Row("the default policy", HEADER, None, {**OWN, ENDPOINT: with_policy(FULL)}, because=Reason.AMBIGUOUS),
    Row("no policy is shown", HEADER, None, {**OWN, ENDPOINT: with_policy("")}, because=Reason.AMBIGUOUS),
    Row("the endpoint is not known", {**HEADER, "vpce_id": ""}, None, OWN, because=Reason.AMBIGUOUS),
    Row("the endpoint can't be read", HEADER, None, {**OWN, ENDPOINT: DENIED}, because=Reason.AMBIGUOUS),
    Row("denied", HEADER, None, {**OWN, EXPORT: DENIED}, because=Reason.ACCESS_DENIED),
    Row("another answer", FACTS, None, because=Reason.MISSING_FACT),
)
