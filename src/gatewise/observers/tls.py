"""TLS handshakes from this machine: judged as a client judges them, and looked into where they were refused."""

import ssl
from socket import socket

from gatewise.model import JsonValue, NotSeen, Reason, Reply
from gatewise.observation import TlsHandshake
from gatewise.observation.certificate import certificate_data
from gatewise.observation.failure_text import failure_in
from gatewise.observation.foreign_text import cleaned
from gatewise.observers import tcp

_VERIFY_ERRORS = {
    10: "tls.expired",
    18: "tls.self_signed",
    19: "tls.untrusted_issuer",
    20: "tls.untrusted_issuer",
    21: "tls.untrusted_issuer",
    62: "tls.name_mismatch",
    64: "tls.name_mismatch",
}
"""OpenSSL's X509_V_ERR numbers."""


def shaken(handshake: TlsHandshake, ca_file: str | None = None) -> Reply | NotSeen:
    """How the handshake ends for a client that trusts what this system trusts, and the certificate shown.

    A refused certificate is fetched by a second handshake that checks nothing and sends nothing.

    Args:
        handshake: where, and for which name.
        ca_file: certificates to trust in place of the system's, in PEM.
    """
    judging = judging_context(ca_file)
    if judging is None:
        return no_trust_store()
    connection = tcp.connected(handshake.address, handshake.port)
    if not isinstance(connection, socket):
        return connection if isinstance(connection, NotSeen) else Reply(connection)
    try:
        with connection, judging.wrap_socket(connection, server_hostname=handshake.server_name) as secured:
            return Reply("tls.ok", _described(secured.getpeercert(binary_form=True)))
    except (OSError, ValueError) as error:
        refused = error
    word = meaning(refused)
    if word is None:
        detail = (
            f"The handshake with {handshake.address} failed in a way that has no name here: {cleaned(str(refused))}."
        )
        return NotSeen(Reason.UNREADABLE, detail, "Run the command shown.")
    is_judged = isinstance(refused, ssl.SSLCertVerificationError) and word.startswith("tls.")
    return Reply(word, _described(_shown(handshake)) if is_judged else {})


def judging_context(ca_file: str | None = None) -> ssl.SSLContext | None:
    """How this machine's programs judge certificates; None where Python finds nothing to judge them by."""
    context = ssl.create_default_context(cafile=ca_file)
    where = ssl.get_default_verify_paths()
    # A directory of certificates is read when one is needed, and counts as none until then.
    if context.cert_store_stats()["x509_ca"] or where.cafile or where.capath:
        return context
    return None


def no_trust_store() -> NotSeen:
    """Why no certificate can be judged here: every one would be called untrusted."""
    return NotSeen(
        Reason.NO_TOOL,
        "Python finds no trusted certificates on this machine.",
        "Set SSL_CERT_FILE to the system's certificates, or run the command shown.",
    )


def meaning(error: OSError | ValueError) -> str | None:
    """The word for why a handshake failed on a connection that was made; None where no word fits."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _VERIFY_ERRORS.get(error.verify_code, "unrecognised")
    if isinstance(error, TimeoutError):
        return "tls.timeout"
    if isinstance(error, ssl.SSLZeroReturnError | ssl.SSLSyscallError):
        return "tls.closed"
    if isinstance(error, ssl.SSLError):
        told = failure_in(str(error), layers=("tls",))
        return told if isinstance(told, str) else None
    if isinstance(error, ConnectionError):
        return "tls.reset"
    return None


def _shown(handshake: TlsHandshake) -> bytes | None:
    """The certificate that the address shows for the name, unjudged."""
    looking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    looking.check_hostname = False
    looking.verify_mode = ssl.CERT_NONE
    connection = tcp.connected(handshake.address, handshake.port)
    if not isinstance(connection, socket):
        return None
    try:
        with connection, looking.wrap_socket(connection, server_hostname=handshake.server_name) as secured:
            return secured.getpeercert(binary_form=True)
    except OSError:
        return None


def _described(certificate: bytes | None) -> dict[str, JsonValue]:
    """The certificate in words; nothing where there is none, or none that can be read."""
    try:
        return certificate_data(certificate) if certificate else {}
    except ValueError:
        return {}
