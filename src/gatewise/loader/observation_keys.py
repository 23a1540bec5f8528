"""An observation read back from its key, as case files write it."""

import json
import re
from ipaddress import ip_address
from typing import Final, Literal, cast, get_args

from gatewise.accounts import Side
from gatewise.loader.mistakes import Spelling
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake
from gatewise.observation.aws_operations import OPERATIONS

_FORMS: Final = {
    "aws": "aws SERVICE OPERATION [{parameters as JSON}] [@api|@endpoint]",
    "dns": "dns A|AAAA|CNAME NAME [@SERVER[:PORT]]",
    "tcp": "tcp ADDRESS PORT",
    "tls": "tls ADDRESS PORT SERVER_NAME",
    "https": "https METHOD URL [Name: value] [via ADDRESS]",
}
_HTTPS = re.compile(r"(?P<method>\S+) (?P<url>https?://\S+)(?P<headers>( \[[^]:]+: [^]]*\])*)( via (?P<address>\S+))?")
_HEADER = re.compile(r" \[([^]:]+): ([^]]*)\]")
_SIDE = re.compile(r" @(api|endpoint)$")
_METHOD = Literal["GET", "HEAD", "OPTIONS"]
_RECORD_TYPE = Literal["A", "AAAA", "CNAME"]


class NoObservation(ValueError):  # noqa: N818 - read as a sentence: "raises NoObservation"
    """A key that names no observation; `hint` says what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def observation_of(key: str) -> Observation:
    """The observation with that key. An AWS call may leave its parameters out: `aws ec2 describe_vpcs`.

    Raises:
        NoObservation: the key has no such form, or names an operation gatewise never calls.
    """
    kind, _, rest = key.partition(" ")
    match kind:
        case "aws":
            return _aws(rest)
        case "dns":
            return _dns(rest)
        case "tcp":
            return _tcp(rest)
        case "tls":
            return _tls(rest)
        case "https":
            return _https(rest)
        case _:
            raise NoObservation(f"there is no kind of observation {kind!r}", Spelling(_FORMS).hint(kind))


def _malformed(kind: str) -> NoObservation:
    return NoObservation(f"this is not the key of a {kind} observation", f"it is `{_FORMS[kind]}`")


def _aws(rest: str) -> AwsCall:
    side = _SIDE.search(rest)
    service, _, rest = (rest[: side.start()] if side else rest).partition(" ")
    operation, _, parameters = rest.partition(" ")
    services = dict.fromkeys(service for service, _ in OPERATIONS)
    if service not in services:
        raise NoObservation(f"gatewise asks nothing of an AWS service {service!r}", Spelling(services).hint(service))
    if (service, operation) not in OPERATIONS:
        spelling = Spelling([name for owner, name in OPERATIONS if owner == service])
        raise NoObservation(f"gatewise never calls {service} {operation!r}", spelling.hint(operation))
    try:
        asked = json.loads(parameters or "{}")
    except (ValueError, RecursionError) as wrong:
        raise NoObservation(f"the parameters are not JSON: {wrong}", 'as in {"VpcIds": ["vpc-1"]}') from wrong
    if not isinstance(asked, dict):
        raise NoObservation("the parameters are no JSON object", 'as in {"VpcIds": ["vpc-1"]}')
    call = AwsCall.to(service, operation, **asked)
    return call.of(Side(side[1])) if side else call


def _dns(rest: str) -> DnsQuery:
    record_type, name, *at = rest.split(" ")[:3] + [""] * (2 - rest.count(" "))
    server = at[0] if at else ""
    if not name or rest.count(" ") > (2 if server else 1) or (server and not server.startswith("@")):
        raise _malformed("dns")
    if record_type not in get_args(_RECORD_TYPE):
        raise NoObservation(f"{record_type!r} is no record type", Spelling(get_args(_RECORD_TYPE)).hint(record_type))
    address, port = _server(server.removeprefix("@"))
    return DnsQuery(name, cast("_RECORD_TYPE", record_type), address, port)


def _server(written: str) -> tuple[str | None, int]:
    host, _, port = written.rpartition(":")
    if not written:
        return None, 53
    return (written, 53) if _is_address(written) or not host else (host, _port(port, "dns"))


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True


def _tcp(rest: str) -> TcpConnect:
    words = rest.split(" ")
    if len(words) != 2 or not words[0]:  # noqa: PLR2004 - an address and a port
        raise _malformed("tcp")
    return TcpConnect(words[0], _port(words[1], "tcp"))


def _tls(rest: str) -> TlsHandshake:
    words = rest.split(" ")
    if len(words) != 3 or not all(words):  # noqa: PLR2004 - an address, a port and a name
        raise _malformed("tls")
    return TlsHandshake(words[0], words[2], _port(words[1], "tls"))


def _port(written: str, kind: str) -> int:
    if re.fullmatch(r"[1-9][0-9]{0,4}", written) is None or int(written) > 65_535:  # noqa: PLR2004 - the last port
        raise _malformed(kind)
    return int(written)


def _https(rest: str) -> HttpsRequest:
    found = _HTTPS.fullmatch(rest)
    if found is None:
        raise _malformed("https")
    if found["method"] not in get_args(_METHOD):
        hint = Spelling(get_args(_METHOD)).hint(found["method"])
        raise NoObservation(f"gatewise never sends {found['method']!r}", hint)
    headers = tuple((name, value) for name, value in _HEADER.findall(found["headers"]))
    return HttpsRequest(found["url"], cast("_METHOD", found["method"]), headers, found["address"])
