"""The closed vocabulary of what a reply can mean, and the test whether a word is in it."""

import re

UNRECOGNISED = "unrecognised"
"""Kept as evidence, read as nothing."""

DNS_WORDS = frozenset(
    {
        "dns.private",
        "dns.public",
        "dns.mixed",
        "dns.ipv6_only",
        "dns.nodata",
        "dns.nxdomain",
        "dns.no_answer",
        "dns.servfail",
        "dns.refused",
        "dns.temporary_failure",
        "dns.timeout",
        "dns.server_unreachable",
        "dns.hosts_override",
        "dns.pair_match",
        "dns.pair_mismatch",
        "dns.pair_api_unresolved",
        "dns.pair_vpce_unresolved",
    }
)
"""What a name resolved to, or why it did not."""

TCP_WORDS = frozenset(
    {
        "tcp.open",
        "tcp.timeout",
        "tcp.refused",
        "tcp.reset",
        "tcp.no_route_to_host",
        "tcp.network_unreachable",
        "tcp.blackhole_route",
        "tcp.permission_denied",
        "tcp.partial",
    }
)
"""What became of a connection attempt."""

ROUTE_WORDS = frozenset(
    {"route.reached", "route.incomplete", "route.unreachable", "route.no_icmp_reply", "route.info"},
)
"""What traceroute-like tools showed; proves little."""

PROXY_WORDS = frozenset(
    {
        "proxy.denied",
        "proxy.refused",
        "proxy.timeout",
        "proxy.unresolvable",
        "proxy.auth_required",
        "proxy.bad_gateway",
        "proxy.unavailable",
    }
)
"""A proxy stood in between, and this is its doing."""

TLS_WORDS = frozenset(
    {
        "tls.ok",
        "tls.name_mismatch",
        "tls.untrusted_issuer",
        "tls.self_signed",
        "tls.expired",
        "tls.handshake_alert",
        "tls.version",
        "tls.timeout",
        "tls.reset",
        "tls.closed",
        "tls.not_tls",
    }
)
"""How a handshake ended."""

HTTP_WORDS = frozenset(
    {
        "http.403.forbidden",
        "http.403.policy_implicit_deny",
        "http.403.policy_explicit_deny",
        "http.403.resource_policy_implicit_deny",
        "http.403.resource_policy_explicit_deny",
        "http.403.vpce_policy_implicit_deny",
        "http.403.vpce_policy_explicit_deny",
        "http.403.identity_policy_implicit_deny",
        "http.403.identity_policy_explicit_deny",
        "http.403.organization_deny",
        "http.403.missing_authentication_token",
        "http.403.incomplete_signature",
        "http.403.invalid_signature",
        "http.403.expired_token",
        "http.403.invalid_token",
        "http.403.authorizer_deny",
        "http.403.api_key",
        "http.403.waf",
        "http.500.integration",
        "http.502.integration",
        "http.504.integration",
        "http.not_api_gateway",
        "http.empty_reply",
        "http.read_timeout",
    }
)
"""What the answer said, where it says more than its status; a bare status is `http.NNN`."""

AWS_WORDS = frozenset(
    {
        "aws.ok",
        "aws.access_denied",
        "aws.no_credentials",
        "aws.expired_credentials",
        "aws.throttled",
        "aws.endpoint_unreachable",
        "aws.not_found",
        "aws.error",
    }
)
"""A control-plane call: its reply, or why there is none."""

LOG_WORDS = frozenset(
    {"log.request", "log.policy_denied", "log.integration_error", "log.integration_timeout", "log.completed"},
)
"""Lines of an execution or access log."""

WORDS = (
    DNS_WORDS | TCP_WORDS | ROUTE_WORDS | PROXY_WORDS | TLS_WORDS | HTTP_WORDS | AWS_WORDS | LOG_WORDS | {UNRECOGNISED}
)
"""Every word but the bare statuses, of which there are as many as HTTP has."""

_BARE_STATUS = re.compile(r"http\.[1-5][0-9]{2}")


def is_meaning(word: str) -> bool:
    """Whether the word is one of the vocabulary's, a bare status (`http.404`) included."""
    return word in WORDS or _BARE_STATUS.fullmatch(word) is not None
