"""The phrases programs use for a failure, by layer and word; those of TLS are in `tls_phrases`.

Each phrase is a regular expression, matched without regard to case. Within a layer a word stands before those whose
phrases also fit its texts. Printed by the tools themselves, or taken from their sources where a comment says so.
"""

from typing import Literal, TypeAlias

from gatewise.observation.tls_phrases import Phrases

Layer: TypeAlias = Literal["proxy", "dns", "tls", "tcp", "http"]

_TUNNEL = (
    r"(?:CONNECT tunnel failed, response|Received HTTP code|Tunnel connection failed:|tunneling socket could not be .*"
    r"|Unable to tunnel through proxy\. Proxy returns \"HTTP/1\.\d|Proxy tunneling failed:|statusCode=) ?"
)
"""What curl, Python, Java, wget and Node print before a proxy's status."""

PROXY: Phrases = (
    (
        "proxy.unresolvable",
        (
            r"Could not resolve proxy",
            r"connect to proxy\.?', .{0,300}(?:NameResolution|Name or service not known|getaddrinfo)",
            r"proxyconnect tcp: .{0,80}(?:no such host|server misbehaving)",
            r"unable to resolve proxy address",
        ),
    ),
    ("proxy.denied", (_TUNNEL + "(?:403|Forbidden)",)),
    ("proxy.auth_required", (_TUNNEL + "407", r"Proxy Authentication Required")),
    ("proxy.bad_gateway", (_TUNNEL + "(?:502|Bad Gateway)",)),
    ("proxy.unavailable", (_TUNNEL + "(?:503|Service Unavailable)",)),
    (
        "proxy.timeout",
        (
            _TUNNEL + "504",
            r"Proxy CONNECT aborted due to timeout",
            r"connect to proxy\.?', .{0,300}timed? ?out",
            r"proxyconnect tcp: .{0,80}(?:i/o timeout|timed out)",
        ),
    ),
    (
        "proxy.refused",
        (r"connect to proxy\.?', .{0,300}refused", r"proxyconnect tcp: .{0,80}connection refused"),
    ),
    # A proxy was in the way, and its failure has no word of its own.
    ("unrecognised", (r"ProxyError", r"proxyconnect tcp: ")),
)

DNS: Phrases = (
    ("dns.temporary_failure", (r"Temporary failure in name resolution", r"EAI_AGAIN", r"gaierror.{0,20}\[Errno -3\]")),
    (
        "dns.nodata",
        (
            r"No address associated with hostname",
            r"Can't find \S{1,255}: No answer",
            r"EAI_NODATA",
            r"does not contain an answer to the question",
            r"does not have any RR of the requested type",
        ),
    ),
    ("dns.nxdomain", (r"The DNS query name does not exist", r"DNS name does not exist", r"\bNXDOMAIN\b")),
    ("dns.servfail", (r"\bSERVFAIL\b",)),
    ("dns.refused", (r"answered REFUSED", r"not found: 5\(REFUSED\)")),
    (
        "dns.timeout",
        (
            r"Resolving timed out after",
            r"The resolution lifetime expired",
            r"lookup \S{1,255} on \S{1,255}: .{0,80}i/o timeout",
            r"connection timed out; no servers could be reached",
            r"communications error to \S{1,255}: timed out",
            r"DNS request timed out",
        ),
    ),
    (
        "dns.server_unreachable",
        (
            r"lookup \S{1,255} on \S{1,255}: .{0,80}(?:connection refused|network is unreachable|no route to host)",
            r"communications error to \S{1,255}: (?:connection refused|network unreachable|host unreachable)",
        ),
    ),
    (
        "dns.no_answer",
        (
            r"Could not resolve host",
            r"NameResolutionError",
            r"Name or service not known",
            r"nodename nor servname provided",
            r"getaddrinfo ENOTFOUND",
            r"no such host",
            r"UnknownHostException",
            r"UnresolvedAddressException",
            r"unable to resolve host address",
            r"No such host is known",
            r"The remote name could not be resolved",
            r"getaddrinfo failed",
            r"failed to lookup address information",
            r"could not find host",
            r"\[Errno -2\]",
        ),
    ),
)

TCP: Phrases = (
    (
        "tcp.refused",
        (
            r"Connection refused",
            r"ECONNREFUSED",
            r"actively refused",
            r"\b10061\b",
            r"\[Errno (?:111|61)\]",
            r"errno=(?:111|61)\b",
        ),
    ),
    (
        "tcp.no_route_to_host",
        (
            r"No route to host",
            r"EHOSTUNREACH",
            r"Host is unreachable",
            r"\b10065\b",
            r"\[Errno (?:113|65)\]",
            r"errno=(?:113|65)\b",
        ),
    ),
    (
        "tcp.network_unreachable",
        (
            r"Network (?:is )?unreachable",
            r"ENETUNREACH",
            r"unreachable network",
            r"\b10051\b",
            r"\[Errno (?:101|51)\]",
            r"errno=(?:101|51)\b",
        ),
    ),
    (
        "tcp.permission_denied",
        (
            r"connect\b.{0,120}Permission denied",
            r"connect EACCES",
            r"\[\d[\d.]+\] \d+ \([^)]*\) : Permission denied",
            r"Ncat: Permission denied",
            r"errno=13\b",
        ),
    ),
    (
        "tcp.blackhole_route",
        (
            r"connect\b.{0,120}Invalid argument",
            r"connect EINVAL",
            r"\[\d[\d.]+\] \d+ \([^)]*\) : Invalid argument",
            r"Ncat: Invalid argument",
            r"errno=22\b",
        ),
    ),
    (
        "tcp.timeout",
        (
            r"Failed to connect to .{0,200}(?:Timeout was reached|timed out)",
            r"curl: \(28\) Failed to connect",
            r"(?<!Read error \()Connection timed out",
            r"(?<!HTTP )connect(?:ion)? timed out",
            r"Connection to \S{1,255} timed out",
            r"Operation timed out(?! after)",
            r"timed out: Operation now in progress",
            r"\(connect timeout=",
            r"exceptions\.ConnectTimeout",  # of requests and urllib3; others mean the TLS handshake too
            r"ETIMEDOUT",
            r"Ncat: TIMEOUT",
            r"nc: timed out",
            r"dial tcp \S{1,255}: i/o timeout",
            r"did not properly respond after a period of time",
            r"Net::OpenTimeout",
            r"\b10060\b",
            r"\[Errno (?:110|60)\]",
            r"errno=(?:110|60)\b",
        ),
    ),
)

HTTP: Phrases = (
    (
        "http.empty_reply",
        (
            r"Empty reply from server",
            r"RemoteDisconnected",
            r"closed the connection without sending",
            r"No data received",
            r"SSL_read: (?:.{0,60})?unexpected eof while reading",
            r"unexpected eof while reading, errno",
        ),
    ),
    (
        "http.read_timeout",
        (
            r"Operation timed out after \d+ milliseconds with",
            r"Read timed out",
            r"ReadTimeout",
            r"read operation timed out",
            r"UND_ERR_HEADERS_TIMEOUT",
            r"awaiting response\.\.\. Read error \(Connection timed out\)",
        ),
    ),
    # curl reports a reset during the handshake as (35), so these came after it.
    ("tcp.reset", (r"curl: \(5[56]\) .{0,40}Connection (?:was )?reset", r"SSL_read: Connection reset")),
)

UNDECIDABLE: tuple[tuple[Layer, tuple[str, ...], str], ...] = (
    (
        "tcp",
        (
            r"curl: \(7\)",
            r"Couldn't connect to server",
            r"Could not open connection to the host",
            r"Connect failed",
            r"Unable to connect to the remote server",
            r"java\.net\.ConnectException$",
            r"TcpTestSucceeded *: False",
        ),
        "The text does not say whether the connection was refused, not routed or not answered.",
    ),
    ("dns", (r"bad address '",), "The text does not say whether the name does not exist or nobody answered."),
    ("dns", (r"server misbehaving",), "The text does not say with which code the resolver answered."),
    (
        "tls",
        (r"Connection reset", r"ECONNRESET", r"socket hang up", r"ConnectionResetError", r"\[Errno 104\]"),
        "The text does not say whether the connection was reset during the TLS handshake or after it.",
    ),
    (
        "tcp",
        (
            r"timed out",
            r"TimeoutError",
            r"i/o timeout",
            r"context deadline exceeded",
            r"TimeoutException",
            r"Connect Timeout Error",  # Node's fetch, for the connection and the TLS handshake alike
        ),
        "The text does not say what was waited for.",
    ),
    (
        "tls",
        (
            r"curl: \((?:35|60)\)",
            r"SSL certificate problem",
            r"CERTIFICATE_VERIFY_FAILED",
            r"certificate verify failed",
            r"SSLHandshakeException",
            r"Unable to establish SSL connection",
            r"The certificate of '.{1,255}' is not trusted",
        ),
        "The text does not say why the TLS handshake failed.",
    ),
)
"""Texts known to fit several causes, by the layer they fail in, and what they leave open."""
