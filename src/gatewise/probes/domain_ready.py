"""Whether the domain name is available and its certificate covers it: `get_domain_name`, and `describe_certificate`.

A private one takes certificates of 2,048-bit RSA, or of ECDSA with 256 or 384 bits:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
"""

from gatewise.analysis.custom_domain import certificate_names, covers
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, text
from gatewise.analysis.symptom import SHOWN_BY_THE_API
from gatewise.model import CLIENT, Evidence, Facts, NotSeen, Reading
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import Asking, ask
from gatewise.probes._custom_domain import ask_domain, domain_of, found
from gatewise.probes._readings import ambiguous, evidence, told, untold

ANSWERS = ("ready", "not_ready", "certificate")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = ("apigateway.get_domain_name", "acm.describe_certificate")

_WAITS = frozenset({"UPDATING", "PENDING", "FAILED"})
_WAITS_FOR_A_CERTIFICATE = frozenset({"PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION"})
_KEYS = frozenset({"RSA_2048", "EC_PRIME256V1", "EC_SECP384R1"})
"""What a private custom domain name takes, in upper case; the API writes `RSA_2048` and `RSA-2048`."""


def probe(facts: Facts) -> Probing:
    """Read the status, then the certificate where no handshake has shown that it fits."""
    wanted = domain_of(facts)
    domain = yield from ask_domain(wanted)
    if isinstance(domain, NotSeen):
        return untold(domain)
    status, said = text(domain, "domainNameStatus"), text(domain, "domainNameStatusMessage")
    shown = evidence(f"{wanted.name} is {status or 'in a state that AWS does not say'}.", said)
    if status in _WAITS or status in _WAITS_FOR_A_CERTIFICATE:
        return told("not_ready" if status in _WAITS else "certificate", shown)
    if status != "AVAILABLE":
        return untold(ambiguous(f"AWS does not say a known status of {wanted.name}.", "Read it in the console."), shown)
    if _was_shown(facts):
        return told("ready", shown, evidence("An answer came over HTTPS, so the certificate fits.", seen_from=CLIENT))
    return (yield from _by_certificate(wanted.name, text(domain, "certificateArn"), shown))


def _was_shown(facts: Facts) -> bool:
    """Whether the client has accepted the certificate already."""
    answered = one(facts, "symptom") == "forbidden" or one(facts, "symptom") in SHOWN_BY_THE_API
    return answered and one(facts, "certificate_unchecked") != "yes"


def _by_certificate(name: str, arn: str, shown: Evidence) -> Asking[Reading]:
    if not arn:
        cure = "Read it in the console, under the domain name's details."
        return untold(ambiguous("AWS does not say which certificate it has.", cure), shown)
    described = found((yield from ask(AwsCall.to("acm", "describe_certificate", CertificateArn=arn))))
    if isinstance(described, NotSeen):
        return untold(described, shown)
    certificate = record(described, "Certificate")
    names = certificate_names(certificate)
    if not names:
        return untold(ambiguous(f"AWS does not say which names {arn} covers.", "Read it in the console."), shown)
    wrong = _wrong(name, names, certificate)
    looked = evidence(wrong or f"{arn} covers {name}.", "\n".join(names))
    return told("certificate" if wrong else "ready", shown, looked)


def _wrong(name: str, names: tuple[str, ...], certificate: Record) -> str:
    """What is wrong with the certificate, in a sentence; empty if nothing is."""
    status, key = text(certificate, "Status"), text(certificate, "KeyAlgorithm")
    if not covers(names, name):
        return f"The certificate covers {', '.join(names)}, and not {name}."
    if status and status != "ISSUED":
        return f"The certificate of {name} is {status}."
    if key and key.upper().replace("-", "_") not in _KEYS:
        return f"The certificate of {name} has a key of type {key}, which a private custom domain name does not take."
    return ""
