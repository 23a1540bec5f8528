import copy
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gatewise.analysis.dns_expectation.question import DnsMistake, answer, expectation_of
from tests.analysis.dns_expectation.tables import cases

CASES = cases()
FAILED = {"__error__": {"Code": "AccessDenied"}}
API = "apigateway."
# A question that never listed these is one about a world without them, so only their failure says less.
OPTIONAL = (
    "route53profiles.ListProfileAssociations",
    "route53resolver.ListFirewallRuleGroupAssociations",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_a_reply_less_never_turns_one_definite_outcome_into_another(case: Any, data: st.DataObject) -> None:
    before = expectation_of(case.question)
    question = copy.deepcopy(dict(case.question))
    removed = data.draw(st.lists(st.sampled_from(sorted(question["inputs"])), min_size=1, max_size=3, unique=True))
    for operation in removed:
        body = question["inputs"][operation]
        resources = sorted(name for name, each in body.items() if isinstance(each, dict))
        if data.draw(st.booleans()) and resources:
            body[data.draw(st.sampled_from(resources))] = FAILED
        elif operation in OPTIONAL or data.draw(st.booleans()):
            question["inputs"][operation] = FAILED
        else:
            del question["inputs"][operation]

    after = expectation_of(question)

    assert after.outcome in {before.outcome, "unknown"}
    # That an API is public is known from the API alone; without it the question is about a private one.
    if any(API in operation for operation in removed):
        return
    assert after.usable in {before.usable, None}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(case: Any, order: random.Random) -> None:
    shuffled = {**case.question, "inputs": _shuffled(case.question["inputs"], order)}

    assert expectation_of(shuffled) == expectation_of(case.question)


@settings(max_examples=120, deadline=None)
@given(JSON.filter(lambda value: isinstance(value, dict)), JSON)
def test_any_question_is_answered_or_refused(flow: Any, inputs: Any) -> None:
    _answered({"flow": flow, "inputs": inputs})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_a_body_of_any_shape_is_answered(case: Any, data: st.DataObject) -> None:
    inputs = copy.deepcopy(dict(case.question["inputs"]))
    for _ in range(data.draw(st.integers(1, 4))):
        _spoil(inputs, data)

    _answered({**case.question, "inputs": inputs})


@settings(max_examples=120, deadline=None)
@given(st.text(min_size=1, max_size=40), st.sampled_from(CASES))
def test_any_name_is_answered_or_refused(name: str, case: Any) -> None:
    _answered({**case.question, "flow": {**case.question["flow"], "query_name": name}})


def _answered(question: Mapping[str, Any]) -> None:
    try:
        assert set(answer(question)) == {"outcome", "usable_for_private_api", "hint"}
    except DnsMistake as mistake:
        assert str(mistake)  # noqa: PT017 - refusing is the other right end


def _spoil(body: Any, data: st.DataObject) -> None:
    """Replace something at a random place by any JSON."""
    while True:
        keys = sorted(body) if isinstance(body, dict) else list(range(len(body)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(body[key], dict | list) or not body[key] or data.draw(st.integers(0, 3)) == 0:
            body[key] = data.draw(JSON)
            return
        body = body[key]


def _shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(each, order) for key, each in value.items()}
    if isinstance(value, list):
        return order.sample([_shuffled(each, order) for each in value], len(value))
    return value
