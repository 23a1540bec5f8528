from gatewise.model import Facts, Reason
from tests.probes.domain_world import (
    CALLED,
    MAPPINGS,
    NAME,
    NONE,
    OTHER_ID,
    OTHERS,
    OWN,
    OWN_ASSOCIATIONS,
    SHARED,
    association,
    domain,
    items,
    mapping,
)
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.world import API, URL

TWO: Replies = {OWN: items(domain(), domain(OTHER_ID)), SHARED: NONE, OTHERS: NONE}
SERVES_OTHER: Replies = {**TWO, OWN_ASSOCIATIONS: items(association(OTHER_ID))}
MEANT: Facts = {**CALLED, "api_id": API}

ROWS = (
    Row(
        "the endpoint serves the other one",
        CALLED,
        "same_name_twice",
        SERVES_OTHER,
        {"domain_name": NAME},
        shows=f"associated with {NAME}+{OTHER_ID}",
    ),
    Row(
        "and it leads to another API",
        MEANT,
        "same_name_twice",
        {**SERVES_OTHER, MAPPINGS: items(mapping(api="zzzzzzzzzz"))},
    ),
    Row(
        "associated with both",
        MEANT,
        "same_name_twice",
        {**TWO, OWN_ASSOCIATIONS: items(association(), association(OTHER_ID))},
    ),
    Row(
        "and it leads to the API meant",
        MEANT,
        None,
        {**SERVES_OTHER, MAPPINGS: items(mapping())},
        because=Reason.AMBIGUOUS,
    ),
    Row("its mappings are denied", MEANT, None, {**SERVES_OTHER, MAPPINGS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("associated with none", CALLED, None, {**TWO, OWN_ASSOCIATIONS: NONE}, because=Reason.AMBIGUOUS),
    Row("associations are denied", CALLED, None, {**TWO, OWN_ASSOCIATIONS: DENIED}, because=Reason.ACCESS_DENIED),
    Row("one of this name", CALLED, "other", {OWN: items(domain()), SHARED: NONE}),
    Row(
        "one in sight, and some are denied",
        CALLED,
        None,
        {OWN: items(domain()), SHARED: DENIED},
        because=Reason.ACCESS_DENIED,
    ),
    Row("the API's own name", {"invoke_url": URL}, "other"),
    Row("no URL", {}, None, because=Reason.MISSING_FACT),
)
