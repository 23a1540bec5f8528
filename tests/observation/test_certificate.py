"""What is read from a certificate, and which names it covers."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from gatewise.model import Reply
from gatewise.observation import TlsHandshake
from gatewise.observation.certificate import certificate_data, covers, first_certificate


def certificate(names: list[x509.GeneralName]) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Amazon, Inc."),
            x509.NameAttribute(NameOID.COMMON_NAME, "api.example"),
        ]
    )
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(key, SHA256())


def test_subject_issuer_and_names_are_read() -> None:
    made = certificate([x509.DNSName("b.example"), x509.DNSName("a.example"), x509.IPAddress(ip_address("10.0.1.37"))])
    assert certificate_data(made.public_bytes(Encoding.DER)) == {
        "subject": "C=US, O=Amazon, Inc., CN=api.example",
        "issuer": "C=US, O=Amazon, Inc., CN=api.example",
        "names": ["10.0.1.37", "a.example", "b.example"],
    }


def test_a_certificate_without_names_has_none() -> None:
    assert certificate_data(certificate([]).public_bytes(Encoding.DER))["names"] == []


def test_the_first_certificate_of_a_paste_is_the_server_s() -> None:
    first, second = certificate([x509.DNSName("a.example")]), certificate([])
    text = "Server certificate\n" + "".join(each.public_bytes(Encoding.PEM).decode() for each in (first, second))
    assert first_certificate(text) == first.public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("name", "is_covered"),
    [
        ("api.execute-api.eu-west-3.amazonaws.com", True),
        ("API.Execute-API.eu-west-3.amazonaws.com.", True),
        ("a.b.execute-api.eu-west-3.amazonaws.com", False),
        ("execute-api.eu-west-3.amazonaws.com", False),
        ("api.corp.local", False),
        ("", False),
    ],
)
def test_a_star_stands_for_exactly_one_label(name: str, *, is_covered: bool) -> None:
    assert covers(["*.execute-api.eu-west-3.amazonaws.com"], name) is is_covered


def test_a_certificate_that_was_verified_for_no_name_is_checked_against_the_one_asked() -> None:
    made = certificate([x509.DNSName("other.example")])
    printed = (
        f"CONNECTED(00000003)\n{made.public_bytes(Encoding.PEM).decode()}"
        "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 0 (ok)\n"
    )
    seen = TlsHandshake("10.0.1.37", "api.example").parsed(printed)
    assert isinstance(seen, Reply)
    assert seen.meaning == "tls.name_mismatch"
