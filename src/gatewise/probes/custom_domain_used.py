"""Whether the call is for a custom domain name, told from the URL, its headers and the refusal. Asks nothing.

The forms: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
"""

from gatewise.analysis.custom_domain import domain_called, domain_in
from gatewise.analysis.known import one
from gatewise.model import PERSON, Facts
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._custom_domain import domain_of
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("yes", "no")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = {"yes": (), "no": ()}
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Read the URL and the facts."""
    yield from ()
    call, form = url_of(facts), one(facts, "url_form")
    refused = domain_in(one(facts, "error_text"))
    if call is None and not form and refused is None:
        return untold(not_known("The invoke URL is not known.", "Give the invoke URL."))
    wanted = domain_of(facts)
    if refused or domain_called(call) or (call is None and form == "custom_domain"):
        shown = evidence(f"The call is for {wanted.name or 'a custom domain name'}.", seen_from=PERSON)
        return told("yes", shown, domain_name=wanted.name, domain_name_id=wanted.identifier)
    return told("no", evidence("The name in the URL is one of API Gateway's own.", seen_from=PERSON))
