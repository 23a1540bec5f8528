"""What a certificate says of itself, as the data of a reply, and whether it covers a name."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable

from gatewise.model import JsonValue
from gatewise.observation.foreign_text import cleaned

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_SHORT = {
    "commonName": "CN",
    "countryName": "C",
    "localityName": "L",
    "organizationName": "O",
    "organizationalUnitName": "OU",
    "stateOrProvinceName": "ST",
}


def certificate_data(der: bytes) -> dict[str, JsonValue]:
    """Subject, issuer and the names it is valid for.

    Args:
        der: the certificate as `ssl.SSLSocket.getpeercert(binary_form=True)` gives it.

    Returns:
        `{"subject": "C=US, O=Amazon, CN=…", "issuer": "…", "names": [sorted DNS names and addresses]}`.

    Raises:
        ValueError: it is not a certificate.
    """
    from cryptography import x509

    def in_words(name: x509.Name) -> str:
        return ", ".join(f"{_short(attribute)}={cleaned(str(attribute.value))}" for attribute in name)

    def _short(attribute: x509.NameAttribute[str | bytes]) -> str:
        known: str = getattr(attribute.oid, "_name", "")
        return _SHORT.get(known, known or attribute.oid.dotted_string)

    certificate = x509.load_der_x509_certificate(der)
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        names: list[str] = []
    else:
        names = [
            *map(cleaned, extension.get_values_for_type(x509.DNSName)),
            *map(str, extension.get_values_for_type(x509.IPAddress)),
        ]
    return {
        "subject": in_words(certificate.subject),
        "issuer": in_words(certificate.issuer),
        "names": [*sorted(set(names))],
    }


def first_certificate(text: str) -> bytes | None:
    """The first certificate in the text in PEM, which is the server's own; None where there is none."""
    found = _PEM.search(text)
    if found is None:
        return None
    try:
        return b64decode("".join(found[1].split()), validate=True)
    except binascii.Error:
        return None


def covers(names: Iterable[str], server_name: str) -> bool:
    """Whether one of the certificate's names is this name; `*` stands for exactly one leading label."""
    wanted = server_name.rstrip(".").lower()
    _, _, parent = wanted.partition(".")
    return any(name.lower() in {wanted, f"*.{parent}"} for name in names)
