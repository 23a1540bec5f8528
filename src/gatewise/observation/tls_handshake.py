"""A TLS handshake from the client, with a chosen server name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote

from gatewise.model import CLIENT, JsonValue, NotSeen, Reason, Reply, VantageKind
from gatewise.observation.certificate import certificate_data, covers, first_certificate
from gatewise.observation.failure_text import Undecidable, failure_in, hosts_named, missing_tool
from gatewise.observation.foreign_text import as_printed

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

_VERIFY_ERROR = re.compile(r"verify error:num=(\d+)|Verify return code: ([1-9]\d*) |verify result: .* \((\d+)\)")
_VERIFIED = re.compile(r"Verify return code: 0 \(ok\)|SSL certificate verify ok|Verification: OK")
_HANDSHAKE_DONE = re.compile(
    r"^-----BEGIN CERTIFICATE-----|SSL connection using|^(?:New|Reused), TLS|Protocol version: TLS", re.MULTILINE
)
_CONNECTED = re.compile(
    r"^CONNECTED\(|SSL_connect:before SSL initialization|\* (?:Connected to|Established connection)", re.MULTILINE
)
_NO_HANDSHAKE = re.compile(r"no peer certificate available|Cipher is \(NONE\)")
_WRITE_FAILED = re.compile(r"write:errno=(\d+)")
_WRITE_FAILURES = {"0": "tls.closed", "54": "tls.reset", "104": "tls.reset"}
"""errno of a handshake that broke off on a connection that was made: none, ECONNRESET of macOS and of Linux."""
_GAVE_UP = re.compile(r"exit status 124\b")
_SUBJECT = re.compile(r"^\*? *subject[=:] ?(.+)$", re.MULTILINE)
_ISSUER = re.compile(r"^\*? *issuer[=:] ?(.+)$", re.MULTILINE)
_ALTERNATIVE = re.compile(r"(?:DNS|IP Address):([^,\s]+)")
_MATCHED = re.compile(r'subjectAltName: host "[^"]*" matched cert\'s "([^"]*)"')
_NAME_PART = re.compile(r"(?:^|[;,/] ?) ?([A-Za-z]+) ?= ?(\"[^\"]*\"|(?:(?![;,/] ?[A-Za-z]+ ?=).)+)")


@dataclass(frozen=True, slots=True)
class TlsHandshake:
    """Which certificate an address shows for a name, and whether it is accepted."""

    address: str
    server_name: str
    port: int = 443

    @property
    def key(self) -> str:
        """`tls address port server_name`."""
        return f"tls {self.address} {self.port} {self.server_name}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: an inspecting proxy may stand in its way only."""
        return VantageKind.CLIENT

    def command(self) -> str:
        """`openssl s_client`; it prints the certificate itself, so nothing has to be piped and no error is lost.

        It has no time-out of its own: `-state` says on the way whether the connection was made, the exit status
        whether it was given up.
        """
        address = f"[{self.address}]" if ":" in self.address else self.address
        name = quote(self.server_name)
        target = quote(f"{address}:{self.port}")
        return (
            f"timeout 10 openssl s_client -state -connect {target} -servername {name} -verify_hostname {name}"
            ' </dev/null; echo "exit status $?"'
        )

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read `openssl s_client`, `curl -v` or a program's error."""
        text = as_printed(printed)
        try:
            data = _certificate(text)
        except ValueError:
            return self._not_seen(Reason.UNREADABLE, "The certificate in it is damaged.")
        others = hosts_named(text)
        if others and not others & {self.server_name.lower(), self.address.lower()}:
            return self._not_seen(Reason.UNREADABLE, f"This is about {', '.join(sorted(others))}.")
        word = self._word(text, data)
        if isinstance(word, str):
            return Reply(word, data if word.startswith("tls.") else {}, CLIENT)
        if isinstance(word, Undecidable):
            return self._not_seen(Reason.AMBIGUOUS, word.why)
        if tool := missing_tool(text):
            return NotSeen(
                Reason.NO_TOOL,
                f"{tool} is not installed there.",
                f"Run curl -v --connect-to {self.server_name}:{self.port}:{self.address}:{self.port}"
                f" https://{self.server_name}:{self.port}/ there.",
            )
        return self._not_seen(Reason.UNREADABLE, "There is no result of a TLS handshake in it.")

    def _not_seen(self, reason: Reason, detail: str) -> NotSeen:
        return NotSeen(reason, detail, "Run the command shown on the client, and paste everything it prints.")

    def _word(self, text: str, data: Mapping[str, JsonValue]) -> str | Undecidable | None:
        if refused := _VERIFY_ERROR.search(text):
            # OpenSSL goes on after an error; the first one is the one a client would have stopped at.
            number = int(next(filter(None, refused.groups())))
            return _VERIFY_ERRORS.get(number, "unrecognised")
        if _HANDSHAKE_DONE.search(text) and not _NO_HANDSHAKE.search(text) and _VERIFIED.search(text):
            names = data.get("names")
            mismatch = isinstance(names, list) and names and not covers(map(str, names), self.server_name)
            return "tls.name_mismatch" if mismatch else "tls.ok"
        if ended := _WRITE_FAILED.search(text):
            return _WRITE_FAILURES.get(ended[1], "unrecognised")
        failure = failure_in(text, layers=("dns", "tls", "tcp"))
        if failure == "tcp.timeout" and _CONNECTED.search(text):
            return "tls.timeout"
        if failure is None and _GAVE_UP.search(text):
            return "tls.timeout" if _CONNECTED.search(text) else "tcp.timeout"
        return failure


def _certificate(text: str) -> dict[str, JsonValue]:
    """Subject, issuer and names, out of the certificate itself or else out of what is printed of it."""
    if (der := first_certificate(text)) is not None:
        return certificate_data(der)
    subject, issuer = _SUBJECT.search(text), _ISSUER.search(text)
    if subject is None or issuer is None:
        return {}
    names = {*_ALTERNATIVE.findall(text), *_MATCHED.findall(text)}
    return {"subject": _in_words(subject[1]), "issuer": _in_words(issuer[1]), "names": [*sorted(names)]}


def _in_words(name: str) -> str:
    """`C = US; O=Amazon` and `/C=US/O=Amazon` as `C=US, O=Amazon`."""
    parts = _NAME_PART.findall(name.strip())
    return ", ".join(f"{kind}={value.strip().strip(chr(34))}" for kind, value in parts) or name.strip()
