"""The phrases programs use for a TLS handshake that failed, by word. Data only; `failure_text` reads texts with it.

Each phrase is a regular expression, matched without regard to case; a word stands before those whose phrases also
fit its texts.
"""

from typing import TypeAlias

Phrases: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Words, each with its phrases, in the order in which they are tried."""

TLS: Phrases = (
    (
        "tls.name_mismatch",
        (
            r"no alternative certificate subject name matches",
            r"certificate subject name '.{0,200}' does not match",
            r"Hostname mismatch",
            r"certificate is not valid for '",
            r"ERR_TLS_CERT_ALTNAME_INVALID",
            r"No subject alternative (?:DNS )?names? (?:matching|present)",
            r"No name matching \S{1,255} found",
            r"x509: certificate is valid for",
            r"x509: certificate is not valid for any names",
            r"RemoteCertificateNameMismatch",
            r"the certificate's owner does not match",
            r"no certificate subject alternative name matches",
            r"The name in the certificate does not match",
            r"Peer certificate CN=.{0,200} did not match",
            r"ERR_CERT_COMMON_NAME_INVALID",
            r"SSL_ERROR_BAD_CERT_DOMAIN",
        ),
    ),
    (
        "tls.untrusted_issuer",
        (
            r"self[- ]signed certificate in (?:certificate )?chain",
            r"SELF_SIGNED_CERT_IN_CHAIN",
            r"unable to get local issuer",
            r"unable to get issuer certificate",
            r"UNABLE_TO_GET_ISSUER_CERT",
            r"unable to verify the first certificate",
            r"UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            r"unable to locally verify the issuer",
            r"PKIX path building failed",
            r"signed by unknown authority",
            r"The certificate issuer is unknown",
            r"The certificate of '.{1,255}' doesn't have a known issuer",
            r"RemoteCertificateChainErrors",
            r"ERR_CERT_AUTHORITY_INVALID",
            r"SEC_ERROR_UNKNOWN_ISSUER",
        ),
    ),
    ("tls.self_signed", (r"self[- ]signed certificate", r"DEPTH_ZERO_SELF_SIGNED_CERT")),
    (
        "tls.expired",
        (
            r"certificate has expired(?! or is not yet valid)",
            r"certificate has expired or is not yet valid: current time \S{1,255} is after",
            r"CERT_HAS_EXPIRED",
            r"CertificateExpiredException",
            r"The certificate chain uses expired certificate",
            r"The certificate of '.{1,255}' has expired",
            r"Issued certificate has expired",
            r"SEC_ERROR_EXPIRED_CERTIFICATE",
        ),
    ),
    (
        "tls.version",
        (
            r"alert protocol version",
            r"ALERT_PROTOCOL_VERSION",
            r"fatal alert: protocol_version",
            r"protocol version not supported",
            r"server selected unsupported protocol version",
            r"SSL routines:[^:]*:unsupported protocol",
            r"\[SSL: UNSUPPORTED_PROTOCOL\]",
            r"no protocols available",
            r"No appropriate protocol",
            r"Error in protocol version",
            r"SSL3 alert read:fatal:protocol version",
        ),
    ),
    (
        "tls.not_tls",
        (
            r"wrong version number",
            r"WRONG_VERSION_NUMBER",
            r"record layer failure",
            r"packet length too long",
            r"SSL routines:[^:]*:unknown protocol",
            r"Unsupported or unrecognized SSL message",
            r"first record does not look like a TLS handshake",
            r"server gave HTTP response to HTTPS client",
            r"An unexpected TLS packet was received",
        ),
    ),
    (
        "tls.handshake_alert",
        (
            r"alert handshake failure",
            r"ALERT_HANDSHAKE_FAILURE",
            r"Received fatal alert: \w+",
            r"remote error: tls: ",
            r"tlsv1(?:3)? alert",
            r"TLSV1(?:3)?_ALERT",
            r"sslv3 alert",
            r"SSLV3_ALERT",
            r"tlsv1 unrecognized name",
            r"TLSV1_UNRECOGNIZED_NAME",
            r"A TLS fatal alert has been received",
            r"SSL3 alert read:fatal",
        ),
    ),
    (
        "tls.timeout",
        (
            r"SSL connection timeout",
            r"TLS handshake timeout",
            r"handshake operation timed out",
            r"SSL_connect timed out",
            r"Read timed out\n(?:\s+at .*\n)*?\s+at .*startHandshake",
            r"in `ssl_connect_nonblock|in `ssl_socket_connect': Net::OpenTimeout",
        ),
    ),
    (
        "tls.reset",
        (
            r"SSL_connect.{0,160}Connection reset",
            r"curl: \(35\) (?:Recv|Send) failure: Connection (?:was )?reset",
            r"do_handshake[^\n]*\n(?:[^\n]*\n){0,6}?[^\n]*ConnectionResetError",
            r"SSL_connect.{0,160}ECONNRESET",
        ),
    ),
    (
        "tls.closed",
        (
            r"SSL_connect: SSL_ERROR_SYSCALL",
            r"(?<!SSL_read: )unexpected eof while reading(?!, errno)",
            r"UNEXPECTED_EOF_WHILE_READING",
            r"EOF occurred in violation of protocol",
            r"Remote host terminated the handshake",
            r"before secure TLS connection was established",
            r"The TLS connection was non-properly terminated",
        ),
    ),
)
