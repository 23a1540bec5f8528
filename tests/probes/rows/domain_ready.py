from gatewise.model import JsonValue, Reason
from tests.probes.domain_world import CALLED, DOMAIN, KNOWN, NAME, domain
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row

CERTIFICATE = "aws acm describe_certificate"


def world(names: list[JsonValue], **certificate: JsonValue) -> Replies:
    held = {"SubjectAlternativeNames": names, "Status": "ISSUED", "KeyAlgorithm": "RSA-2048", **certificate}
    return {DOMAIN: domain(), CERTIFICATE: {"Certificate": held}}


ROWS = (
    Row("its certificate covers it", KNOWN, "ready", world([NAME])),
    Row("a wildcard covers it", KNOWN, "ready", world(["*.internal.example.com"], KeyAlgorithm="EC_prime256v1")),
    Row("the client has been answered", {**KNOWN, "symptom": "forbidden"}, "ready", {DOMAIN: domain()}),
    Row(
        "answered, and the client checks nothing",
        {**KNOWN, "symptom": "forbidden", "certificate_unchecked": "yes"},
        "certificate",
        world(["internal.example.com"]),
    ),
    *(
        Row(status, KNOWN, "not_ready", {DOMAIN: domain(domainNameStatus=status, domainNameStatusMessage="why")})
        for status in ("UPDATING", "PENDING", "FAILED")
    ),
    *(
        Row(status, KNOWN, "certificate", {DOMAIN: domain(domainNameStatus=status)})
        for status in ("PENDING_CERTIFICATE_REIMPORT", "PENDING_OWNERSHIP_VERIFICATION")
    ),
    Row("a wildcard is one label", KNOWN, "certificate", world(["*.example.com"]), shows=f"not {NAME}"),
    Row("it has expired", KNOWN, "certificate", world([NAME], Status="EXPIRED"), shows="is EXPIRED"),
    Row("a key it does not take", KNOWN, "certificate", world([NAME], KeyAlgorithm="RSA_4096"), shows="RSA_4096"),
    Row("by its first name", KNOWN, "ready", world([], DomainName=NAME)),
    Row("no names are told", KNOWN, None, world([]), because=Reason.AMBIGUOUS),
    Row("no certificate is told", KNOWN, None, {DOMAIN: domain(certificateArn="")}, because=Reason.AMBIGUOUS),
    Row("no status is told", KNOWN, None, {DOMAIN: domain(domainNameStatus="")}, because=Reason.AMBIGUOUS),
    Row(
        "the certificate is denied", KNOWN, None, {DOMAIN: domain(), CERTIFICATE: DENIED}, because=Reason.ACCESS_DENIED
    ),
    Row("the certificate is gone", KNOWN, None, {DOMAIN: domain(), CERTIFICATE: NOT_FOUND}, because=Reason.FAILED),
    Row("denied", KNOWN, None, {DOMAIN: DENIED}, because=Reason.ACCESS_DENIED),
    Row("gone", KNOWN, None, {DOMAIN: NOT_FOUND}, because=Reason.FAILED),
    Row("no id", CALLED, None, because=Reason.MISSING_FACT),
)
