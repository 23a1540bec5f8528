"""Whether the domain name leads to the API and stage: `get_base_path_mappings`, and the routes of the API behind.

With routing rules, those decide, and are a person's to read:
https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html
"""

import difflib

from gatewise.analysis.custom_domain import NONE, Behind, DomainId, behind, mapped_paths
from gatewise.analysis.deployed_routes import route_in
from gatewise.analysis.invoke_url import InvokeUrl
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, record, records, text
from gatewise.model import Evidence, Fact, Facts, NotSeen, Reading
from gatewise.probes import Probing
from gatewise.probes._api_call import url_of
from gatewise.probes._asking import Asking, ask, ask_all
from gatewise.probes._custom_domain import CURE, domain_call, domain_of, found, mappings_call
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, for_a_person, not_known, told, untold

ANSWERS = ("mapped", "none", "wrong_path")
NEEDS = ("invoke_url",)
ESTABLISHES: dict[str, tuple[str, ...]] = {
    "mapped": ("api_id", "path"),
    "none": ("domain_name", "domain_name_id"),
    "wrong_path": ("domain_name", "domain_name_id"),
}
CALLS = ("apigateway.get_base_path_mappings", "apigateway.get_domain_name", "apigateway.get_export")

_THERE = frozenset({"signed", "unsigned"})
_ALIKE = 0.5
"""How much of two base paths is the same where one is taken for the other, as in v1 and v2."""
_BY_MAPPINGS = frozenset({"", "BASE_PATH_MAPPING_ONLY", "API_MAPPING_ONLY"})


def probe(facts: Facts) -> Probing:
    """Find the mapping that the URL's path fits, and see whether the path behind it is the API's."""
    wanted, call = domain_of(facts), url_of(facts)
    if not wanted.identifier or call is None:
        return untold(not_known("The domain name's id, or the invoke URL, is not known.", CURE))
    seen = yield from ask_all((domain_call(wanted), mappings_call(wanted)))
    domain, mappings = map(found, seen)
    if isinstance(domain, NotSeen) or isinstance(mappings, NotSeen):
        return untold(next(each for each in (mappings, domain) if isinstance(each, NotSeen)))
    mode = text(domain, "routingMode")
    if mode not in _BY_MAPPINGS:
        cure = "Run `aws apigatewayv2 list-routing-rules` as shown, and read which API and stage the first rule names."
        return untold(for_a_person(f"Routing rules decide where {wanted.name} leads ({mode}).", cure))
    listed = records(mappings, "items")
    leads = behind(call.whole_path, listed)
    if leads is None and not listed:
        return (yield from _without_any(wanted, call.whole_path, facts))
    if leads is None:
        return _unmapped(wanted, call, listed)
    return (yield from _mapped(wanted, leads, call.whole_path, listed, facts))


def _without_any(wanted: DomainId, whole_path: str, facts: Facts) -> Asking[Reading]:
    """There is no mapping: say which base path one would need, by the routes of the API where it is known."""
    named = {"domain_name": wanted.name, "domain_name_id": wanted.identifier}
    shown = evidence(f"{wanted.name} has no base path mapping.")
    first, _, rest = whole_path.removeprefix("/").partition("/")
    if one(facts, "api_id") and one(facts, "stage"):
        seen = yield from ask(export_call(facts))
        export = {} if isinstance(seen, NotSeen) else record(seen.data, "body")
        if route_in(export, one(facts, "method") or "GET", whole_path) in _THERE:
            return told("none", shown, **named, base_path=NONE, path=whole_path)
    return told("none", shown, **named, base_path=first or NONE, path=f"/{rest}" if first else "")


def _unmapped(wanted: DomainId, call: InvokeUrl, listed: tuple[Record, ...]) -> Reading:
    named = {"domain_name": wanted.name, "domain_name_id": wanted.identifier}
    shown = evidence(f"{call.whole_path} fits no base path of {wanted.name}.", mapped_paths(listed))
    return told("wrong_path", shown, **named, right_url=_right(wanted.name, call.whole_path, listed))


def _right(name: str, whole_path: str, listed: tuple[Record, ...]) -> str:
    """The URL by the base path that is most like the path's first part; where that is its stage or like it, instead."""
    first, _, rest = whole_path.removeprefix("/").partition("/")
    bases = [text(each, "basePath") for each in listed]
    like = difflib.get_close_matches(first, bases, 1, _ALIKE)
    instead = bool(like) or first in {text(each, "stage") for each in listed}
    return f"https://{name}/{like[0] if like else bases[0]}{f'/{rest}' if instead else whole_path}"


def _mapped(
    wanted: DomainId, leads: Behind, whole_path: str, listed: tuple[Record, ...], facts: Facts
) -> Asking[Reading]:
    meant = one(facts, "api_id")
    shown = evidence(
        f"{whole_path} leads to {leads.path} of API {leads.api_id}, stage {leads.stage or 'not named'}.",
        mapped_paths(listed),
    )
    if meant and meant != leads.api_id:
        cure = f"Say whether {meant} or {leads.api_id} should answer: --api-id."
        return untold(ambiguous(f"The path leads to API {leads.api_id}, and {meant} is under diagnosis.", cure), shown)
    known: dict[str, Fact] = {"api_id": leads.api_id, "stage": leads.stage, "path": leads.path}
    if not leads.stage:
        cure = "Put the stage behind the base path in the URL, or name it in the mapping."
        return untold(ambiguous("Neither the mapping nor the path names a stage.", cure), shown, **known)
    if leads.stage_again:
        return (yield from _with_the_stage_again(wanted, leads, facts, known, shown))
    return told("mapped", shown, **known)


def _with_the_stage_again(
    wanted: DomainId, leads: Behind, facts: Facts, known: dict[str, Fact], shown: Evidence
) -> Asking[Reading]:
    """The path begins with the stage that the mapping selects: a mistake, unless the API has such a path."""
    seen = yield from ask(export_call({**facts, **known}))
    if isinstance(seen, NotSeen):
        return untold(seen, shown, **known)
    export, method = record(seen.data, "body"), one(facts, "method") or "GET"
    if route_in(export, method, leads.path) in _THERE:
        return told("mapped", shown, **known)
    again = f"The mapping selects the stage {leads.stage} already, and the path names it once more."
    if route_in(export, method, leads.stage_again) not in _THERE:
        why = ambiguous(again, f"Look whether the API has {leads.path} or {leads.stage_again} deployed.")
        return untold(why, shown, **known)
    base = f"/{leads.base_path}" if leads.base_path else ""
    named = {"domain_name": wanted.name, "domain_name_id": wanted.identifier}
    right = {**known, "path": leads.stage_again, "right_url": f"https://{wanted.name}{base}{leads.stage_again}"}
    return told("wrong_path", shown, evidence(again), **named, **right)
