"""Whether two private custom domain names of one name make another API answer: the lists of both, and of associations.

An endpoint can't serve two domain names of the same name:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
"""

from gatewise.analysis.custom_domain import DomainId, of_domain
from gatewise.analysis.known import one
from gatewise.analysis.shapes import records, text
from gatewise.model import Evidence, Facts, NotSeen, Reading, Reply
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._custom_domain import (
    LIST_OWN,
    LIST_SHARED,
    OTHERS_ASSOCIATIONS,
    OWN_ASSOCIATIONS,
    domain_of,
    listed,
    mappings_call,
)
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("same_name_twice", "other")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"same_name_twice": ("domain_name",), "other": ()}
CALLS = (
    "apigateway.get_base_path_mappings",
    "apigateway.get_domain_name_access_associations",
    "apigateway.get_domain_names",
)

_TWO = 2
_COMPARE = "Compare the answer with what the API's stage should answer."


def probe(facts: Facts) -> Probing:
    """Look for a second domain name of the same name, and which of them the endpoint is associated with."""
    wanted = domain_of(facts)
    if wanted.name:
        return (yield from _looked_up(wanted.name, facts))
    if not one(facts, "invoke_url"):
        return untold(not_known("The invoke URL is not known.", "Give the invoke URL."))
    return told("other", evidence("The name in the URL is no custom domain name, so it has no double."))


def _looked_up(name: str, facts: Facts) -> Asking[Reading]:
    lists = yield from ask_all((LIST_OWN, LIST_SHARED, OWN_ASSOCIATIONS, OTHERS_ASSOCIATIONS))
    found = listed(name, *lists[:2])
    ids = ", ".join(text(each, "domainNameId") for each in found.private)
    if len(found.private) < _TWO:
        if found.not_read is not None:
            return untold(found.not_read)
        return told("other", evidence(f"There is one private custom domain name {name}, or none."), domain_name=name)
    shown = evidence(f"{len(found.private)} private custom domain names are called {name}: {ids}.")
    not_read = next((seen for seen in lists[2:] if isinstance(seen, NotSeen)), None)
    arns = _associated(lists[2:], name, one(facts, "vpce_id"))
    if len(arns) != 1 and not_read is not None:
        return untold(not_read, shown)
    if not arns or (len(arns) > 1 and not one(facts, "vpce_id")):
        cure = "Say which endpoint the call goes through: --vpce-id."
        return untold(ambiguous("Which of them the endpoint is associated with is not known.", cure), shown)
    return (yield from _compared(DomainId(name, arns[0].rpartition("+")[2]), facts, shown, len(arns)))


def _associated(seen: tuple[Seen, ...], name: str, vpce_id: str) -> tuple[str, ...]:
    """The domain names of this name that the endpoint, or if it is not known any endpoint, is associated with."""
    found = [
        text(each, "domainNameArn")
        for reply in seen
        if isinstance(reply, Reply)
        for each in of_domain(reply.data, name, vpce_id)
    ]
    return tuple(dict.fromkeys(found))


def _compared(served: DomainId, facts: Facts, shown: Evidence, count: int) -> Asking[Reading]:
    """Whether the one that the endpoint serves leads to the API that is meant."""
    serves = evidence(f"The endpoint is associated with {served.name}+{served.identifier}.")
    meant = one(facts, "api_id")
    if count == 1 and meant:
        seen = yield from ask(mappings_call(served))
        if isinstance(seen, NotSeen):
            return untold(seen, shown, serves)
        if any(text(each, "restApiId") == meant for each in records(seen.data, "items")):
            why = ambiguous(f"The one that the endpoint serves leads to {meant}, which is the API meant.", _COMPARE)
            return untold(why, shown, serves)
    return told("same_name_twice", shown, serves, domain_name=served.name)
