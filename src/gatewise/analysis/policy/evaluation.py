"""The verdict of one policy on one call, with the elements of the statements that brought it about.

Order: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from gatewise.analysis.policy.conditions import holds
from gatewise.analysis.policy.document import Condition, Policy, Statement
from gatewise.analysis.policy.elements import action_matches, principal_matches, resource_matches
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.truth import Truth, all_of


class Result(StrEnum):
    """What the policy says to the call."""

    ALLOWED = "ALLOWED"
    IMPLICIT_DENY = "IMPLICIT_DENY"
    """No Allow applies."""
    EXPLICIT_DENY = "EXPLICIT_DENY"
    """A Deny applies."""
    UNKNOWN = "UNKNOWN"
    """What is not known decides it."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a statement against the request."""

    name: Literal["principal", "action", "resource", "condition"]
    matched: Truth
    """Whether it lets the statement apply; of a Not… element too."""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """One statement against the request."""

    statement: Statement
    elements: tuple[Element, ...]

    @property
    def applies(self) -> Truth:
        """Whether the whole statement applies."""
        return all_of(element.matched for element in self.elements)

    @property
    def mismatches(self) -> tuple[Element, ...]:
        """The elements that keep the statement from applying."""
        return tuple(element for element in self.elements if element.matched is Truth.FALSE)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The verdict, and each statement's part in it."""

    result: Result
    applied: tuple[Applied, ...]

    @property
    def decisive(self) -> tuple[Applied, ...]:
        """The statements that brought the result about: matching Denies, or Allows, or those left unknown."""
        match self.result:
            case Result.EXPLICIT_DENY:
                return self._those("Deny", Truth.TRUE)
            case Result.ALLOWED:
                return self._those("Allow", Truth.TRUE)
            case Result.UNKNOWN:
                return self._those("Deny", Truth.UNKNOWN) or self._those("Allow", Truth.UNKNOWN)
            case Result.IMPLICIT_DENY:
                return ()

    @property
    def denied_either_way(self) -> bool:
        """Whether the call is denied although it is unknown how: no Allow applies, a Deny may."""
        return self.result is Result.UNKNOWN and all(
            part.applies is Truth.FALSE for part in self.applied if part.statement.effect == "Allow"
        )

    def _those(self, effect: Literal["Allow", "Deny"], applies: Truth) -> tuple[Applied, ...]:
        return tuple(part for part in self.applied if part.statement.effect == effect and part.applies is applies)


def evaluate(policy: Policy, request: Request) -> Evaluation:
    """Judge one call by one policy alone: any Deny that applies wins, else any Allow, else it is denied."""
    applied = tuple(_applied(statement, policy, request) for statement in policy.statements)
    denies = {part.applies for part in applied if part.statement.effect == "Deny"}
    allows = {part.applies for part in applied if part.statement.effect == "Allow"}
    if Truth.TRUE in denies:
        result = Result.EXPLICIT_DENY
    elif Truth.UNKNOWN in denies:
        result = Result.UNKNOWN
    elif Truth.TRUE in allows:
        result = Result.ALLOWED
    else:
        result = Result.UNKNOWN if Truth.UNKNOWN in allows else Result.IMPLICIT_DENY
    return Evaluation(result, applied)


def _applied(statement: Statement, policy: Policy, request: Request) -> Applied:
    variables = policy.has_variables
    conditions = (
        Element("condition", holds(condition, request, variables=variables), condition)
        for condition in statement.conditions
    )
    return Applied(
        statement,
        (
            Element("principal", principal_matches(statement, request)),
            Element("action", action_matches(statement, request)),
            Element("resource", resource_matches(statement, request, variables=variables)),
            *conditions,
        ),
    )
