"""What dig, nslookup, host, getent and their like printed, as lookups: which name, which addresses, or why none.

Only the text is read; whether a lookup is about the name that was asked is for the question to judge.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import pairwise

_RCODES = {
    "NXDOMAIN": "dns.nxdomain",
    "SERVFAIL": "dns.servfail",
    "REFUSED": "dns.refused",
    "Non-existent domain": "dns.nxdomain",
    "Server failed": "dns.servfail",
    "Query refused": "dns.refused",
    "No answer": "dns.nodata",
    "Parse error": "unrecognised",
}
_BOTH = frozenset({"A", "AAAA"})

_DIG_START = re.compile(r"^; <<>> .*|^.{0,80}->>HEADER<<-", re.MULTILINE)
_DIG_STATUS = re.compile(r"(?:status|rcode): (\w+)")
_DIG_QUESTION = re.compile(r"^;; QUESTION SECTION:\n;+ ?(\S+)\s+(?:IN\s+)?(\w+)", re.MULTILINE)
_DIG_BESIDES = re.compile(r"^;; (?:AUTHORITY|ADDITIONAL) SECTION:", re.MULTILINE)
"""Addresses after these are of name servers, and no answer."""
_DIG_ASKED = re.compile(r"^; <<>> .* <<>> (?P<words>.*)", re.MULTILINE)
_RECORD = re.compile(r"^(\S+?)\.?\s+\d+\s+IN\s+(A|AAAA|CNAME)\s+(\S+)", re.MULTILINE)
_NO_SERVER = re.compile(
    r"no servers could be reached|communications error to \S+: (?P<why>[a-z ]+)"
    r"|connection (?P<timed>timed out); no servers|DNS request (?P<windows>timed out)"
    r"|response (?P<kdig>timeout) for \S+@53"
)

_SERVER = re.compile(
    r"^;; SERVER: ([0-9a-fA-F.:]+)(?:#|$)|^;; From ([0-9a-fA-F.:]+)@|^Address:\s+([0-9a-fA-F.:]+)#\d+$", re.MULTILINE
)
_NSLOOKUP_START = re.compile(r"^Server:\s+\S+|^DNS request timed out", re.MULTILINE)
_NSLOOKUP_FAILED = re.compile(
    r"^\*+ (?:server can't find|Can't find|\S+ can't find) (?P<name>\S+): ?"
    r"(?P<why>NXDOMAIN|SERVFAIL|REFUSED|No answer|Parse error|Non-existent domain|Server failed|Query refused)",
    re.MULTILINE,
)
_NSLOOKUP_NO_REASON = re.compile(r"^nslookup: can't resolve '(?P<name>[^']+)'", re.MULTILINE)
_EMPTY_ANSWER = re.compile(r"^Non-authoritative answer:$", re.MULTILINE)
_NAME = re.compile(r"^Name:\s+(\S+)")
_ADDRESS = re.compile(r"^(?:Address(?:es)?(?: \d+)?:)?\s+(\S+)")
_ALIAS = re.compile(r"^(\S+?)\.?\s+(?:canonical name = |is an alias for )(\S+?)\.?$", re.MULTILINE)

_HOST_ADDRESS = re.compile(r"^(\S+) has (?:IPv6 |AAAA )?address (\S+)$", re.MULTILINE)
_HOST_FAILED = re.compile(r"^Host (\S+) not found: \d\((NXDOMAIN|SERVFAIL|REFUSED)\)", re.MULTILINE)
_HOST_EMPTY = re.compile(r"^(\S+) has no (A|AAAA|CNAME) record", re.MULTILINE)

_GETENT = re.compile(r"^([0-9a-fA-F.:]+)[ \t]+(?:(?:STREAM|DGRAM|RAW)\b[ \t]*)?(\S+\.\S.*)?", re.MULTILINE)
_WGET = re.compile(r"^Resolving (\S+) (?:\(\S+\))?\.\.\. ([0-9a-fA-F][0-9a-fA-F.:, ]+)$", re.MULTILINE)
_GETADDRINFO = re.compile(r"AddressFamily\.AF_INET6?[^()]*\('([0-9a-fA-F.:]+)', \d+")
_RESOLVECTL = re.compile(r"^(\S+?): ([0-9a-fA-F.:]+)\s+-- link", re.MULTILINE)
_PROMPT = re.compile(r"(?:^|[$#%>] ?)dig .*\+short|^\S.{0,80}[$#%]$")
_POWERSHELL = re.compile(r"^(\S+)\s+(A|AAAA)\s+\d+\s+Answer\s+(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup as a tool printed it."""

    names: frozenset[str] = frozenset()
    """The name asked for and its aliases; empty where the tool names none."""
    addresses: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    """Targets of CNAME records."""
    failure: str | None = None
    """A word of the vocabulary, where there are no addresses because the lookup failed."""
    asked: frozenset[str] = frozenset()
    """The record types that were surely asked for: not listed here and not answered means nothing is known."""


def lookups(text: str) -> list[Lookup]:
    """Every lookup in the text; none where it is not the output of a tool that looks names up."""
    if _DIG_START.search(text):
        return [lookup for part in _parts(_dig_starts(text), text) if (lookup := _dig(part))]
    if _NSLOOKUP_START.search(text) or _NSLOOKUP_FAILED.search(text) or _NSLOOKUP_NO_REASON.search(text):
        return [lookup for part in _parts(_NSLOOKUP_START.finditer(text), text) if (lookup := _nslookup(part))]
    return _host(text) or _listed(text) or _bare(text)


def servers_asked(text: str) -> frozenset[str]:
    """The resolvers that answered, where the tool names them."""
    return frozenset(next(filter(None, found.groups())) for found in _SERVER.finditer(text))


def unreached(text: str) -> str | None:
    """Why no resolver answered: `dns.timeout` or `dns.server_unreachable`; None where one did."""
    causes = {next(filter(None, found.groups()), "").strip() for found in _NO_SERVER.finditer(text)} - {""}
    if not causes:
        return "dns.timeout" if "timed out" in text and _NO_SERVER.search(text) else None
    return "dns.timeout" if causes <= {"timed out", "timeout", "end of file"} else "dns.server_unreachable"


def _parts(starts: Iterable[re.Match[str]], text: str) -> list[str]:
    """The text cut where a tool's output begins; what stands before the first belongs to the first."""
    cuts = [0, *[start.start() for start in starts][1:], len(text)]
    return [text[begin:end] for begin, end in pairwise(cuts)]


def _dig_starts(text: str) -> list[re.Match[str]]:
    banners = [start for start in _DIG_START.finditer(text) if start[0].startswith("; <<>>")]
    return banners or list(_DIG_START.finditer(text))


def _dig(text: str) -> Lookup | None:
    question = _DIG_QUESTION.search(text)
    records = _RECORD.findall(_DIG_BESIDES.split(text)[0])
    status = _DIG_STATUS.search(text)
    aliases = frozenset(target.rstrip(".") for _, kind, target in records if kind == "CNAME")
    addresses = _addresses(target for _, kind, target in records if kind != "CNAME")
    names = frozenset({question[1]}) if question else _dig_words(text)
    asked = frozenset({question[2]}) if question else frozenset[str]()
    if status is None and not records:
        failure = unreached(text)
        return Lookup(names, failure=failure) if failure else None
    if status is not None and status[1] not in {"NOERROR", *_RCODES}:
        return Lookup(names, failure="unrecognised")
    return Lookup(names, addresses, aliases, _RCODES.get(status[1]) if status else None, asked)


def _dig_words(text: str) -> frozenset[str]:
    """The names in the command line that dig repeats."""
    asked = _DIG_ASKED.search(text)
    words = asked["words"].split() if asked else []
    return frozenset(word for word in words if "." in word and not word.startswith(("@", "+", "-")))


def _nslookup(text: str) -> Lookup | None:
    names: set[str] = set()
    addresses: set[str] = set()
    in_answer = False
    for line in text.splitlines():
        if name := _NAME.match(line):
            names.add(name[1])
            in_answer = True
        elif in_answer and (address := _ADDRESS.match(line)):
            addresses |= _addresses([address[1]])
        elif line.strip():
            in_answer = in_answer and line.startswith((" ", "\t", "Address"))
    addresses |= _addresses(address for _, address in _HOST_ADDRESS.findall(text))
    names |= {name for name, _ in _HOST_ADDRESS.findall(text)}
    aliases = dict(_ALIAS.findall(text))
    failed = list(_NSLOOKUP_FAILED.finditer(text)) + list(_NSLOOKUP_NO_REASON.finditer(text))
    everyone = frozenset(names | aliases.keys() | {failure["name"] for failure in failed})
    if addresses:
        asked = _BOTH if any(":" in address for address in addresses) else frozenset({"A"})
        return Lookup(everyone, frozenset(addresses), frozenset(aliases.values()), asked=asked)
    if failed:
        reason = failed[0].groupdict().get("why")
        return Lookup(everyone, failure=_RCODES[reason] if reason else "dns.no_answer")
    if failure := unreached(text):
        return Lookup(everyone, failure=failure)
    return Lookup(everyone, aliases=frozenset(aliases.values()), asked=_BOTH) if _EMPTY_ANSWER.search(text) else None


def _host(text: str) -> list[Lookup]:
    names: dict[str, list[str]] = {}
    for name, address in _HOST_ADDRESS.findall(text):
        names.setdefault(name, []).append(address)
    aliases = dict(_ALIAS.findall(text))
    targets = {target: name for name, target in aliases.items()}
    found = []
    for name, addresses in names.items():
        known = _addresses(addresses)
        everyone = {name}
        while name in targets and targets[name] not in everyone:
            name = targets[name]  # noqa: PLW2901  (the chain of aliases is walked back to what was asked)
            everyone.add(name)
        found.append(Lookup(frozenset(everyone), known, frozenset(aliases.values()), asked=_BOTH))
    failed = [Lookup(frozenset({name}), failure=_RCODES[why]) for name, why in _HOST_FAILED.findall(text)]
    empty = [Lookup(frozenset({name}), asked=frozenset({kind})) for name, kind in _HOST_EMPTY.findall(text)]
    return found + failed + empty


def _listed(text: str) -> list[Lookup]:
    """getent, resolvectl, Resolve-DnsName, wget and Python: addresses beside a name, or the only thing there."""
    named: dict[frozenset[str], set[str]] = {}
    rows = [(names.split(), [address]) for address, names in _GETENT.findall(text)]
    rows += [([name], [address]) for name, address in _RESOLVECTL.findall(text)]
    rows += [([name], [address]) for name, _, address in _POWERSHELL.findall(text)]
    rows += [([name], addresses.split(", ")) for name, addresses in _WGET.findall(text)]
    rows += [([], [address]) for address in _GETADDRINFO.findall(text)]
    for names, addresses in rows:
        named.setdefault(frozenset(names), set()).update(_addresses(addresses))
    # getent ahosts names only the first line of each address family.
    nameless = named.pop(frozenset(), set())
    if len(named) == 1:
        next(iter(named.values())).update(nameless)
    elif nameless and not named:
        named[frozenset()] = nameless
    return [Lookup(names, frozenset(found)) for names, found in named.items() if found]


def _bare(text: str) -> list[Lookup]:
    """`dig +short`: addresses and alias targets, one a line, and nothing else but a prompt."""
    addresses: set[str] = set()
    aliases: set[str] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        if found := _addresses([line]):
            addresses |= found
        elif re.fullmatch(r"[\w.*-]+\.", line):
            aliases.add(line.rstrip("."))
        elif not _PROMPT.search(line):
            return []
    return [Lookup(addresses=frozenset(addresses), aliases=frozenset(aliases))] if addresses else []


def _addresses(words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are addresses, in their canonical spelling."""
    found = set()
    for word in words:
        try:
            found.add(str(ip_address(word.strip(",;()[]"))))
        except ValueError:
            continue
    return frozenset(found)
