"""What is left that keeps a public record with private addresses from the client: asks the Amazon resolver too.

The alias' record appears minutes after the association and the deployment:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import texts
from gatewise.model import Facts, NotSeen
from gatewise.observation import DnsQuery
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import ask
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("propagating", "filtered", "neither")
NEEDS = ("host",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

AMAZON_RESOLVER = "169.254.169.253"
_PUBLIC_RECORDS = frozenset({"alias", "endpoint_name"})
_NO_RECORD = frozenset({"dns.nxdomain", "dns.nodata"})


def probe(facts: Facts) -> Probing:
    """Compare what the client's resolver says with what Amazon's says, for names with a public record."""
    host = one(facts, "host")
    call = url_of(facts)
    form = call.form if call else one(facts, "url_form")
    if form not in _PUBLIC_RECORDS or one(facts, "dns") != "no_name":
        cure = "Ask who runs the resolver, or read its log; the finding behind this lists what would decide."
        return untold(ambiguous("Nothing that was read explains this answer.", cure))
    seen = yield from ask(DnsQuery(host, server=AMAZON_RESOLVER))
    if isinstance(seen, NotSeen):
        return untold(seen)
    found = texts(seen.data, "addresses")
    said = f"The Amazon resolver says {seen.meaning}{' ' + ', '.join(found) if found else ''} for {host}."
    shown = evidence(said, seen_from=seen.seen_from)
    if found:
        return told("filtered", shown)
    if seen.meaning in _NO_RECORD:
        return told("propagating" if form == "alias" else "neither", shown)
    cure = "Run the command shown on the client, where the Amazon resolver answers."
    return untold(ambiguous("The Amazon resolver gave no answer to compare with.", cure), shown)
