"""What a diagnosis would look at, decision by decision, found out without looking at anything."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from types import MappingProxyType

from gatewise import probes
from gatewise.accounts import Accounts, Side
from gatewise.graph import DecisionGraph
from gatewise.model import Facts
from gatewise.nodes import Decision
from gatewise.observation import AwsCall, DnsQuery, HttpsRequest, Observation, TcpConnect, TlsHandshake
from gatewise.observation.aws_operations import iam_action_for
from gatewise.observation.foreign_text import cleaned
from gatewise.observers.dry_run import DryRunObserver
from gatewise.opening import graph
from gatewise.probes import Probe
from gatewise.runner import Runner
from gatewise.session import Session

_HEAD = (
    "Dry run: nothing was looked at. A diagnosis may look at the following; all of it",
    "only reads. What is marked `from the client` is looked at only where this machine",
    "is the client (--here, or its addresses are the client's).",
)
_CLIENT_LOOKS = {DnsQuery: "DNS", TcpConnect: "TCP", TlsHandshake: "TLS", HttpsRequest: "HTTPS"}


@dataclass(frozen=True, slots=True)
class PlannedOperation:
    """One AWS operation that a decision may call."""

    operation: str
    """`service.operation`, in boto3's spelling."""
    iam_action: str | None
    """None when it needs no permission."""


@dataclass(frozen=True, slots=True)
class PlannedLook:
    """One observation that is already known to be made."""

    seen_from: str
    """`aws_api` or `client`."""
    command: str
    """What a person would run for the same reply."""
    account: str | None
    """Of two accounts the one that is asked, `api` or `endpoint`; null where they are not told apart."""


@dataclass(frozen=True, slots=True)
class PlannedDecision:
    """What answering one decision may look at."""

    node: str
    title: str
    operations: tuple[PlannedOperation, ...]
    client_looks: tuple[str, ...]
    """Of DNS, TCP, TLS and HTTPS, those it makes from the client."""
    first: tuple[PlannedLook, ...]
    """What it looks at first, as far as that is known; later looks follow from the replies."""
    waits_for: tuple[str, ...]
    """Facts it can't begin without, which earlier answers establish."""


def planned(facts: Facts, accounts: Accounts | None = None) -> tuple[PlannedDecision, ...]:
    """The decisions that look at something, in the order of the graph. Makes no connection.

    What is only looked at where this machine is the client is among it, as if it were.
    """
    tree = graph()
    known = MappingProxyType({**facts, "client_is_here": "yes"})
    session = Session(tree, known, accounts=accounts or Accounts())
    return tuple(
        plan
        for name in tree.order
        if isinstance(node := tree.nodes[name], Decision) and node.probe is not None
        if (plan := _decision(session, name, node, probes.named(node.probe))) is not None
    )


def _decision(session: Session, name: str, node: Decision, probe: Probe) -> PlannedDecision | None:
    runner = Runner(DryRunObserver())
    try:
        asked = [call.observation for call in runner.read(session, name).calls]
    finally:
        runner.close()
    kinds = {*map(type, asked), *(value for value in vars(probe).values() if isinstance(value, type))}
    looks = tuple(title for kind, title in _CLIENT_LOOKS.items() if kind in kinds)
    if not (probe.CALLS or looks or asked):
        return None
    return PlannedDecision(
        name,
        cleaned(_title(session.graph, session.facts, node)),
        tuple(PlannedOperation(call, iam_action_for(*call.split("."))) for call in probe.CALLS),
        looks,
        tuple(PlannedLook(one.vantage.value, cleaned(one.command()), _account(one, session.accounts)) for one in asked),
        tuple(need for need in probe.NEEDS if not session.facts.get(need)),
    )


def as_text(plan: tuple[PlannedDecision, ...]) -> str:
    """The plan for reading."""
    actions = sorted({one.iam_action for decision in plan for one in decision.operations if one.iam_action})
    lines = [*_HEAD, ""]
    for decision in plan:
        lines += [*_lines(decision), ""]
    lines += ["IAM actions, together (`gatewise permissions` prints the policy)", *(f"  {one}" for one in actions)]
    return "\n".join(lines) + "\n"


def as_json(plan: tuple[PlannedDecision, ...]) -> str:
    """The plan for programs."""
    return json.dumps({"schema_version": "1", "dry_run": [asdict(decision) for decision in plan]}, indent=2) + "\n"


def _lines(decision: PlannedDecision) -> Iterator[str]:
    yield f"{decision.node}: {decision.title}"
    for one in decision.operations:
        yield f"  {one.operation}  ({one.iam_action or 'needs no permission'})"
    if decision.client_looks:
        yield f"  from the client: {', '.join(decision.client_looks)}"
    for look in decision.first:
        lines = look.command.splitlines()
        yield from (f"    {line}" for line in lines[:-1])
        yield f"    {lines[-1]}" + (f"   # in {Side(look.account).whose}" if look.account else "")
    if decision.waits_for:
        yield f"  waits for: {', '.join(decision.waits_for)}"


def _account(look: Observation, accounts: Accounts) -> str | None:
    return look.account.value if accounts.separate and isinstance(look, AwsCall) else None


def _title(tree: DecisionGraph, facts: Facts, node: Decision) -> str:
    from gatewise.wording import prose

    return prose(node.title, facts, tree.titles)
