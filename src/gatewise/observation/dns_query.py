"""A DNS question, as the client's resolver answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote
from typing import Literal

from gatewise.model import CLIENT, NotSeen, Reason, Reply, VantageKind
from gatewise.observation.dns_answer import alias_data, answer_data, meaning_of_addresses
from gatewise.observation.dns_text import Lookup, lookups, servers_asked, unreached
from gatewise.observation.failure_text import failure_in, hosts_named, missing_tool
from gatewise.observation.foreign_text import as_printed
from gatewise.observation.meaning import UNRECOGNISED

DNS_PORT = 53


@dataclass(frozen=True, slots=True)
class DnsQuery:
    """Which addresses a name has."""

    name: str
    record_type: Literal["A", "AAAA", "CNAME"] = "A"
    server: str | None = None
    """The resolver's address; None for the one the client uses."""
    port: int = DNS_PORT

    @property
    def key(self) -> str:
        """`dns A name`, with ` @server` where one is named."""
        port = "" if self.port == DNS_PORT else f":{self.port}"
        at = "" if self.server is None else f" @{self.server}{port}"
        return f"dns {self.record_type} {self.name}{at}"

    @property
    def vantage(self) -> VantageKind:
        """The client's: a name may resolve otherwise anywhere else."""
        return VantageKind.CLIENT

    def command(self) -> str:
        """`dig`, which asks at most twice and waits three seconds each time."""
        words = ["dig", "+time=3", "+tries=2"]
        if self.server is not None:
            words += [f"@{quote(self.server)}", "-p", str(self.port)]
        # A name that looks like an option or a server has to be said to be the name.
        words += ["-q"] if self.name.startswith(("-", "+", "@")) else []
        return " ".join([*words, quote(self.name), self.record_type])

    def parsed(self, printed: str) -> Reply | NotSeen:
        """Read dig, nslookup, host or getent, or an error of a program that looked the name up.

        An answer about another name is unreadable.
        """
        text = as_printed(printed)
        asked = servers_asked(text)
        if self.server is not None and asked and self.server not in asked:
            return self._unreadable(f"This is what {', '.join(sorted(asked))} answered, not {self.server}.")
        found = lookups(text)
        about_this = [lookup for lookup in found if not lookup.names or self._is_named_in(lookup.names)]
        if about_this:
            return self._reply(about_this)
        others = {name for lookup in found for name in lookup.names} or hosts_named(text)
        if others and not self._is_named_in(others):
            return self._unreadable(f"This is about {', '.join(sorted(others))}, not about {self.name}.")
        return self._failed(text)

    def _failed(self, text: str) -> Reply | NotSeen:
        failure = unreached(text) or failure_in(text, layers=("dns",))
        if isinstance(failure, str):
            return Reply(failure, answer_data((), self.server), CLIENT)
        if failure is not None:
            return NotSeen(Reason.AMBIGUOUS, failure.why, self._cure)
        if tool := missing_tool(text):
            return NotSeen(Reason.NO_TOOL, f"{tool} is not installed there.", f"Run {self._nslookup} there.")
        return self._unreadable("There is no answer to a DNS question in it.")

    @property
    def _cure(self) -> str:
        return f"Run the command shown, or {self._nslookup}, and paste everything it prints."

    @property
    def _nslookup(self) -> str:
        return f"nslookup {quote(self.name)}" + (f" {quote(self.server)}" if self.server else "")

    def _is_named_in(self, names: Iterable[str]) -> bool:
        return any(name.rstrip(".").lower() == self.name.rstrip(".").lower() for name in names)

    def _unreadable(self, detail: str) -> NotSeen:
        return NotSeen(Reason.UNREADABLE, detail, self._cure)

    def _reply(self, about_this: list[Lookup]) -> Reply | NotSeen:
        """The one answer of all lookups; several that differ are nobody's to choose from."""
        replies = [self._reply_to(lookup) for lookup in about_this]
        if any(reply != replies[0] for reply in replies):
            return NotSeen(Reason.AMBIGUOUS, f"It holds several answers about {self.name} that differ.", self._cure)
        return replies[0]

    def _reply_to(self, lookup: Lookup) -> Reply | NotSeen:
        wanted = {address for address in lookup.addresses if (":" in address) == (self.record_type == "AAAA")}
        if wanted and self.record_type != "CNAME":
            return Reply(meaning_of_addresses(wanted), answer_data(wanted, self.server), CLIENT)
        if lookup.failure is not None:
            return Reply(lookup.failure, answer_data((), self.server), CLIENT)
        if self.record_type not in lookup.asked:
            return NotSeen(
                Reason.AMBIGUOUS, f"It does not say whether there is a record of type {self.record_type}.", self._cure
            )
        if self.record_type == "CNAME" and lookup.aliases:
            return Reply(UNRECOGNISED, alias_data(lookup.aliases, self.server), CLIENT)
        if self.record_type == "A" and lookup.addresses:
            return Reply("dns.ipv6_only", answer_data(lookup.addresses, self.server), CLIENT)
        return Reply("dns.nodata", answer_data((), self.server), CLIENT)
