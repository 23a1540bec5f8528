"""What a report says, whatever its format: wording filled in, foreign text cleaned, in an order that never varies.

The values here are the JSON report's shape, field by field; `diagnosis.schema.json` describes them.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

PlainFact: TypeAlias = str | list[str]


@dataclass(frozen=True, slots=True)
class Tree:
    """Which decision graph was walked."""

    name: str
    digest: str
    """Of the tree's files: equal digests are the same questions."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing an answer rests on."""

    summary: str
    detail: str
    seen_from: str
    """`aws_api`, `client`, `this_machine` or `person`."""


@dataclass(frozen=True, slots=True)
class ShownRefusal:
    """What AWS may answer when it refuses one of the fix's commands."""

    says: str
    """A part of the message."""
    id: str
    """The finding that explains it."""
    title: str


@dataclass(frozen=True, slots=True)
class ShownFix:
    """What to change; commands run as printed."""

    risk: str
    cli: tuple[str, ...]
    console: tuple[str, ...]
    terraform: str
    cloudformation: str | None
    undo: tuple[str, ...]
    redeploy: bool
    """Whether the API must be deployed again for the change to take effect."""
    verify: str
    refusals: tuple[ShownRefusal, ...]


@dataclass(frozen=True, slots=True)
class ShownSource:
    """Where a statement comes from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding on the path."""

    id: str
    cause: str | None
    layer: str
    verdict: str
    title: str
    explanation: str
    evidence: tuple[Seen, ...]
    """What the deciding answer rests on."""
    fix: ShownFix | None
    next_steps: tuple[str, ...]
    sources: tuple[ShownSource, ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One node that the walk passed."""

    node: str
    kind: Literal["decision", "action", "finding"]
    layer: str
    title: str
    question: str
    """Of an action: what was to do. Of a finding that was continued past: its title again."""
    answer: str
    """The answer's id; `done` or `skipped` behind an action, `fixed` behind a finding."""
    label: str
    """The answer in words."""
    given_by: str | None
    """`probe`, `pasted`, `person` or `recorded`; `nobody` where it was not asked; null behind a finding."""
    note: str
    evidence: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A finding that is still possible."""

    id: str
    cause: str | None
    layer: str
    title: str


@dataclass(frozen=True, slots=True)
class LeftBehindBy:
    """The answer behind which a finding can't be reached any more."""

    node: str
    answer: str
    why: str
    """What the answer excludes, in the tree's words; empty behind an action."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A finding that the walk has left behind, and where."""

    id: str
    cause: str | None
    layer: str
    title: str
    by: LeftBehindBy


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a person can give."""

    answer: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question that nobody could answer."""

    node: str
    title: str
    question: str
    reason: str
    """A word of `gatewise.model.Reason`."""
    detail: str
    cure: str
    missing_action: str | None
    evidence: tuple[Seen, ...]
    commands: tuple[str, ...]
    """What to run elsewhere to find the answer."""
    accounts: tuple[str, ...]
    """Of `api` and `endpoint` those whose account the commands ask, where that is why it could not be read."""
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ShownCall:
    """One look at the world."""

    key: str
    command: str
    """What a person would run for the same reply."""
    meaning: str | None
    """The reply's word; null when there is no reply."""
    reason: str | None
    """Why there is no reply; null when there is one."""
    detail: str
    seconds: float | None
    """How long it took; null in a recorded case."""
    seen_from: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One diagnosis, fit to be written in any format."""

    schema_version: str
    gatewise_version: str
    tree: Tree
    mode: str
    """`live`, `recorded` or `offline`."""
    case: str | None
    verdict: str
    exit_code: int
    stopped: bool
    """Whether the walk was cut short."""
    stands_at: str
    """The node where the walk stands: its last finding, or what it was asking when it was cut short."""
    target: dict[str, PlainFact]
    findings: tuple[ShownFinding, ...]
    trail: tuple[ShownStep, ...]
    suspects: tuple[Suspect, ...]
    discarded: tuple[LeftBehind, ...]
    """Findings that an answer ruled out."""
    passed_over: tuple[LeftBehind, ...]
    """Findings left behind because a question stayed open or an action was left out: not ruled out, not found."""
    behind: tuple[Suspect, ...]
    """Findings that lie behind the last one: not looked at yet."""
    open_questions: tuple[ShownQuestion, ...]
    missing_actions: tuple[str, ...]
    calls: tuple[ShownCall, ...]
    finished_at: str | None
    """In UTC; null in a recorded case, whose report is the same every time."""
