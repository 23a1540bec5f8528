"""A policy question and its verdict as JSON, one line each (docs/policy-format.md)."""

import json
from collections.abc import Mapping
from typing import cast

from gatewise.analysis.policy.document import PolicyMistake, policy_from, scalar_text, shown
from gatewise.analysis.policy.evaluation import Evaluation, Result, evaluate
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth
from gatewise.model import JsonValue

KINDS = ("resource", "vpce")
"""Whose policy: an API's resource policy, or an endpoint's. Both are judged by the same rules."""


def answer_line(line: str | bytes) -> str:
    """The verdict on one line of JSON, bytes being UTF-8; a line that can't be read is answered with why."""
    name: JsonValue = None
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        question = json.loads(text, parse_constant=_refuse)
        name = question.get("id") if isinstance(question, dict) else None
        return json.dumps({"id": name, **verdict(evaluation_of(question))})
    except PolicyMistake as wrong:
        return json.dumps({"id": name, "error": str(wrong)})
    except ValueError as wrong:
        return json.dumps({"id": None, "error": f"not a line of JSON: {wrong}"})
    except RecursionError:
        return json.dumps({"id": None, "error": "not a question: it is nested too deeply"})


def _refuse(constant: str) -> JsonValue:
    raise ValueError(f"{constant} is no JSON")


def evaluation_of(question: JsonValue) -> Evaluation:
    """The evaluation that a decoded question asks for.

    Raises:
        PolicyMistake: the question or its policy is not of the format.
    """
    if not isinstance(question, dict):
        raise PolicyMistake("a question is a JSON object with kind, policy and request")
    if question.get("kind", "resource") not in KINDS:
        raise PolicyMistake(f"kind is {shown(question.get('kind'))}; it is one of {', '.join(KINDS)}")
    for part in ("policy", "request"):
        if part not in question:
            raise PolicyMistake(f"the question has no {part}")
    return evaluate(policy_from(question["policy"]), _request(question["request"]))


def verdict(evaluation: Evaluation) -> dict[str, JsonValue]:
    """The verdict's JSON: the result, the statements that decided, and true claims that explain it."""
    claims: list[JsonValue] = []
    for applied in evaluation.applied:
        for element in applied.elements:
            if element.matched is Truth.UNKNOWN:
                continue
            claim: dict[str, JsonValue] = {"statement": applied.statement.index, "element": element.name}
            if element.condition is not None:
                claim |= {"operator": element.condition.operator, "key": element.condition.key}
            claims.append({**claim, "matched": element.matched is Truth.TRUE})
    decisive: list[JsonValue] = []
    if evaluation.result is not Result.UNKNOWN:
        # What only may apply has brought nothing about.
        decisive += [applied.statement.index for applied in evaluation.decisive]
    return {"result": evaluation.result.value, "decisive": decisive, "explain": claims}


def _request(request: JsonValue) -> Request:
    if not isinstance(request, dict):
        raise PolicyMistake("request is a JSON object with action, resource, principal and context")
    principal = request.get("principal")
    if principal is not None and not isinstance(principal, str):
        raise PolicyMistake(f"request.principal is {shown(principal)}; it is null, an ARN or a service name")
    context = request.get("context") or {}
    if not isinstance(context, dict):
        raise PolicyMistake("request.context is a JSON object of keys and values")
    return Request(
        resource=_text(request, "resource"),
        action=_text(request, "action") if "action" in request else "execute-api:Invoke",
        principal=principal,
        context={key: _values(key, value) for key, value in context.items()},
        unknown=_names(request, "unknown"),
        unknown_present=_names(request, "unknown_present"),
    )


def _text(request: Mapping[str, JsonValue], name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str):
        raise PolicyMistake(f"request.{name} is {shown(value)}; it is a text")
    return value


def _values(key: str, value: JsonValue) -> str | tuple[str, ...]:
    match value:
        case str():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return tuple(cast("list[str]", value))
        case bool() | int() | float():
            return scalar_text(value)
        case _:
            raise PolicyMistake(f"request.context[{shown(key)}] is {shown(value)}; it is a text or a list of texts")


def _names(request: Mapping[str, JsonValue], name: str) -> frozenset[str]:
    value = request.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise PolicyMistake(f"request.{name} is a list of keys")
    return frozenset(cast("list[str]", value))
