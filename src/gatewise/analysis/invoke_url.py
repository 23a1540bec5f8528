"""What a pasted invoke URL, host name or whole `curl` line says about the call.

Nothing secret is kept: of the headers only `Host` and `x-apigw-api-id`, of the URL no user, query or fragment.
"""

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

from gatewise.analysis.curl_line import CurlLine, NotACurlLine, is_address, looks_like_curl, read_curl, routing_headers
from gatewise.analysis.host_name import Form, HostName, read_host
from gatewise.analysis.sent_credentials import NOTHING_SAID, SentCredentials, among
from gatewise.model import Fact, Facts
from gatewise.partitions import Partition, partition_of

HTTPS_PORT = 443
_LONGEST = 8192
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+")
_PLAIN = re.compile(r"[A-Za-z0-9_/-]+")
_CONSOLE = re.compile(r"(^|\.)console\.(aws\.|amazonaws\.cn$|amazonaws-us-gov\.com$)")
_RIGHT = "an invoke URL looks like https://API.execute-api.REGION.amazonaws.com/STAGE/PATH"


class NotAnInvokeUrl(ValueError):  # noqa: N818 - it says what the text is not
    """The text is no invoke URL; the message says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class InvokeUrl:
    """One call to an API, as its URL and headers describe it."""

    scheme: str
    """`https`, or the mistake `http`."""
    host: str
    port: int
    target: HostName
    """The host name of the URL, read."""
    stage: str
    """Empty where the URL has none: it is missing, or the call goes through a custom domain."""
    path: str
    """What follows the stage, with its slash; of a custom domain the whole path."""
    whole_path: str
    """Stage and path, as the URL has them."""
    method: str = ""
    """Empty where nothing says it."""
    headers: tuple[tuple[str, str], ...] = ()
    """`Host` and `x-apigw-api-id`, as the client sends them."""
    connect_address: str = ""
    """The address the client is told to connect to, whatever the name resolves to."""
    unverified: bool = False
    """Whether the client does not check the certificate."""
    routed: HostName | None = field(default=None)
    """The name in the `Host` header, read."""
    credentials: SentCredentials = NOTHING_SAID
    """Which kinds of credentials the client sends; never the credentials."""

    @property
    def form(self) -> Form:
        """The form of the URL's host name."""
        return self.target.form

    @property
    def url(self) -> str:
        """The URL without user, query and fragment."""
        return _joined(self.scheme, self.host, self.port, self.whole_path)

    @property
    def api_id(self) -> str:
        """The API the call is for: the header decides over the host name, as in API Gateway."""
        chosen = next((value for name, value in self.headers if name == "x-apigw-api-id"), "")
        return chosen or (self.routed.api_id if self.routed else "") or self.target.api_id

    @property
    def vpce_id(self) -> str:
        """The endpoint that the name belongs to."""
        return self.target.vpce_id or (self.routed.vpce_id if self.routed else "")

    @property
    def region(self) -> str:
        """The Region in the host name; for a custom domain the one in the `Host` header."""
        return self.target.region or (self.routed.region if self.routed else "")

    @property
    def partition(self) -> Partition:
        """The partition of the Region."""
        return partition_of(self.region)

    @property
    def chooses_api(self) -> bool:
        """Whether something in the call tells API Gateway which API it is for."""
        by_id = any(name == "x-apigw-api-id" for name, _ in self.headers)
        name = self.target if self.routed is None else self.routed
        return by_id or name.form != "endpoint_name"

    def facts(self) -> Facts:
        """What this says about the target; what it does not say is left out."""
        found: dict[str, Fact] = {
            "invoke_url": self.url,
            "host": self.host,
            "path": self.path,
            "method": self.method,
            "headers": tuple(f"{name}: {value}" for name, value in self.headers),
            "api_id": self.api_id,
            "region": self.region,
            "stage": self.stage,
            "vpce_id": self.vpce_id,
            "connect_address": self.connect_address,
            "certificate_unchecked": "yes" if self.unverified else "",
            **self.credentials.facts(),
        }
        return MappingProxyType({name: value for name, value in found.items() if value})


def read_invoke_url(pasted: str, headers: tuple[str, ...] = ()) -> InvokeUrl:
    """Read a pasted invoke URL, host name or curl line, with the `Name: value` headers sent beside it.

    Raises:
        NotAnInvokeUrl: it is none of these; the message says what would be right.
    """
    given = pasted.strip().strip("<>")
    if looks_like_curl(given):
        try:
            curl = read_curl(given)
        except NotACurlLine as error:
            raise NotAnInvokeUrl(str(error)) from error
        # curl itself speaks http:// where the URL has no scheme.
        url = curl.url if "://" in curl.url else f"http://{curl.url}"
    else:
        curl = None
        given = given.strip("\"'`")
        url = given if "://" in given else f"https://{given}"
    call = _read(url, given, routing_headers(headers), curl)
    sent = curl.credentials if curl else SentCredentials("sigv4" if "X-Amz-Signature=" in url else "")
    return replace(call, credentials=sent.completed_by(among(headers)))


def _read(url: str, given: str, sent: tuple[tuple[str, str], ...], curl: CurlLine | None) -> InvokeUrl:
    scheme, host, port, whole = _split(url, given)
    headers = (*(curl.headers if curl else ()), *sent)
    named = next((value for name, value in headers if name == "Host"), "")
    routed = read_host(named.lower().rstrip(".").split(":")[0]) if named else None
    target = read_host(host)
    if not target.name.partition(".execute-api")[0] or host.startswith("execute-api."):
        raise NotAnInvokeUrl(f"{host} does not say which API is called; {_RIGHT}")
    by_id = any(name == "x-apigw-api-id" for name, _ in headers)
    has_stage = target.form != "custom_domain" and (by_id or routed is None or routed.form != "custom_domain")
    stage, path = _staged(whole) if has_stage else ("", whole or "/")
    return InvokeUrl(
        scheme,
        host,
        port,
        target,
        stage,
        path,
        whole,
        method=curl.method if curl else "",
        headers=headers,
        connect_address=_connect_address(curl, host),
        unverified=curl is not None and curl.unverified,
        routed=routed,
    )


def _split(url: str, given: str) -> tuple[str, str, int, str]:
    if not given:
        raise NotAnInvokeUrl(f"nothing was given; {_RIGHT}")
    if len(url) > _LONGEST:
        raise NotAnInvokeUrl(f"this is {len(url)} characters long, and API Gateway takes at most {_LONGEST}; {_RIGHT}")
    if given.lower().startswith("arn:"):
        raise NotAnInvokeUrl(f"this is an ARN; {_RIGHT}")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError as error:
        raise NotAnInvokeUrl(f"this can't be read as a URL ({error}); {_RIGHT}") from error
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise NotAnInvokeUrl(f"a private API is called with https, not with {scheme or 'nothing'}; {_RIGHT}")
    _check_host(host)
    return (
        scheme,
        host,
        port or (HTTPS_PORT if scheme == "https" else 80),
        quote(parts.path, safe="/%:@!$&()*+,;=~") or "/",
    )


def _check_host(host: str) -> None:
    if not host:
        raise NotAnInvokeUrl(f"this has no host name; {_RIGHT}")
    if is_address(host):
        raise NotAnInvokeUrl(
            f"{host} is an address, and the certificate names no address; give the URL with its host name "
            "(with curl: --resolve HOST:443:ADDRESS)"
        )
    if any(bracket in host for bracket in "{}<>$"):
        raise NotAnInvokeUrl(f"{host} still has a placeholder in it; fill it in: {_RIGHT}")
    if not _HOST.fullmatch(host):
        raise NotAnInvokeUrl(f"{host!r} is no full host name; {_RIGHT}")
    if _CONSOLE.search(host):
        raise NotAnInvokeUrl(f"this is an address of the AWS console; {_RIGHT}")
    if re.match(r"apigateway\.[a-z0-9-]+\.", host):
        raise NotAnInvokeUrl(f"{host} is the service that manages APIs, not an API; {_RIGHT}")


def _staged(path: str) -> tuple[str, str]:
    stage, _, rest = path.removeprefix("/").partition("/")
    return (stage, f"/{rest}") if stage else ("", path or "/")


def _connect_address(curl: CurlLine | None, host: str) -> str:
    if curl is None:
        return ""
    pinned = [address for name, address in curl.resolve if name in {host, "*"}]
    if is_address(curl.connect_to):
        pinned.append(curl.connect_to)
    return pinned[0] if pinned else ""


def _joined(scheme: str, host: str, port: int, path: str) -> str:
    usual = HTTPS_PORT if scheme == "https" else 80
    return f"{scheme}://{host}{'' if port == usual else f':{port}'}{path}"


def tidied(path: str) -> str:
    """The path without empty parts, and with its first part, the stage, written in plain letters."""
    parts = [part for part in path.split("/") if part]
    first = unquote(parts[0]) if parts else ""
    if _PLAIN.fullmatch(first):
        parts = [*(part for part in first.split("/") if part), *parts[1:]]
    ending = "/" if parts and path.endswith("/") else ""
    return f"/{'/'.join(parts)}{ending}"


def right_url(call: InvokeUrl, region: str = "") -> str:
    """The URL that should be called instead: https on its own port, with the right name and a tidy path."""
    host = call.target.expected or call.host
    if region and call.form != "custom_domain":
        host = call.target.in_region(region)
    return _joined("https", host, HTTPS_PORT, tidied(call.whole_path))
