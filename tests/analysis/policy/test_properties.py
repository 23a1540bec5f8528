"""What holds for every policy and every request."""

import json
from contextlib import suppress
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gatewise.analysis.policy import PolicyMistake, Result, policy_from
from gatewise.analysis.policy.question import answer_line, evaluation_of
from tests.analysis.policy import generated

SEEDS = st.integers(0, 2**32)
DENIED = {Result.IMPLICIT_DENY, Result.EXPLICIT_DENY}
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def drawn(seed: int, *, unknown: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    random = Random(seed)  # noqa: S311 - made-up policies are no secrets
    return generated.policy(random), generated.request(random, unknown=unknown)


def statements(policy: dict[str, Any]) -> list[dict[str, Any]]:
    listed = policy["Statement"]
    return listed if isinstance(listed, list) else [listed]


def result(policy: Any, request: dict[str, Any]) -> Result:
    return evaluation_of({"policy": policy, "request": request}).result


@given(SEEDS, SEEDS, st.booleans())
def test_adding_a_deny_never_allows(seed: int, other: int, unknown: bool) -> None:  # noqa: FBT001
    policy, request = drawn(seed, unknown=unknown)
    more, _ = drawn(other)
    denies = [{**statement, "Effect": "Deny"} for statement in statements(more)]

    before = result(policy, request)
    after = result({**policy, "Statement": [*statements(policy), *denies]}, request)

    assert after is not Result.ALLOWED or before is Result.ALLOWED
    assert before is not Result.EXPLICIT_DENY or after is Result.EXPLICIT_DENY


@given(SEEDS, SEEDS)
def test_adding_an_allow_never_denies(seed: int, other: int) -> None:
    policy, request = drawn(seed)
    more, _ = drawn(other)
    allows = [{**statement, "Effect": "Allow"} for statement in statements(more)]

    before = result(policy, request)
    after = result({**policy, "Statement": [*statements(policy), *allows]}, request)

    assert before is not Result.ALLOWED or after is Result.ALLOWED


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(seed: int, random: Any) -> None:
    policy, request = drawn(seed, unknown=True)
    shuffled = statements(policy)[:]
    random.shuffle(shuffled)

    assert result({**policy, "Statement": shuffled}, request) is result(policy, request)


@given(SEEDS)
def test_one_value_and_a_list_of_one_say_the_same(seed: int) -> None:
    policy, request = drawn(seed, unknown=True)

    assert result(with_lists(policy), request) is result(policy, request)


def with_lists(policy: dict[str, Any]) -> dict[str, Any]:
    def listed(value: Any) -> Any:
        return value if isinstance(value, list) else [value]

    spelled = []
    for statement in statements(policy):
        again = dict(statement)
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            if name in again:
                again[name] = listed(again[name])
        if isinstance(again["Principal"], dict):
            again["Principal"] = {kind: listed(named) for kind, named in again["Principal"].items()}
        again["Condition"] = {
            operator: {key: listed(asked) for key, asked in keys.items()}
            for operator, keys in again.get("Condition", {}).items()
        }
        spelled.append(again)
    return {**policy, "Statement": spelled}


@given(SEEDS, st.data())
def test_a_definite_verdict_stays_when_the_unknown_becomes_known(seed: int, data: st.DataObject) -> None:
    policy, request = drawn(seed, unknown=True)
    before = result(policy, request)
    if before is Result.UNKNOWN:
        return
    context = dict(request["context"])
    for key in [*request["unknown"], *request["unknown_present"]]:
        values: list[Any] = [*generated.VALUES[key], "else"] if key not in {"aws:VpcSourceIp", "aws:SourceIp"} else []
        values = values or generated.VALUES[key]
        if key in request["unknown"]:
            values = [*values, None]
        value = data.draw(st.sampled_from(values))
        if value is not None:
            context[key] = value

    assert result(policy, {**request, "context": context, "unknown": [], "unknown_present": []}) is before


@given(SEEDS)
def test_what_is_left_unknown_is_so_because_of_a_key(seed: int) -> None:
    policy, request = drawn(seed)

    assert result(policy, request) in {*DENIED, Result.ALLOWED}


@given(JSON)
def test_no_json_trips_the_reading_of_a_policy(document: Any) -> None:
    with suppress(PolicyMistake):
        policy_from(document)


@given(JSON, JSON, JSON, st.sampled_from(["Principal", "Action", "Resource", "Condition", "Effect", "Sid"]))
def test_no_statement_trips_the_reading_of_a_policy(value: Any, version: Any, more: Any, element: str) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", element: value}
    documents: tuple[Any, ...] = ({"Statement": statement}, {"Version": version, "Statement": [statement, more]})
    for document in documents:
        with suppress(PolicyMistake):
            policy_from(document)


@given(st.text() | JSON.map(json.dumps) | st.binary())
def test_every_line_is_answered(line: str | bytes) -> None:
    answer = json.loads(answer_line(line))

    assert "error" in answer or "result" in answer


@given(JSON, st.sampled_from(["action", "resource", "principal", "context", "unknown", "unknown_present"]))
@settings(max_examples=300)
def test_every_request_is_answered(value: Any, part: str) -> None:
    policy, request = drawn(1)
    policy["Statement"] = [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]

    answer = json.loads(answer_line(json.dumps({"id": 1, "policy": policy, "request": {**request, part: value}})))

    assert "error" in answer or "result" in answer


@given(st.sampled_from(["String", "Arn", "Numeric", "Date", "Binary", "Bool", "IpAddress"]), st.text(), st.text())
@settings(max_examples=400)
def test_no_value_trips_an_operator(kind: str, asked: str, had: str) -> None:
    operator = kind if kind in {"Bool", "IpAddress"} else f"{kind}Equals"
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Resource": "*",
        "Condition": {operator: {"k": asked}},
    }
    request = {"resource": generated.CALLS[0], "context": {"k": had}}

    assert result({"Version": "2012-10-17", "Statement": statement}, request) is not Result.EXPLICIT_DENY


def test_a_line_nested_too_deeply_is_answered() -> None:
    for line in ("[" * 100_000, '{"id": 1, "policy": ' + "[" * 900 + "]" * 900 + ', "request": {}}'):
        assert "error" in json.loads(answer_line(line))
