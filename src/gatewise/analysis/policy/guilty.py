"""A condition that keeps a call out, and what can be asked of it."""

from dataclasses import dataclass, replace

from gatewise.analysis.policy.changes import Change, ConditionChange
from gatewise.analysis.policy.conditions import holds
from gatewise.analysis.policy.document import Condition, Policy, Statement
from gatewise.analysis.policy.mistake import Around, Kind, Mistake
from gatewise.analysis.policy.request import Missing, Request
from gatewise.analysis.policy.truth import Truth

OPPOSITES = {
    "StringEquals": "StringNotEquals",
    "StringEqualsIgnoreCase": "StringNotEqualsIgnoreCase",
    "StringLike": "StringNotLike",
    "ArnEquals": "ArnNotEquals",
    "ArnLike": "ArnNotLike",
    "IpAddress": "NotIpAddress",
}
"""Each operator that lists whom it is about, and the one that lists whom it is not about."""
NEGATED = {negated: plain for plain, negated in OPPOSITES.items()}
NETWORK_KEYS = frozenset({"aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"})
"""The keys that say where a call comes from, in lower case."""


@dataclass(frozen=True, slots=True)
class Guilty:
    """A condition of a Deny that applies, or one that keeps an Allow from applying."""

    condition: Condition
    statement: Statement
    policy: Policy
    request: Request
    around: Around

    @property
    def key(self) -> str:
        """In lower case, as keys ignore it."""
        return self.condition.key.lower()

    @property
    def had(self) -> str | None:
        """The request's one value of the key."""
        value = self.request.value(self.condition.key)
        return value if isinstance(value, str) else None

    @property
    def absent(self) -> bool:
        """Whether the request surely lacks the key."""
        return self.request.value(self.condition.key) is Missing.ABSENT

    @property
    def operator(self) -> str:
        """Without set operator and IfExists."""
        return self.condition.operator.rpartition(":")[2].removesuffix("IfExists")

    @property
    def lists_callers(self) -> bool:
        """Whether the condition lists whom to let in: an Allow's positive operator, or a Deny's negated one."""
        return (self.operator in OPPOSITES) if self.statement.effect == "Allow" else (self.operator in NEGATED)

    def would_hold(self, condition: Condition, *, variables: bool | None = None) -> Truth:
        """Whether another condition in its place would hold."""
        known = self.policy.has_variables if variables is None else variables
        return holds(condition, self.request, variables=known)

    def lets_in(self, condition: Condition) -> bool:
        """Whether this condition in its place would no longer keep the call out."""
        return self.would_hold(condition) is (Truth.TRUE if self.statement.effect == "Allow" else Truth.FALSE)

    def becomes(self, **new: str | tuple[str, ...]) -> ConditionChange:
        """The condition with another operator, key or values."""
        return ConditionChange(self.statement.index, self.condition, replace(self.condition, **new))  # type: ignore[arg-type]

    def with_value(self, value: str, *, instead_of: str = "") -> ConditionChange:
        """The condition with one more value, or with one in place of another."""
        values = self.condition.values
        if instead_of in values:
            return self.becomes(values=tuple(value if each == instead_of else each for each in values))
        return self.becomes(values=(*values, value))

    def mistake(self, kind: Kind, cause: str, sentence: str, right: str, change: Change | None = None) -> Mistake:
        """The mistake, placed."""
        name = self.statement.name
        return Mistake(
            kind,
            cause,
            self.statement.index,
            self.statement.sid,
            f"{name[0].upper()}{name[1:]}: {sentence}",
            right,
            change,
            self.condition.operator,
            self.condition.key,
        )
