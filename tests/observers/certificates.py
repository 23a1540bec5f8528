"""Certificates of the tests' own: an authority, and what it issues."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_NOW = datetime.now(UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """An issuer of certificates, with the folder its files are in."""

    folder: Path
    name: x509.Name
    key: ec.EllipticCurvePrivateKey

    @property
    def ca_file(self) -> str:
        """The file to trust this authority by."""
        return str(self.folder / "ca.pem")

    def server(self, *names: str, starts: timedelta = -_DAY, ends: timedelta = _DAY) -> ssl.SSLContext:
        """A server's TLS context with a certificate for these names, valid between two moments relative to now."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _builder(_name(names[0]), self.name, key, starts, ends).add_extension(
            x509.SubjectAlternativeName([_general(name) for name in names]), critical=False
        )
        return _context(self.folder, certificate.sign(self.key, SHA256()), key)

    def self_signed(self, name: str) -> ssl.SSLContext:
        """A server's TLS context with a certificate that vouches for itself; this authority has no part in it."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _builder(_name(name), _name(name), key, -_DAY, _DAY).add_extension(
            x509.SubjectAlternativeName([_general(name)]), critical=False
        )
        return _context(self.folder, certificate.sign(key, SHA256()), key)


def authority(folder: Path, common_name: str = "Lab Root CA") -> Authority:
    """A new authority; its certificate is in `ca_file`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lab, Inc."),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    builder = _builder(name, name, key, -_DAY, _DAY).add_extension(x509.BasicConstraints(True, None), critical=True)
    (folder / "ca.pem").write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return Authority(folder, name, key)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, starts: timedelta, ends: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW + starts)
        .not_valid_after(_NOW + ends)
    )


def _context(folder: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
    chain = folder / f"{certificate.serial_number}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context
