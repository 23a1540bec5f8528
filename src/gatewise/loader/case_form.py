"""What a case file says, typed. The JSON Schema for editors is made from these."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from gatewise.model import Reason
from gatewise.nodes import FormatVersion, Identifier, Prose, TreeText

CaseName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class Recorded(TreeText):
    """What one observation saw, or why it saw nothing."""

    meaning: Prose | None = None
    """A word of the closed vocabulary; `aws.ok` where an AWS call says none."""
    data: Annotated[dict[str, JsonValue], Field(default_factory=dict)]
    """The reply's data. Plain true, false, null and whole numbers of up to 10 digits are JSON's; all else is text."""
    not_seen: Reason | None = None
    """Why there is no reply, in place of `meaning` and `data`."""
    detail: Prose | None = None
    """What happened, in one sentence; only with `not_seen`."""
    cure: Prose | None = None
    """What the person can do about it, in one sentence; only with `not_seen`."""
    missing_action: Prose | None = None
    """The IAM action that was denied; only with `not_seen`."""


class PatchOperation(TreeText):
    """One RFC 6902 operation on the data of a reply."""

    reply: Prose
    """The reply's key."""
    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str
    """A JSON pointer into the data: `/SecurityGroups/1/IpPermissions`."""
    source: Annotated[str | None, Field(alias="from")] = None
    """A JSON pointer; only for `move` and `copy`."""
    value: JsonValue = None
    """Typed as `data` is; for `add`, `replace` and `test`."""


class Expectation(TreeText):
    """Where a diagnosis of the case must come to."""

    finding: Identifier
    """The first finding."""
    every: Annotated[tuple[Identifier, ...], Field(alias="all")] = ()
    """Every fault on the path in order, when the walk goes on behind each as if it were fixed."""


class CaseFile(TreeText):
    """A case: a saved set of replies, with or without the finding it should reach."""

    gatewise_case: FormatVersion
    """The version of the format."""
    title: Prose
    """One line, for the list of cases."""
    story: Prose | None = None
    """Two or three sentences that set the scene."""
    based_on: CaseName | None = None
    """The case that this one differs from, by its file's name without `.yaml`."""
    facts: Annotated[dict[Identifier, str | tuple[Prose, ...]], Field(default_factory=dict)]
    """Target fields; merged over those of the base. An empty text takes one away."""
    replies: Annotated[dict[str, Recorded | None], Field(default_factory=dict)]
    """By observation key; each replaces the base's reply to the same observation, and `null` takes it away."""
    patch: tuple[PatchOperation, ...] = ()
    """Changes to the data of replies, in order, after `replies`."""
    answers: Annotated[dict[Identifier, Identifier], Field(default_factory=dict)]
    """What the person of the case answers where no probe can tell; merged over those of the base."""
    expect: Expectation | None = None
