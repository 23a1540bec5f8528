"""A TCP connection attempt from the client."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from shlex import quote

from gatewise.model import CLIENT, NotSeen, Reason, Reply, VantageKind
from gatewise.observation.failure_text import Undecidable, failure_in, missing_tool
from gatewise.observation.foreign_text import as_printed

_OPEN = re.compile(
    r"\bsucceeded!|^connected\b|^open$|\bConnected to \S{1,255} \(|Ncat: Connected to|Escape character is"
    r"|\] \d+ \([^)]*\) open|\(\S{1,255}:\d+\) open|TcpTestSucceeded *: True|^\d+/tcp +open\b|raddr=\('",
    re.MULTILINE | re.IGNORECASE,
)
_RESET = re.compile(r"Connection reset|ECONNRESET|forcibly closed")
_CONNECT_FAILED = (
    ("tcp.blackhole_route", re.compile(r"\bconnect\([^\[]{0,200}\[Errno 22\]|Invalid argument - connect\(2\)")),
    ("tcp.permission_denied", re.compile(r"\bconnect\([^\[]{0,200}\[Errno 13\]|Permission denied - connect\(2\)")),
    ("tcp.timeout", re.compile(r"(?:TimeoutError|socket\.timeout): timed out")),
)
"""What programs print that name the call they were in only elsewhere; here it can only be the connection."""
_PORT_STATE = re.compile(r"^\d+/tcp +(?P<state>closed|filtered)\b(?P<rest>.*)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]+:[0-9a-fA-F:.]*)(?![\w.]*\w)")
_OWN_SIDE = re.compile(r"\s*(?:SourceAddress|src)\b")
_UNSPECIFIC = frozenset({"0.0.0.0", "::"})  # noqa: S104  (read in a text, bound to by nobody)


@dataclass(frozen=True, slots=True)
class TcpConnect:
    """Whether an address accepts connections on a port."""

    address: str
    port: int = 443

    @property
    def key(self) -> str:
        """`tcp address port`."""
        return f"tcp {self.address} {self.port}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: security groups and routes are its own."""
        return VantageKind.CLIENT

    def command(self) -> str:
        """`nc`, which gives up after five seconds."""
        return f"nc -vz -w 5 {quote(self.address)} {self.port}"

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read nc of any make, telnet, bash's /dev/tcp, nmap, curl or a program's error.

        What a paste says of other addresses and ports is left out; several results that differ are not chosen from.
        """
        text = as_printed(printed)
        about_this = self._about_this(text)
        if about_this is None:
            return self._not_seen(Reason.UNREADABLE, f"This is not about {self.address} port {self.port}.")
        words = {word for part in about_this if (word := _word(part)) is not None}
        if words == {"tcp.open", "tcp.reset"}:
            words = {"tcp.reset"}
        decided = {word for word in words if isinstance(word, str)}
        if len(decided) == 1:
            return Reply(decided.pop(), {}, CLIENT)
        if decided:
            return self._not_seen(Reason.AMBIGUOUS, "It holds several results that differ.")
        undecidable = next((word for word in words if isinstance(word, Undecidable)), None)
        if undecidable:
            return self._not_seen(Reason.AMBIGUOUS, undecidable.why)
        if tool := missing_tool(text):
            other = f"timeout 5 bash -c '</dev/tcp/{self.address}/{self.port}' && echo Connected to {self.address}"
            return NotSeen(Reason.NO_TOOL, f"{tool} is not installed there.", f"Run {other} there.")
        return self._not_seen(Reason.UNREADABLE, "There is no result of a connection attempt in it.")

    def _not_seen(self, reason: Reason, detail: str) -> NotSeen:
        return NotSeen(reason, detail, f"Run {self.command()} on the client, and paste everything it prints.")

    def _about_this(self, text: str) -> list[str] | None:
        """The parts of the text about this address and port; None where all of it is about others.

        A line that names no address belongs to the line above it.
        """
        parts: list[str] = []
        ours = True
        named = False
        for line in text.splitlines():
            words = [] if _OWN_SIDE.match(line) else _ADDRESS.findall(line)
            addresses = {address for word in words if (address := _canonical(word))} - _UNSPECIFIC
            if addresses:
                same = _canonical(self.address) in addresses and not self._other_port(line)
                if same and not ours:
                    parts.append("")
                ours = same
                named = True
            if ours:
                parts = [*parts[:-1], f"{parts[-1]}{line}\n"] if parts and not addresses else [*parts, f"{line}\n"]
        return None if named and not any(part.strip() for part in parts) else parts

    def _other_port(self, line: str) -> bool:
        after = re.search(re.escape(self.address) + r"[)\]]*(?: port |[ :/])(\d{1,5})\b(?!\.)", line)
        return after is not None and int(after[1]) != self.port


def _canonical(word: str) -> str | None:
    try:
        address = ip_address(word)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _word(part: str) -> str | Undecidable | None:
    """What one part of the text says."""
    if _OPEN.search(part):
        return "tcp.reset" if _RESET.search(part) else "tcp.open"
    if state := _PORT_STATE.search(part):
        if state["state"] == "closed":
            return "tcp.refused"
        why = "nmap does not say whether the port did not answer or a host on the way refused."
        return "tcp.timeout" if "no-response" in state["rest"] else Undecidable(why)
    for word, phrase in _CONNECT_FAILED:
        if phrase.search(part):
            return word
    return failure_in(part, layers=("tcp",))
