"""The IAM policy that a tree's probes need: their operations' actions, on no more resources than they read."""

from collections import Counter

from gatewise import probes
from gatewise.graph import DecisionGraph
from gatewise.nodes import Decision
from gatewise.observation.aws_operations import read_only
from gatewise.partitions import partition_of


def policy_for(tree: DecisionGraph, region: str, account: str) -> dict[str, object]:
    """The policy; `*` stands for every Region and every account.

    A service has a statement of its own, so that one that is refused costs only the questions that need it.
    """
    partition = "aws" if region == "*" else partition_of(region).name
    resources: dict[str, set[str]] = {}
    for service, operation in _operations(tree):
        known = read_only(service, operation)
        if known.iam_action is not None:
            filled = (where.format(partition=partition, region=region, account=account) for where in known.resources)
            resources.setdefault(known.iam_action, set()).update(filled)
    statements: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for action in sorted(resources):
        service = action.partition(":")[0]
        statements.setdefault((service, _without_covered(resources[action])), []).append(action)
    numbers = Counter[str]()
    written = []
    for (service, where), actions in statements.items():
        numbers[service] += 1
        number = "" if numbers[service] == 1 else str(numbers[service])
        sid = f"Read{service.capitalize()}{number}"
        written.append({"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": list(where)})
    return {"Version": "2012-10-17", "Statement": written}


def _operations(tree: DecisionGraph) -> tuple[tuple[str, str], ...]:
    used = {
        call
        for node in tree.nodes.values()
        if isinstance(node, Decision) and node.probe is not None
        for call in probes.named(node.probe).CALLS
    }
    return tuple((service, operation) for service, _, operation in (call.partition(".") for call in sorted(used)))


def _without_covered(patterns: set[str]) -> tuple[str, ...]:
    """The patterns in order, without those that another, ending in `*`, covers."""
    if "*" in patterns:
        return ("*",)
    prefixes = [pattern[:-1] for pattern in patterns if pattern.endswith("*")]
    return tuple(
        sorted(
            pattern
            for pattern in patterns
            if not any(pattern.startswith(prefix) and pattern != f"{prefix}*" for prefix in prefixes)
        )
    )
