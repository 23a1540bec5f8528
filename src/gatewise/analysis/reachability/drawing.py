"""A judged path drawn as text, hop by hop; the broken hop is marked in words and by a sign.

Narrow enough to be shown indented on 80 columns.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from gatewise.analysis.reachability.checkpoints import Passage
from gatewise.analysis.reachability.explanation import Explanation, Phase, Unknown
from gatewise.analysis.reachability.judgement import Journey, Judgement, Leg, Verdict
from gatewise.analysis.reachability.space import Region, difference, intersection, networks_of, ports_of
from gatewise.analysis.reachability.way import Way
from gatewise.analysis.reachability.words import MEANS, ports, reason, rule

WIDTH = 72
_MARGIN = 19


class Outcome(Enum):
    """What a hop does, as the sign and the words that mark it."""

    PASSES = ("ok", "passes")
    STOPS = ("XX", "STOPPED HERE")
    PARTLY = ("X.", "STOPPED IN PART")
    OPEN = ("??", "CAN'T TELL")


@dataclass(frozen=True, slots=True)
class Hop:
    """One component on the path."""

    outcome: Outcome
    component: str
    identifiers: tuple[str, ...]
    place: str
    """The interface or subnet it acts at; empty where that says nothing."""
    reasons: tuple[str, ...]
    """The rule or route that let it through, or what stopped it."""
    codes: tuple[str, ...] = ()


def drawn(judgement: Judgement) -> str:
    """Every path of a judgement, one drawing for each interface of the endpoint."""
    if not judgement.journeys:
        bare = (*(_stop(each, ()) for each in judgement.explanations), *map(_open, judgement.unknown))
        return "".join(f"{line}\n" for line in _rows(bare))
    return "\n".join(journey_drawn(journey) for journey in judgement.journeys)


def journey_drawn(journey: Journey) -> str:
    """The path to one interface of the endpoint, and the reply's where it does not come back unhindered."""
    at = f" ({journey.address})" if journey.address else ""
    lines = [f"To {journey.interface}{at}: {journey.verdict.value.upper()}"]
    if not journey.legs:
        lines += _rows(_bare(journey))
    for leg in journey.legs:
        source = ", ".join(networks_of(leg.part.end.region))
        named = f"{leg.part.named_interface} " if leg.part.named_interface else ""
        lines += ["", *_folded(f"  client {named}{source}  ({leg.there.kind.value})", 9)]
        lines += _rows(hops(journey, leg, "forward"))
        lines += [f"   |  {'endpoint':<{_MARGIN - 8}}  {journey.interface}{at}", "   |", "  API Gateway"]
        reply = tuple(hops(journey, leg, "return"))
        if all(hop.outcome is Outcome.PASSES for hop in reply):
            lines += ["", "  The reply comes back: every list and route lets it through."]
        else:
            lines += ["", f"  reply from {journey.interface}{at}", *_rows(reply), f"  client {named}{source}"]
    return "".join(f"{line[:WIDTH]}\n" for line in lines)


def hops(journey: Journey, leg: Leg, phase: Phase) -> Iterator[Hop]:
    """The hops of a packet (`forward`) or of its reply (`return`), in the order it meets them."""
    whole = intersection(journey.whole, leg.part.end.region)
    met = [each for each in leg.passages if each.phase == phase]
    groups = [each for each in met if each.component == "security-group"]
    lists = [each for each in met if each.component == "network-acl"]
    sender = leg.part.end.subnet if phase == "forward" else None
    near = [each for each in lists[:1] if phase == "return" or each.where == sender]
    way = leg.there if phase == "forward" else leg.home
    if phase == "forward":
        yield from _ends(journey)
    yield from (_passed(each, whole) for each in groups if each.direction == "egress")
    yield from (_passed(each, whole) for each in near)
    yield from _routed(way, whole)
    yield from (_passed(each, whole) for each in lists[len(near) :])
    yield from (_passed(each, whole) for each in groups if each.direction == "ingress")


def _ends(journey: Journey) -> Iterator[Hop]:
    """What the two interfaces and the endpoint themselves stop or leave open."""
    own = {"network-interface", "vpc-endpoint"}
    for each in journey.explanations:
        if each.component in own:
            yield _stop(each, journey.whole)
    for unknown in journey.unknown:
        if unknown.component in own and unknown.direction is None:
            yield _open(unknown)


def _bare(journey: Journey) -> tuple[Hop, ...]:
    """The hops of a journey that never began."""
    return (*(_stop(each, journey.whole) for each in journey.explanations), *map(_open, journey.unknown))


def _routed(way: Way, whole: Region) -> Iterator[Hop]:
    for taken in way.taken:
        yield Hop(Outcome.PASSES, "route-table", (taken.table,), "", (rule(taken.route.described, None),))
    yield from (_stop(each, whole) for each in way.stopped)
    yield from map(_open, way.unknown)
    if way.connection and not way.stopped and not way.unknown:
        yield Hop(Outcome.PASSES, way.kind.value, (way.connection,), "", ())


def _passed(passage: Passage, whole: Region) -> Hop:
    place, names = passage.where, passage.identifiers
    component = f"{passage.component} {'in' if passage.direction == 'ingress' else 'out'}"
    if passage.explanations:
        reasons = tuple(dict.fromkeys(_in_part(each, whole) for each in passage.explanations))
        codes = tuple(dict.fromkeys(each.code.value for each in passage.explanations))
        return Hop(_extent(passage.explanations, whole), component, names, place, reasons, codes)
    if passage.unknown:
        reasons = tuple(f"to settle: {each.settle}" for each in passage.unknown)
        codes = tuple(dict.fromkeys(each.code.value for each in passage.unknown))
        return Hop(Outcome.OPEN, component, names, place, reasons, codes)
    allowed = tuple(rule(each, passage.direction) for each in passage.allowed_by[:2])
    return Hop(Outcome.PASSES, component, names, place, allowed)


def _stop(explanation: Explanation, whole: Region) -> Hop:
    outcome = _extent((explanation,), whole)
    told = (_in_part(explanation, whole),)
    return Hop(outcome, explanation.component, explanation.identifiers, "", told, (explanation.code.value,))


def _open(unknown: Unknown) -> Hop:
    told = (f"{MEANS[unknown.code]}; to settle: {unknown.settle}",)
    return Hop(Outcome.OPEN, unknown.component, unknown.identifiers, "", told, (unknown.code.value,))


def _extent(explanations: Iterable[Explanation], whole: Region) -> Outcome:
    rest = whole
    for each in explanations:
        rest = difference(rest, each.region)
    return Outcome.PARTLY if rest else Outcome.STOPS


def _in_part(explanation: Explanation, whole: Region) -> str:
    """The reason, with the addresses and ports it holds for where these are not all."""
    stopped = intersection(explanation.region, whole)
    told = reason(explanation)
    if networks_of(stopped) != networks_of(whole):
        told += f", for {', '.join(networks_of(stopped))}"
    if stopped and ports_of(stopped) != ports_of(whole):
        told += f", for client ports {', '.join(ports(each) for each in ports_of(stopped))}"
    return told


def _rows(shown: Iterable[Hop]) -> Iterator[str]:
    for hop in shown:
        sign, words = hop.outcome.value
        place = f" at {hop.place}" if hop.place else ""
        marked = "" if hop.outcome is Outcome.PASSES else f"  <-- {words}"
        yield "   |"
        yield from _folded(
            f"  {sign}  {hop.component:<{_MARGIN}}  {_names(hop.identifiers)}{place}{marked}", _MARGIN + 8
        )
        for told in hop.reasons:
            yield from _folded(f"   |  {told}", 9)
        if hop.codes:
            yield from _folded(f"   |  code {', '.join(hop.codes)}", 9)
    yield "   v"


def _names(identifiers: tuple[str, ...]) -> str:
    return ", ".join(identifiers) or "(not known)"


def _folded(text: str, indent: int) -> list[str]:
    after = f"   |{' ' * (indent - 4)}"
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=after, drop_whitespace=True, break_on_hyphens=False, replace_whitespace=False
    )


def headline(judgement: Judgement) -> str:
    """The verdict in one sentence."""
    told = {
        Verdict.REACHABLE: "the network lets the client through to every interface of the endpoint, and back.",
        Verdict.BLOCKED: "the network stops the client before the endpoint, or stops the reply.",
        Verdict.PARTIAL: "the network lets a part through: some interfaces, some addresses or some ports.",
        Verdict.INDETERMINATE: "what could be read lets the client through, or does not decide it.",
    }[judgement.verdict]
    return f"{judgement.verdict.value.upper()}: {told}"
