import json

from gatewise.model import Facts, JsonValue, Reason
from tests.probes.domain_world import (
    CALLED,
    KNOWN,
    MANAGED,
    NAME,
    NONE,
    OTHER_ID,
    OTHERS,
    OWN_ASSOCIATIONS,
    association,
    items,
)
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import ACCOUNT, OTHER_VPCE, VPCE, endpoint, endpoints

ENDPOINT, EVENTS = "aws ec2 describe_vpc_endpoints", "aws cloudtrail lookup_events"
OURS: Facts = {**KNOWN, "domain_account": ACCOUNT, "account_id": ACCOUNT}
NO_EVENTS: Replies = {EVENTS: {"Events": []}}
BOTH_EMPTY: Replies = {OWN_ASSOCIATIONS: NONE, OTHERS: NONE, ENDPOINT: endpoints(endpoint())}
NOT_OURS: Replies = {**BOTH_EMPTY, ENDPOINT: NOT_FOUND}


def rejected(arn: str) -> Replies:
    event: dict[str, JsonValue] = {"eventName": "RejectDomainNameAccessAssociation", "requestParameters": {"arn": arn}}
    told: dict[str, JsonValue] = {"CloudTrailEvent": json.dumps(event), "Username": "maria", "EventTime": "2026-11-20"}
    return {EVENTS: {"Events": [told]}}


ROWS = (
    Row("the endpoint's own", KNOWN, "associated", {**BOTH_EMPTY, OWN_ASSOCIATIONS: items(association())}),
    Row("another account's", KNOWN, "associated", {**NOT_OURS, OTHERS: items(association())}),
    Row("one list is denied", KNOWN, "associated", {OWN_ASSOCIATIONS: DENIED, OTHERS: items(association())}),
    Row("none", KNOWN, "missing", {**BOTH_EMPTY, **NO_EVENTS}, shows="no rejection"),
    Row("none, and CloudTrail is denied", KNOWN, "missing", {**BOTH_EMPTY, EVENTS: DENIED}, shows="could not be read"),
    Row(
        "with another domain name",
        KNOWN,
        "missing",
        {**BOTH_EMPTY, **NO_EVENTS, OWN_ASSOCIATIONS: items(association(OTHER_ID), association(vpce=OTHER_VPCE))},
    ),
    Row("none of another account's endpoint", OURS, "missing", {**NOT_OURS, **NO_EVENTS}),
    Row(
        "it was rejected",
        KNOWN,
        "rejected",
        {**BOTH_EMPTY, **rejected(f"{MANAGED}/vpcesource/{VPCE}")},
        shows="maria rejected it on 2026-11-20",
    ),
    Row(
        "another one was rejected",
        KNOWN,
        "missing",
        {**BOTH_EMPTY, **rejected(f"{MANAGED.replace(NAME, 'x.example.com')}/vpcesource/{VPCE}")},
    ),
    Row("nobody here owns either", KNOWN, None, NOT_OURS, because=Reason.NEEDS_JUDGEMENT),
    Row("none, and no id", CALLED, None, BOTH_EMPTY, because=Reason.MISSING_FACT),
    Row("denied", KNOWN, None, {**BOTH_EMPTY, OWN_ASSOCIATIONS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no name", {"vpce_id": VPCE}, None, because=Reason.MISSING_FACT),
)
