"""Every edit lets its call in, and on a grid of other calls nothing that it must not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from gatewise.analysis.policy import Request, Result, evaluate, policy_from
from gatewise.analysis.policy.edit import Edit, NoEdit, smallest_edit
from gatewise.analysis.policy.mistake import Around
from gatewise.analysis.policy.other_callers import Way, other_callers
from tests.analysis.policy import broken, generated
from tests.analysis.policy.broken import ALL, CASES, SIGNED, UNSIGNED, Broken, allow, deny, policy

OTHERS: dict[str, list[str | None]] = {
    "endpoint": ["vpce-0stranger", "vpce-0aaa", None],
    "vpc": ["vpc-0stranger", broken.CLIENT_VPC, None],
    "address": ["10.0.77.7", "192.0.2.1", "2001:db8:9::9", "203.0.113.5"],
    "caller": [None, "arn:aws:iam::123456789012:role/stranger", "arn:aws:iam::999999999999:user/stranger", broken.ROLE],
    "method": ["prod/GET/strange", "prod/DELETE/orders", "strange/GET/orders", "prod/GET/orders/7"],
}
"""Other calls: every combination of up to three of these ways to differ. A method is below the call's API."""
KEYS = {"endpoint": "aws:sourcevpce", "vpc": "aws:sourcevpc", "address": "aws:vpcsourceip"}


def other_calls(request: Request) -> Iterator[tuple[set[str], Request]]:
    for count in (1, 2, 3):
        for ways in combinations(OTHERS, count):
            for chosen in product(*(OTHERS[way] for way in ways)):
                call = request
                for way, value in zip(ways, chosen, strict=True):
                    call = differing(call, way, value)
                yield {way for way in ways if differing_value(call, way) != differing_value(request, way)}, call


def differing_value(request: Request, way: str) -> Any:
    if way in KEYS:
        return request.value(KEYS[way])
    if way == "method":
        return request.resource
    # A role's sessions are the role.
    return (request.principal or "").replace("sts", "iam").replace("assumed-role", "role").removesuffix("/one")


def differing(request: Request, way: str, value: str | None) -> Request:
    if way == "method":
        api = request.resource.split("/")[0]
        return replace(request, resource=f"{api}/{value}")
    if way == "caller":
        kept = {key: had for key, had in request.context.items() if "principal" not in key}
        return replace(request, principal=value, context=kept | ({"aws:principalarn": value} if value else {}))
    kept = {key: had for key, had in request.context.items() if key != KEYS[way]}
    return replace(request, context=kept | ({KEYS[way]: value} if value else {}))


def opened(before: dict[str, Any], after: dict[str, Any], request: Request) -> list[tuple[set[str], Request]]:
    old, new = policy_from(before), policy_from(after)
    return [
        (ways, call)
        for ways, call in other_calls(request)
        if ways and evaluate(new, call).result is Result.ALLOWED and evaluate(old, call).result is not Result.ALLOWED
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind.value}-{case.cause}")
def test_the_edit_lets_the_call_in_and_opens_no_more_than_it_says(case: Broken) -> None:
    edit = smallest_edit(case.policy, case.request, case.around)

    assert isinstance(edit, Edit), edit
    assert evaluate(policy_from(edit.document), case.request).result is Result.ALLOWED
    beyond = [(ways, call) for ways, call in opened(case.policy, edit.document, case.request) if ways - case.opens]
    assert beyond[:2] == [], edit.diff


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind.value}-{case.cause}")
def test_the_edit_keeps_what_it_need_not_change(case: Broken) -> None:
    before = json.dumps(case.policy)
    edit = smallest_edit(case.policy, case.request, case.around)

    assert isinstance(edit, Edit)
    assert json.dumps(case.policy) == before
    old, new = case.policy["Statement"], edit.document["Statement"]
    assert isinstance(new, list)
    assert len(new) in {len(old), len(old) + 1}
    assert sum(one != other for one, other in zip(old, new, strict=False)) <= len(old) - (len(old) > 2)
    assert [statement["Effect"] for statement in old] == [
        statement["Effect"] for statement in new[: len(old)] if isinstance(statement, dict)
    ]


def test_a_random_policy_is_never_opened_to_strangers() -> None:
    random = Random(5)  # noqa: S311 - made-up policies are no secrets
    edits = 0
    for _ in range(600):
        document, asked = generated.policy(random), generated.request(random, unknown=False)
        request = Request(asked["resource"], asked["action"], asked["principal"], tupled(asked["context"]))
        edit = smallest_edit(document, request, Around())
        if not isinstance(edit, Edit):
            continue
        edits += 1
        assert evaluate(policy_from(edit.document), request).result is Result.ALLOWED
        stranger = request
        for way, values in (("endpoint", "vpce-9"), ("vpc", "vpc-9"), ("address", "172.31.9.9"), ("method", "x/PUT/y")):
            stranger = differing(stranger, way, values)
        for caller in (None, "arn:aws:iam::888888888888:role/stranger"):
            call = differing(stranger, "caller", caller)
            was = evaluate(policy_from(document), call).result
            now = evaluate(policy_from(edit.document), call).result
            assert now is not Result.ALLOWED or was is Result.ALLOWED, (document, asked, edit.diff)
        # Nobody is let in by a statement without a condition.
        new = statements(edit.document)[len(statements(document)) :]
        assert all("Condition" in statement for statement in new)
    assert edits > 100


def tupled(context: dict[str, Any]) -> dict[str, str | tuple[str, ...]]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in context.items()}


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    listed = document["Statement"]
    return listed if isinstance(listed, list) else [listed]


def test_a_right_deny_is_corrected_not_removed() -> None:
    document = policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": "vpce-0aaa"}}))

    edit = smallest_edit(document, UNSIGNED, Around())

    assert isinstance(edit, Edit)
    assert edit.document["Statement"][1]["Condition"] == {  # type: ignore[call-overload, index]
        "StringNotEquals": {"aws:SourceVpce": ["vpce-0aaa", broken.ENDPOINT]}
    }
    assert [line for line in edit.diff.splitlines() if line.startswith("-")][1:] == [
        '-          "aws:SourceVpce": "vpce-0aaa"'
    ]


def test_a_statement_of_its_own_is_pinned_to_method_endpoint_and_caller() -> None:
    edit = smallest_edit(policy(allow(Resource=f"{broken.API}/dev/*")), SIGNED, Around())

    assert isinstance(edit, Edit)
    assert statements(edit.document)[1] == {
        "Effect": "Allow",
        "Principal": {"AWS": broken.ROLE},
        "Action": "execute-api:Invoke",
        "Resource": broken.METHOD,
        "Condition": {"StringEquals": {"aws:SourceVpce": broken.ENDPOINT}},
    }


def test_an_endpoint_is_taken_from_a_list_of_those_denied() -> None:
    document = policy(ALL, deny({"StringEquals": {"aws:SourceVpce": [broken.ENDPOINT, "vpce-0aaa"]}}))

    edit = smallest_edit(document, UNSIGNED, Around())

    assert isinstance(edit, Edit)
    assert statements(edit.document)[1]["Condition"] == {"StringEquals": {"aws:SourceVpce": ["vpce-0aaa"]}}


@pytest.mark.parametrize(
    ("document", "request_", "reason"),
    [
        (policy(ALL), UNSIGNED, "allows the call as it is"),
        (
            policy(allow({"StringEquals": {"aws:SourceVpce": "vpce-0aaa"}})),
            Request(broken.METHOD, unknown=frozenset({"aws:SourceVpce"})),
            "not known",
        ),
        (policy(allow(Resource=f"{broken.API}/dev/*")), Request(broken.METHOD), "No edit was found"),
        (
            policy(allow(Principal={"AWS": broken.ROLE})),
            Request(broken.METHOD, principal="sns.amazonaws.com"),
            "No edit",
        ),
    ],
)
def test_no_edit_says_why(document: dict[str, Any], request_: Request, reason: str) -> None:
    edit = smallest_edit(document, request_, Around())

    assert isinstance(edit, NoEdit)
    assert reason in edit.reason


def test_a_statement_that_is_no_list_stays_the_first() -> None:
    edit = smallest_edit({"Statement": allow(Resource=f"{broken.API}/dev/*")}, UNSIGNED, Around())

    assert isinstance(edit, Edit)
    assert statements(edit.document)[0] == allow(Resource=f"{broken.API}/dev/*")


def test_an_endpoint_policy_excepts_no_more_than_the_address() -> None:
    document = policy(ALL, deny({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}))

    edit = smallest_edit(document, UNSIGNED, Around(kind="vpce"))

    assert isinstance(edit, Edit)
    assert statements(edit.document)[1]["Condition"] == {
        "StringNotEquals": {"aws:PrincipalOrgID": "o-1"},
        "NotIpAddress": {"aws:VpcSourceIp": "10.0.10.20"},
    }


def test_of_a_long_list_the_ends_are_tried() -> None:
    listed = [f"vpce-{number:08x}" for number in range(100)]
    document = policy(ALL, deny({"StringNotEquals": {"aws:SourceVpce": listed}}))

    calls = other_callers(policy_from(document), UNSIGNED)
    tried = {call.value("aws:SourceVpce") for ways, call in calls if ways == {Way.ENDPOINT}}

    assert {listed[0], listed[-1]} <= tried
    assert len(tried) < len(listed)
