"""Whether the deployed route asks for an API key that the call can't have: the export, and the stage's usage plans.

A key counts where it is of a usage plan that has the stage:
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from gatewise.analysis.deployed_routes import wants_api_key
from gatewise.analysis.known import one
from gatewise.analysis.shapes import Record, flag, record, records, text
from gatewise.model import Facts, NotSeen, Reading, Reply
from gatewise.observation import AwsCall
from gatewise.probes import Probing, Seen
from gatewise.probes._asking import NOT_FOUND, Asking, ask, ask_all, without_a_place
from gatewise.probes._export import export_call
from gatewise.probes._readings import ambiguous, evidence, for_a_person, not_known, told, untold

ANSWERS = ("not_required", "refused")
NEEDS = ("api_id", "stage")
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = (
    "apigateway.get_export",
    "apigateway.get_usage_plans",
    "apigateway.get_usage_plan_keys",
    "apigateway.get_api_key",
)

_MOST_PLANS = 5
"""Usage plans whose keys are asked for; the control plane takes few calls a second."""
_NAMED = "http.403.api_key"
_SOURCE = "x-amazon-apigateway-api-key-source"


def probe(facts: Facts) -> Probing:
    """Read the route; only where it asks for a key, ask for the plans and the ids of their keys, never for a key."""
    seen = yield from ask(export_call(facts))
    if isinstance(seen, NotSeen):
        return untold(seen)
    if seen.meaning == NOT_FOUND:
        return untold(without_a_place(seen))
    export = record(seen.data, "body")
    call = f"{one(facts, 'method') or 'GET'} {one(facts, 'path') or '/'}"
    wanted = wants_api_key(export, one(facts, "method") or "GET", one(facts, "path") or "/")
    if wanted is None:
        cure = "Look at API key required under the method's Method request in the console."
        return untold(ambiguous(f"The export of the stage does not show {call}.", cure))
    if not wanted:
        none = evidence(f"The deployed route of {call} asks for no API key.")
        if one(facts, "error_meaning") != _NAMED:
            return told("not_required", none)
        why = ambiguous(
            "The answer names an API key, and the deployed route asks for none.", "Look at the route called."
        )
        return untold(why, none)
    return (yield from _of_a_route_with_key(facts, text(export, _SOURCE), call))


def _of_a_route_with_key(facts: Facts, source: str, call: str) -> Asking[Reading]:
    said = f"The deployed route of {call} asks for an API key."
    if source.upper() == "AUTHORIZER":
        why = for_a_person("The API takes the key from its authorizer.", "Read what the authorizer returns as the key.")
        return untold(why, evidence(said))
    seen = yield from ask(AwsCall.to("apigateway", "get_usage_plans"))
    plans = _plans_of(seen, one(facts, "api_id"), one(facts, "stage"))
    ids = [text(plan, "id") for plan in plans]
    plan_id = ids[0] if len(ids) == 1 else ""
    if one(facts, "api_key_sent") == "no":
        return told("refused", evidence(f"{said} The client sends none."), usage_plan_id=plan_id)
    if one(facts, "error_meaning") == _NAMED:
        return told("refused", evidence(f"{said} The answer names the key."), usage_plan_id=plan_id)
    if isinstance(seen, NotSeen):
        return untold(seen, evidence(said))
    if not plans:
        return told("refused", evidence(f"{said} No usage plan has this stage, so no key is valid here."))
    return (yield from _of_the_plans(ids, one(facts, "api_key_id"), said))


def _of_the_plans(ids: list[str], own: str, said: str) -> Asking[Reading]:
    """Whether the plans of the stage have a key, and the client's own, where its id is known."""
    calls = [AwsCall.to("apigateway", "get_usage_plan_keys", usagePlanId=each) for each in ids[:_MOST_PLANS]]
    replies = yield from ask_all(calls)
    keys = {text(key, "id"): text(key, "name") for reply in replies for key in _items(reply)}
    lines = "\n".join(f"key {key} ({name})" for key, name in keys.items())
    listed = evidence(f"{said} The usage plans of the stage are {', '.join(ids)}.", lines)
    plan_id = ids[0] if len(ids) == 1 else ""
    every = len(ids) <= _MOST_PLANS and all(isinstance(reply, Reply) for reply in replies)
    if every and not keys:
        return told("refused", listed, evidence("None of them has a key."), usage_plan_id=plan_id)
    if every and own and own not in keys:
        return told("refused", listed, evidence(f"None of them has the key {own}."), usage_plan_id=plan_id)
    if own not in keys:
        cure = "Compare the client's key with those of the plan in the console, and whether it is enabled."
        return untold(not_known("Which key the client sends is not known, and is never asked for.", cure), listed)
    seen = yield from ask(AwsCall.to("apigateway", "get_api_key", apiKey=own))
    if isinstance(seen, NotSeen):
        return untold(seen, listed)
    if flag(seen.data, "enabled") is False:
        return told("refused", listed, evidence(f"The key {own} is disabled."), usage_plan_id=plan_id)
    return told("not_required", listed, evidence(f"The client's key {own} is one of them, and enabled."))


def _plans_of(seen: Seen, api_id: str, stage: str) -> tuple[Record, ...]:
    wanted = (api_id, stage)
    return tuple(
        plan
        for plan in _items(seen)
        if any((text(each, "apiId"), text(each, "stage")) == wanted for each in records(plan, "apiStages"))
    )


def _items(seen: Seen) -> tuple[Record, ...]:
    return records(seen.data, "items") if isinstance(seen, Reply) else ()
