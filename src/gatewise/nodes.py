"""What a tree file says: decisions, actions and findings, typed. The JSON Schema for editors is made from these."""

import re
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from gatewise.model import Layer, Verdict
from gatewise.wording import placeholders

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Command = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
FILE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.yaml")
FileName = Annotated[str, StringConstraints(pattern=f"^{FILE_NAME.pattern}$")]
FormatVersion = Annotated[Literal[1], BeforeValidator(lambda version: 1 if version == "1" else version)]
"""Written `1`; read as text, like every scalar."""


class TreeText(BaseModel):
    """A frozen part of a tree file; an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(TreeText):
    """Where a statement comes from."""

    title: Prose
    url: Annotated[str, StringConstraints(pattern=r"^https://")]


class Check(TreeText):
    """How a person finds the answer without a probe."""

    steps: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What to look at, in order: the console path, what to compare."""
    commands: tuple[Command, ...] = ()
    """Shell commands with `{fact}` placeholders; each runs as printed."""


class Answer(TreeText):
    """One edge of the graph."""

    label: Prose
    """What the person picks, in a few words."""
    to: Identifier
    """The node this answer leads to."""
    rules_out: Prose
    """What this answer excludes, in one sentence."""
    asks: tuple[Identifier, ...] = ()
    """Facts to ask the person for when they give this answer by hand; each may stay open."""
    sets: dict[Identifier, Prose] = {}
    """Facts this answer establishes by itself, whoever gives it."""


class Cost(TreeText):
    """What answering takes, in seconds."""

    human: Annotated[int, Field(ge=1)]
    probe: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None


class Decision(TreeText):
    """A question with a closed set of answers."""

    kind: Literal["decision"]
    layer: Layer
    title: Prose
    """A few words, for the trail."""
    question: Prose
    why: Prose
    """Why it is asked."""
    check: Check
    """How to find out by hand."""
    vantage: Literal["client", "api", "person"]
    """Who can see the answer: the client, an AWS API, or the person from memory and judgement."""
    probe: Identifier | None = None
    fresh: bool = False
    """Whether the probe looks again, instead of using replies that are already there."""
    ahead: bool = True
    """Whether its probe may look while the person is at an earlier question; false where few walks come."""
    answers: Annotated[dict[Identifier, Answer], Field(min_length=2)]
    cost: Cost
    sources: tuple[Source, ...] = ()


class Action(TreeText):
    """Something to do before the walk goes on."""

    kind: Literal["action"]
    layer: Layer
    title: Prose
    todo: Prose
    """What to do and why."""
    commands: tuple[Command, ...] = ()
    console: tuple[Prose, ...] = ()
    risk: Prose
    undo: tuple[Prose, ...] = ()
    to: Identifier
    """Where the walk goes on once it is done."""
    skip_to: Identifier
    """Where it goes on when the person leaves it out, or nobody is there to do it."""
    cost: Cost
    sources: tuple[Source, ...] = ()


class Refusal(TreeText):
    """What AWS may answer when it refuses one of the fix's commands."""

    says: Prose
    """A part of the message, as AWS writes it; where its words are not documented, what it is about."""
    finding: Identifier
    """The finding that explains it."""


class Fix(TreeText):
    """What to change, in the forms people apply it."""

    cli: Annotated[tuple[Command, ...], Field(min_length=1)]
    """Shell commands that run as printed, in order."""
    console: Annotated[tuple[Prose, ...], Field(min_length=1)]
    terraform: Prose
    cloudformation: Prose | None = None
    risk: Prose
    """What else the change touches; said first."""
    undo: Annotated[tuple[Command, ...], Field(min_length=1)]
    """Commands (or `# words`, where there is nothing to run) that take the change back."""
    redeploy: Literal["yes", "no"]
    """Whether the API must be deployed again for the change to take effect."""
    verify: Prose
    """How to see that it worked."""
    refusals: tuple[Refusal, ...] = ()
    """Messages with which AWS may refuse the commands, each with the finding that explains it."""


class Finding(TreeText):
    """The end of a route."""

    kind: Literal["finding"]
    layer: Layer
    verdict: Verdict
    cause: Slug | None = None
    """The slug in the failure taxonomy; a fault names one."""
    title: Prose
    explanation: Prose
    fix: Fix | None = None
    """A fault has one."""
    next_steps: tuple[Prose, ...] = ()
    """For a finding that is no fault: which evidence would decide, or where to look."""
    retest: Identifier | None = None
    """The decision to repeat with fresh replies once the fix is applied."""
    then: Identifier | None = None
    """Where the walk goes on as if this were fixed."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


Node = Annotated[Decision | Action | Finding, Field(discriminator="kind")]


class FactKind(TreeText):
    """A named value that wording may use."""

    title: Prose
    """What it is, in a few words."""
    example: Prose
    pattern: str | None = None
    """A regular expression that every value matches as a whole."""
    where: Prose
    """Where a person finds it."""
    given: bool = False
    """True for a target field: known from the start, or open until somebody fills it in."""


class LayerFile(TreeText):
    """One layer's decisions, actions and findings."""

    nodes: dict[Identifier, Node]


class TreeFile(TreeText):
    """`tree.yaml`: what the tree is for, where it starts, and the files that belong to it."""

    gatewise_tree: FormatVersion
    """The version of the format."""
    title: Prose
    summary: Prose
    start: Identifier
    files: Annotated[tuple[FileName, ...], Field(min_length=1)]
    """The layer files of this folder, in the order of the walk."""
    facts: dict[Identifier, FactKind]
    """The catalogue of facts that wording may use."""


def wording_of(node: Decision | Action | Finding) -> tuple[str, ...]:
    """Every text of the node that may hold placeholders."""
    match node:
        case Decision():
            answers = [text for answer in node.answers.values() for text in (answer.label, answer.rules_out)]
            return (node.title, node.question, node.why, *node.check.steps, *node.check.commands, *answers)
        case Action():
            return (node.title, node.todo, *node.commands, *node.console, node.risk, *node.undo)
        case Finding():
            fix = node.fix
            fixing: tuple[str, ...] = ()
            if fix is not None:
                iac = (fix.terraform, fix.cloudformation or "")
                says = [refusal.says for refusal in fix.refusals]
                fixing = (*fix.cli, *fix.console, *iac, fix.risk, *fix.undo, fix.verify, *says)
            return (node.title, node.explanation, *fixing, *node.next_steps)


def facts_needed(node: Decision | Action | Finding) -> frozenset[str]:
    """The facts the node's wording uses."""
    return frozenset().union(*(placeholders(text) for text in wording_of(node)))
