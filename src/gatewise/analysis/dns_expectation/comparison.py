"""An expectation against what was observed, compared as sets; the cause of a difference by its name."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from ipaddress import ip_address

from gatewise.analysis.dns_expectation.expectation import REACHING, Decider, Expectation, Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the observed answer says."""

    reaches: bool | None
    """Whether the observed addresses are the endpoint's; None where its addresses are not known."""
    as_expected: bool | None
    """Whether the answer is of the class expected; None where that can't be told."""
    causes: tuple[str, ...]
    """The slugs in `causes.csv` that the answer points to, the likeliest first; none if nothing is wrong."""
    sentence: str


def compared(expectation: Expectation, observed: AbstractSet[str]) -> Comparison:
    """Compare with the observed addresses; an empty set is a name that did not resolve."""
    endpoint = set(expectation.addresses or ()) if expectation.outcome in REACHING else set()
    endpoint = endpoint or set(expectation.endpoint_addresses)
    shown = ", ".join(sorted(observed)) or "no address"
    if observed and observed <= endpoint:
        return _at_the_endpoint(expectation, shown)
    private = bool(observed) and not any(_public(address) for address in observed)
    if private and not endpoint:
        sentence = f"The name resolves to {shown}, and the endpoint's addresses are not known."
        return Comparison(None, None, (), sentence)
    if (
        private
        and expectation.outcome is not Outcome.UNKNOWN
        and expectation.reason.decider is not Decider.PRIVATE_ZONE
    ):
        sentence = f"The name resolves to {shown}, which no endpoint has: an old answer, or an entry in a hosts file."
        return Comparison(False, False, ("dns-stale-client",), sentence)
    if observed & endpoint:
        sentence = f"The name resolves to {shown}, and only a part of these is the endpoint's."
        return Comparison(False, False, ("dns-stale-client",), sentence)
    return _elsewhere(expectation, shown, resolved=bool(observed))


def _at_the_endpoint(expectation: Expectation, shown: str) -> Comparison:
    sentence = f"The name resolves to {shown}, and these are the endpoint's."
    if expectation.outcome in REACHING or expectation.outcome is Outcome.FORWARDED:
        causes = (expectation.reason.cause,) if expectation.usable is False and expectation.reason.cause else ()
        return Comparison(True, True, causes, f"{sentence} {expectation.reason.sentence}" if causes else sentence)
    known = None if expectation.outcome is Outcome.UNKNOWN else False
    sentence += " Something that these replies do not show makes it so, such as a hosts file or a forwarder."
    return Comparison(True, known, (), sentence)


def _elsewhere(expectation: Expectation, shown: str, *, resolved: bool) -> Comparison:
    own = (expectation.reason.cause,) if expectation.reason.cause else ()
    start = f"The name resolves to {shown}."
    match expectation.outcome:
        case Outcome.ENDPOINT_PRIVATE_IPS:
            causes = _on_the_way(expectation, resolved=resolved)
            return Comparison(False, False, causes, f"{start} It should resolve to the endpoint: {_why(expectation)}")
        case Outcome.ENDPOINT_PRIVATE_IPS_IF_FORWARDED:
            causes = ("dns-onprem-no-inbound-endpoint",)
            return Comparison(False, False, causes, f"{start} The on-premises resolver does not forward it.")
        case Outcome.UNKNOWN | Outcome.FORWARDED:
            return Comparison(False, None, own, f"{start} {_why(expectation)}")
        case Outcome.PUBLIC_OR_NONE:
            return Comparison(False, True, own, f"{start} That is what to expect: {_why(expectation)}")
        case _ if not resolved:
            return Comparison(False, True, own, f"{start} That is what to expect: {_why(expectation)}")
        case _:
            sentence = f"{start} The VPC's resolver would not answer so; the client asks another one."
            return Comparison(False, False, ("dns-custom-resolver", *own), sentence)


def _on_the_way(expectation: Expectation, *, resolved: bool) -> tuple[str, ...]:
    """What may keep an answer that should reach the endpoint from the client."""
    if expectation.reason.decider is not Decider.PUBLIC_DNS:
        return ("dns-custom-resolver",) if resolved else ("dns-custom-resolver", "dns-throttled")
    if expectation.name.form == "alias":
        return ("dns-alias-propagating", "dns-rebinding-filter")
    return ("dns-custom-resolver",) if resolved else ("dns-rebinding-filter",)


def _why(expectation: Expectation) -> str:
    return expectation.reason.sentence


def _public(address: str) -> bool:
    try:
        return ip_address(address).is_global
    except ValueError:
        return False
