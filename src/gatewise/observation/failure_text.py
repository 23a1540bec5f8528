"""What the error texts of programs mean, whoever printed them: curl, Python, Java, Node, Go, .NET, wget and the shell.

Rules are read in order and the first that fits decides, so a rule stands before those it is more exact than.
A text that fits several causes alike is named as undecidable, never given the nearest word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Layer = Literal["proxy", "dns", "tls", "tcp", "http"]
LAYERS: tuple[Layer, ...] = ("proxy", "dns", "tls", "tcp", "http")
"""The layers in the order in which their texts are tried."""


@dataclass(frozen=True, slots=True)
class Undecidable:
    """The text is known, and known to fit several causes."""

    why: str
    """In one sentence."""


def _rules(*rows: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in rows)


_RULES: dict[Layer, tuple[tuple[re.Pattern[str], str], ...]] = {
    "proxy": _rules(
        (
            r"could not resolve proxy|cannot connect to proxy.{0,200}(?:NameResolution|getaddrinfo|Name or service)",
            "proxy.unresolvable",
        ),
        (
            r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:|tunneling socket could not be"
            r" established, statusCode=|proxyconnect tcp:.{0,40}) ?407|Unable to tunnel through proxy.{0,40}407"
            r"|Proxy Authentication Required",
            "proxy.auth_required",
        ),
        (
            r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:"
            r"|tunneling socket could not be established, statusCode=) ?403|Unable to tunnel through proxy.{0,40}403",
            "proxy.denied",
        ),
        (
            r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:) ?502"
            r"|Unable to tunnel through proxy.{0,40}502",
            "proxy.bad_gateway",
        ),
        (
            r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:) ?503"
            r"|Unable to tunnel through proxy.{0,40}503",
            "proxy.unavailable",
        ),
        (
            r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:) ?504"
            r"|Proxy CONNECT aborted due to timeout|cannot connect to proxy.{0,200}timed out",
            "proxy.timeout",
        ),
        (r"cannot connect to proxy.{0,300}refused|proxyconnect tcp:.{0,200}connection refused", "proxy.refused"),
    ),
    "dns": _rules(
        (r"Temporary failure in name resolution|EAI_AGAIN|\[Errno -3\]|Try again \(?os error", "dns.temporary_failure"),
        (
            r"No address associated with hostname|EAI_NODATA|\[Errno -5\]|does not contain an answer to the question"
            r"|does not have any RR of the requested type|dns_no_data",
            "dns.nodata",
        ),
        (
            r"The DNS query name does not exist|DNS name does not exist|DNS_ERROR_RCODE_NAME_ERROR|\bNXDOMAIN\b",
            "dns.nxdomain",
        ),
        (r"answered SERVFAIL|\bSERVFAIL\b", "dns.servfail"),
        (r"answered REFUSED|not found: 5\(REFUSED\)", "dns.refused"),
        (
            r"Resolving timed out after|The resolution lifetime expired|lookup \S+ on \S+: .{0,80}i/o timeout"
            r"|connection timed out; no servers could be reached|communications error to \S+: timed out"
            r"|DNS request timed out",
            "dns.timeout",
        ),
        (
            r"lookup \S+ on \S+: .{0,80}connection refused|communications error to \S+: (?:connection refused"
            r"|network unreachable|host unreachable|network is unreachable)",
            "dns.server_unreachable",
        ),
        (
            r"could not resolve host|Name or service not known|getaddrinfo ENOTFOUND|nodename nor servname provided"
            r"|no such host|UnknownHostException|UnresolvedAddressException|unable to resolve host address"
            r"|No such host is known|remote name could not be resolved|\[Errno -2\]|getaddrinfo failed|\b11001\b"
            r"|dns error: failed to lookup|could not find host|Unknown host",
            "dns.no_answer",
        ),
    ),
    "tls": _rules(
        (
            r"no alternative certificate subject name matches|does not match target host name|Hostname mismatch"
            r"|certificate is not valid for|ERR_TLS_CERT_ALTNAME_INVALID|No subject alternative (?:DNS )?names? (?:matching|present)"
            r"|x509: certificate is (?:valid for|not valid for)|CertificateNotValidForName|RemoteCertificateNameMismatch"
            r"|does not match hostname|doesn't match (?:either of )?'|no certificate subject alternative name matches"
            r"|the certificate's owner does not match|SSL_ERROR_BAD_CERT_DOMAIN|ERR_CERT_COMMON_NAME_INVALID"
            r"|certificate subject name .{0,200} does not match|Host name '[^']*' does not match the certificate",
            "tls.name_mismatch",
        ),
        (
            r"self[- ]signed certificate in (?:certificate )?chain|SELF_SIGNED_CERT_IN_CHAIN|unable to get local issuer"
            r"|UNABLE_TO_GET_ISSUER_CERT|unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE"
            r"|PKIX path building failed|signed by unknown authority|unable to get issuer certificate"
            r"|unable to locally verify the issuer|RemoteCertificateChainErrors|SEC_ERROR_UNKNOWN_ISSUER|UnknownIssuer"
            r"|ERR_CERT_AUTHORITY_INVALID|issuer certificate is unknown",
            "tls.untrusted_issuer",
        ),
        (r"self[- ]signed certificate|DEPTH_ZERO_SELF_SIGNED_CERT", "tls.self_signed"),
        (
            r"certificate has expired(?! or is not yet valid)|CERT_HAS_EXPIRED|certificate has expired or is not yet valid:"
            r" current time \S+ is after|NotAfter: .{0,80}CertificateExpired|CertificateExpiredException"
            r"|SEC_ERROR_EXPIRED_CERTIFICATE",
            "tls.expired",
        ),
        (
            r"alert protocol version|TLSV1_ALERT_PROTOCOL_VERSION|fatal alert: protocol_version|protocol version not supported"
            r"|unsupported protocol\b|UNSUPPORTED_PROTOCOL|no protocols available|server selected unsupported protocol version"
            r"|No appropriate protocol|inappropriate fallback|alert \(?protocol_version",
            "tls.version",
        ),
        (
            r"wrong version number|WRONG_VERSION_NUMBER|record layer failure|packet length too long|unknown protocol\b"
            r"|Unsupported or unrecognized SSL message|first record does not look like a TLS handshake"
            r"|http request\b.{0,20}SSL routines|InvalidContentType",
            "tls.not_tls",
        ),
        (
            r"alert handshake failure|fatal alert: \w+|tls: handshake failure|ALERT_HANDSHAKE_FAILURE|tlsv1 alert|TLSV1_ALERT"
            r"|sslv3 alert|SSLV3_ALERT|tlsv1 unrecognized name|UNRECOGNIZED_NAME|remote error: tls|alert read:fatal"
            r"|AlertReceived",
            "tls.handshake_alert",
        ),
        (
            r"SSL connection timeout|TLS handshake timeout|handshake operation timed out|SSL connection timed out",
            "tls.timeout",
        ),
        (
            r"(?:SSL_connect|do_handshake|TLS handshake|SSL_CONNECT).{0,120}(?:Connection reset|ECONNRESET|WSAECONNRESET)"
            r"|curl: \(35\) (?:Recv failure|Send failure|\S+ SSL_connect): Connection (?:was )?reset"
            r"|SSLException: Connection reset|do_handshake[^\n]*\n(?:[^\n]*\n){0,4}ConnectionResetError",
            "tls.reset",
        ),
        (
            r"SSL_ERROR_SYSCALL|unexpected eof while reading|UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation"
            r"|Remote host terminated the handshake|Remote host closed connection during handshake"
            r"|before secure TLS connection was established|SSL_ERROR_ZERO_RETURN",
            "tls.closed",
        ),
    ),
    "tcp": _rules(
        (
            r"Connection refused|ECONNREFUSED|\[Errno (?:111|61)\]|actively refused|\b10061\b|errno=(?:111|61)\b",
            "tcp.refused",
        ),
        (
            r"No route to host|EHOSTUNREACH|\[Errno 113\]|\[Errno 65\]|NoRouteToHostException|\b10065\b|errno=(?:113|65)\b",
            "tcp.no_route_to_host",
        ),
        (
            r"Network is unreachable|ENETUNREACH|\[Errno 101\]|\[Errno 51\]|unreachable network|\b10051\b|errno=(?:101|51)\b",
            "tcp.network_unreachable",
        ),
        (
            r"\[Errno 13\]|failed: Permission denied|connect EACCES|connect: Permission denied|Immediate connect fail for"
            r" \S+: Permission denied|errno=13\b|: Permission denied",
            "tcp.permission_denied",
        ),
        (r"connect\b.{0,80}Invalid argument|connect EINVAL|errno=22\b|failed: Invalid argument", "tcp.blackhole_route"),
        (
            r"Failed to connect to .{0,200}(?:Timeout was reached|timed out)|(?<!Read error \()Connection timed out|Connection time-out"
            r"|ETIMEDOUT|\[Errno (?:110|60)\]|connect(?:ion)? timed out|Operation timed out(?! after)|\b10060\b"
            r"|timed out: Operation now in progress|ConnectTimeout|connect timeout=|HTTP connect timed out"
            r"|UND_ERR_CONNECT_TIMEOUT|dial tcp .{0,80}i/o timeout|Ncat: TIMEOUT|errno=(?:110|60)\b"
            r"|did not properly respond after a period of time",
            "tcp.timeout",
        ),
    ),
    "http": _rules(
        (
            r"Empty reply from server|RemoteDisconnected|without response|server closed the connection without sending",
            "http.empty_reply",
        ),
        (
            r"Read timed out|read operation timed out|ReadTimeout|with 0 (?:out of \d+ )?bytes received|HTTP request sent, awaiting response\.\.\. Read"
            r" error \(Connection timed out\)|UND_ERR_HEADERS_TIMEOUT|Operation timed out after",
            "http.read_timeout",
        ),
        (r"curl: \(5[56]\) .{0,40}Connection (?:was )?reset|SSL_read: Connection reset", "tcp.reset"),
    ),
}

_UNDECIDABLE: tuple[tuple[re.Pattern[str], str], ...] = _rules(
    (r"curl: \(7\)|Couldn't connect to server|Could not open connection to the host|Connect failed"
     r"|Unable to connect to the remote server|java\.net\.ConnectException\s*$|TcpTestSucceeded *: False",
     "The text does not say whether the connection was refused, not routed or not answered."),
    (r"bad address '", "The text does not say whether the name or the address is meant."),
    (r"Connection reset|ECONNRESET|socket hang up|ConnectionResetError|\[Errno 104\]",
     "The text does not say whether the connection was reset during the TLS handshake or after it."),
    (r"TimeoutError|timed out|i/o timeout|context deadline exceeded|TimeoutException|request timed out",
     "The text does not say what was waited for."),
    (r"server misbehaving", "The text does not say with which code the resolver answered."),
    (r"curl: \((?:35|60)\)|SSL certificate problem|CERTIFICATE_VERIFY_FAILED|SSLHandshakeException|certificate verify",
     "The text does not say why the TLS handshake failed."),
)  # fmt: skip

_MISSING_TOOL = re.compile(
    r"(?:^|[\s:])(?P<tool>dig|nslookup|host|nc|ncat|telnet|curl|openssl|timeout|busybox): (?:command )?not found"
    r"|command not found: (?P<zsh>\w+)|'(?P<windows>\w+)' is not recognized",
    re.MULTILINE,
)


def failure_in(text: str, layers: Sequence[Layer] = LAYERS) -> str | Undecidable | None:
    """The word for the failure the text tells of, of these layers.

    Returns:
        A word of the vocabulary; Undecidable for a text that fits several; None where it tells of no failure known.
    """
    for layer in layers:
        for pattern, word in _RULES[layer]:
            if pattern.search(text):
                return word
    for pattern, why in _UNDECIDABLE:
        if pattern.search(text):
            return Undecidable(why)
    return None


def missing_tool(text: str) -> str | None:
    """The program that the shell could not find, by name."""
    found = _MISSING_TOOL.search(text)
    return next(filter(None, found.groups()), None) if found else None
