"""Whether TLS can be set up with an address of the endpoint, under the URL's name.

Security policies: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
"""

from gatewise.analysis.invoke_url import HTTPS_PORT
from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import text, texts
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import CLIENT, Facts, NotSeen, Reading
from gatewise.observation import TlsHandshake
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import ask
from gatewise.probes._readings import ambiguous, evidence, not_known, told, untold

ANSWERS = ("ok", "name_mismatch", "untrusted", "version", "closed", "stalls")
NEEDS = ("host",)
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_ANSWERS = {
    "tls.ok": "ok",
    "tls.name_mismatch": "name_mismatch",
    "tls.untrusted_issuer": "untrusted",
    "tls.self_signed": "untrusted",
    "tls.expired": "untrusted",
    "tls.version": "version",
    "tls.handshake_alert": "version",
    "tls.closed": "closed",
    "tls.reset": "closed",
    "tls.timeout": "stalls",
}
_CURE = "Run the command shown on the client, and look for a firewall that inspects TLS, or a low MTU on the way."


def probe(facts: Facts) -> Probing:
    """Shake hands with one address of the endpoint."""
    host, address = one(facts, "host"), _address(facts)
    if not address:
        why = not_known("No address of the endpoint is known.", "Say which endpoint it is: --vpce-id.")
        return _as_the_client_said(facts, why)
    seen = yield from ask(TlsHandshake(address, host, HTTPS_PORT))
    if isinstance(seen, NotSeen):
        return _as_the_client_said(facts, seen)
    subject, issuer = text(seen.data, "subject"), text(seen.data, "issuer")
    certificate = f" It shows {subject}, issued by {issuer}." if subject else ""
    names = "\n".join(texts(seen.data, "names"))
    shown = evidence(f"{address} as {host}: {seen.meaning}.{certificate}", names, seen.seen_from)
    if seen.meaning not in _ANSWERS:
        return untold(ambiguous(f"The handshake did not end: {seen.meaning}.", _CURE), shown)
    return told(_ANSWERS[seen.meaning], shown, certificate_subject=subject, certificate_issuer=issuer)


def _address(facts: Facts) -> str:
    """Where the client connects: as told, else to an address of the endpoint that it reaches."""
    call = url_of(facts)
    blocked = several(facts, "blocked_addresses")
    resolved = several(facts, "resolved_addresses") if call and call.form == "custom_domain" else ()
    endpoint = several(facts, "endpoint_addresses")
    reached = [address for address in endpoint if address not in blocked]
    wanted = (one(facts, "connect_address"), *resolved, *reached, *endpoint)
    return next((address for address in wanted if address), "")


def _as_the_client_said(facts: Facts, missing: NotSeen) -> Reading:
    """Nobody can look now; the client's own error may have told."""
    symptom, meaning = one(facts, "symptom"), one(facts, "error_meaning")
    if symptom == "tls_error" and meaning in _ANSWERS:
        return told(_ANSWERS[meaning], evidence(f"The client's error means {meaning}.", seen_from=CLIENT))
    answered = symptom == "forbidden" or symptom in SHOWN_BY_THE_API
    if answered and one(facts, "certificate_unchecked") != "yes":
        return told("ok", evidence("API Gateway answered over HTTPS, so TLS was set up.", seen_from=CLIENT))
    return untold(missing)
