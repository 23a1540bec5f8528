import json

from gatewise.model import Facts, JsonValue, Reason
from tests.probes.domain_world import BEHIND, CALLED, DOMAIN, INVOKED, changed, domain
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import OTHER_VPCE, VPCE

ALLOW: dict[str, JsonValue] = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"}
DENY: dict[str, JsonValue] = {**ALLOW, "Effect": "Deny"}
WHOLE = "execute-api:/*"


def policy(*statements: dict[str, JsonValue], **changes: JsonValue) -> Replies:
    document = {"Version": "2012-10-17", "Statement": [{"Resource": WHOLE, **each} for each in statements]}
    return {DOMAIN: changed({"policy": json.dumps(document), **changes})}


def but_for(vpce: str) -> dict[str, JsonValue]:
    return {**DENY, "Condition": {"StringNotEquals": {"aws:SourceVpce": vpce}}}


ADDRESS: dict[str, JsonValue] = {"Condition": {"StringEquals": {"aws:RequestTag/x": "1"}}}
NOT_THERE: Facts = {name: value for name, value in BEHIND.items() if name != "account_id"}

ROWS = (
    Row("everybody by the endpoint", BEHIND, "allows", policy(ALLOW, but_for(VPCE))),
    Row("by its own ARN", BEHIND, "allows", policy({**ALLOW, "Resource": INVOKED})),
    Row("as the console makes it", BEHIND, "default_deny", policy(DENY), shows="deny everybody everything"),
    Row("another endpoint", BEHIND, "denies", policy(ALLOW, but_for(OTHER_VPCE)), shows=OTHER_VPCE),
    Row("nobody is allowed", BEHIND, "denies", policy(but_for(VPCE))),
    Row("an Allow for the API's ARN", BEHIND, "denies", policy({**ALLOW, "Resource": INVOKED.split("/")[0] + "x/*"})),
    Row(
        "a key that is not known",
        {**BEHIND, "error_text": "User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized"},
        None,
        policy({**ALLOW, **ADDRESS}),
        because=Reason.NEEDS_JUDGEMENT,
    ),
    Row("the call is not known", NOT_THERE, None, policy(ALLOW), because=Reason.NEEDS_JUDGEMENT),
    Row("no policy", BEHIND, None, {DOMAIN: domain()}, because=Reason.NEEDS_JUDGEMENT),
    Row("no document", BEHIND, None, {DOMAIN: domain(policy="?")}, because=Reason.NEEDS_JUDGEMENT),
    Row("denied", BEHIND, None, {DOMAIN: DENIED}, because=Reason.ACCESS_DENIED),
    Row("gone", BEHIND, None, {DOMAIN: NOT_FOUND}, because=Reason.FAILED),
    Row("no id", CALLED, None, because=Reason.MISSING_FACT),
)
