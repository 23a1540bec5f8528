"""Whether the name in the URL is, or is meant to be, a custom domain name; told from its form. Asks nothing."""

from gatewise.analysis.known import one
from gatewise.model import PERSON, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("custom_domain", "other")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()


def probe(facts: Facts) -> Probing:
    """Read the fact `url_form`."""
    yield from ()
    form, host = one(facts, "url_form"), one(facts, "host") or "The name"
    if not form:
        return untold(not_known("The form of the URL is not known.", "Give the invoke URL."))
    if form == "custom_domain":
        return told("custom_domain", evidence(f"{host} is no name of AWS.", seen_from=PERSON))
    return told("other", evidence(f"{host} is a name of AWS.", seen_from=PERSON))
