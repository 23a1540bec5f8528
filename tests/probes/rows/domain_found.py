from gatewise.model import Facts, Reason
from tests.probes.domain_world import (
    ALIAS,
    CALLED,
    INVOKED,
    MANAGED,
    NAME,
    NAME_ID,
    NO_ALIAS,
    NONE,
    OTHER_ID,
    OTHERS,
    OWN,
    OWN_ASSOCIATIONS,
    SHARED,
    association,
    domain,
    in_sight,
    items,
    leads,
    public,
)
from tests.probes.driver import DENIED, NOT_THE_CLIENT, Row
from tests.probes.world import ACCOUNT, ENDPOINT_NAME

CALLER = "aws sts get_caller_identity {} @endpoint"
TWO = in_sight(domain(), domain(OTHER_ID))
ESTABLISHED: Facts = {
    "domain_name": NAME,
    "domain_name_id": NAME_ID,
    "domain_name_arn": MANAGED,
    "domain_arn": INVOKED,
    "domain_account": ACCOUNT,
}
SEEN: Facts = {**CALLED, "dns": "match"}
PUBLIC_TARGET = "d-abcdefghij.execute-api.eu-west-3.amazonaws.com"

ROWS = (
    Row("the account's own", CALLED, "private", in_sight(domain()), ESTABLISHED, shows=MANAGED),
    Row(
        "and the endpoint is in the same account",
        CALLED,
        "private",
        {**in_sight(domain()), CALLER: {"Account": ACCOUNT}},
        ESTABLISHED,
    ),
    Row(
        "the endpoint's account does not see it",
        CALLED,
        "not_there",
        {**in_sight(domain()), CALLER: {"Account": "210987654321"}},
        ESTABLISHED,
        shows="Account 210987654321, which has the endpoint, does not see it.",
    ),
    Row(
        "the endpoint's account sees it",
        CALLED,
        "private",
        {**in_sight(domain()), SHARED: items(domain()), CALLER: {"Account": "210987654321"}},
    ),
    Row("shared by another account", CALLED, "private", {OWN: NONE, SHARED: items(domain())}, ESTABLISHED),
    Row("shared, and the own ones are not read", CALLED, "private", {OWN: DENIED, SHARED: items(domain())}),
    Row("in upper case", CALLED, "private", in_sight(domain(domainName=NAME.upper()))),
    Row("a public one beside it", CALLED, "private", in_sight(public(), domain()), ESTABLISHED),
    Row(
        "two, and the endpoint is associated with one",
        CALLED,
        "private",
        {**TWO, OWN_ASSOCIATIONS: items(association(OTHER_ID)), OTHERS: NONE},
        {"domain_name_id": OTHER_ID},
    ),
    Row(
        "two, and the refusal names one",
        {**CALLED, "error_text": f"User: anonymous is not authorized on resource: {INVOKED}"},
        "private",
        TWO,
        ESTABLISHED,
    ),
    Row(
        "two, and the endpoint is associated with none",
        CALLED,
        None,
        {**TWO, OWN_ASSOCIATIONS: NONE, OTHERS: NONE},
        {"domain_name": NAME},
        because=Reason.AMBIGUOUS,
    ),
    Row("it has no id", CALLED, None, in_sight(domain("")), because=Reason.AMBIGUOUS),
    Row(
        "a public one behind a CNAME",
        CALLED,
        "public_by_cname",
        {**in_sight(public()), ALIAS: leads(PUBLIC_TARGET)},
        {"domain_name": NAME},
        shows=f"is a CNAME of {PUBLIC_TARGET}",
    ),
    Row(
        "another account's public one behind a CNAME",
        CALLED,
        "public_by_cname",
        {OWN: NONE, SHARED: NONE, ALIAS: leads(PUBLIC_TARGET)},
    ),
    Row("a public one that leads to the endpoint", SEEN, "public", in_sight(public()), shows="leads to the endpoint"),
    Row(
        "a public one, and the CNAME of the endpoint",
        SEEN,
        "public",
        {**in_sight(public()), ALIAS: leads(ENDPOINT_NAME)},
    ),
    Row("a public one, and nobody saw where it leads", CALLED, None, in_sight(public()), because=Reason.AMBIGUOUS),
    Row(
        "a public one, and the CNAME is not seen",
        SEEN,
        None,
        {**in_sight(public()), ALIAS: NOT_THE_CLIENT},
        because=Reason.WRONG_VANTAGE,
    ),
    Row("none", CALLED, "not_there", in_sight(), {"domain_name": NAME}),
    Row("none, and the CNAME is not seen", CALLED, "not_there", {**in_sight(), ALIAS: NOT_THE_CLIENT}),
    Row("another one", CALLED, "not_there", in_sight(domain(domainName="example.com"))),
    Row(
        "none shared, and the own ones are denied",
        CALLED,
        None,
        {OWN: DENIED, SHARED: NONE, ALIAS: NO_ALIAS},
        {"domain_name": NAME},
        because=Reason.ACCESS_DENIED,
    ),
    Row("no name", {}, None, because=Reason.MISSING_FACT),
)
