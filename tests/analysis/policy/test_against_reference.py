"""The evaluator against the naive reference, on 10,000 generated requests."""

from random import Random

from gatewise.analysis.policy import policy_from
from gatewise.analysis.policy.question import evaluation_of
from tests.analysis.policy import generated
from tests.analysis.policy.naive_reference import judge


def test_with_everything_known_both_come_to_the_same() -> None:
    random = Random(20261122)  # noqa: S311 - made-up policies are no secrets
    verdicts: dict[str, int] = {}
    for _ in range(7000):
        policy, request = generated.policy(random), generated.request(random, unknown=False)

        result = evaluation_of({"policy": policy, "request": request}).result.value

        assert {result} == judge(policy, request), (policy, request)
        verdicts[result] = verdicts.get(result, 0) + 1
    # Each verdict is drawn often enough to be tested.
    assert verdicts.keys() == {"ALLOWED", "IMPLICIT_DENY", "EXPLICIT_DENY"}
    assert min(verdicts.values()) > 500


def test_with_keys_unknown_a_definite_verdict_is_that_of_every_world() -> None:
    random = Random(3)  # noqa: S311 - made-up policies are no secrets
    undecided = needlessly = 0
    for _ in range(3000):
        policy, request = generated.policy(random), generated.request(random, unknown=True)

        result = evaluation_of({"policy": policy, "request": request}).result.value

        worlds = judge(policy, request)
        if result == "UNKNOWN":
            undecided += 1
            needlessly += len(worlds) == 1
        else:
            assert worlds == {result}, (policy, request)
    assert undecided > 150
    # Contradictions between conditions stay unknown, as do values that no world tried.
    assert needlessly < undecided / 4


def test_a_policy_that_is_read_keeps_all_its_statements() -> None:
    random = Random(7)  # noqa: S311 - made-up policies are no secrets
    for _ in range(200):
        document = generated.policy(random)
        listed = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]

        assert [statement.effect for statement in policy_from(document).statements] == [
            statement["Effect"] for statement in listed
        ]
