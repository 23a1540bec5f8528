"""The named mistakes of a policy that have their part in one call being denied.

A mistake is told only if the call would fare better without it: of a Deny that applies, when its correction keeps it
from applying; of an Allow, when no Allow applies and all that keeps this one from applying are mistakes.
"""

from collections.abc import Sequence

from gatewise.analysis.policy.changes import Document, changed
from gatewise.analysis.policy.condition_mistakes import RULES
from gatewise.analysis.policy.document import Condition, Policy, policy_from
from gatewise.analysis.policy.evaluation import Applied, Element, Result, evaluate
from gatewise.analysis.policy.guilty import Guilty
from gatewise.analysis.policy.mistake import Around, Kind, Mistake
from gatewise.analysis.policy.principal_mistakes import principal_mistakes
from gatewise.analysis.policy.request import Request
from gatewise.analysis.policy.resource_mistakes import action_mistakes, resource_mistakes
from gatewise.analysis.policy.truth import Truth


def mistakes_in(document: Document, request: Request, around: Around) -> tuple[Mistake, ...]:
    """What is wrong with the policy for this call, in the document's order; nothing if the call is not surely denied.

    Raises:
        PolicyMistake: the document is no policy.
    """
    policy = policy_from(document)
    evaluation = evaluate(policy, request)
    if evaluation.result not in {Result.EXPLICIT_DENY, Result.IMPLICIT_DENY}:
        return ()
    denies = [part for part in evaluation.applied if part.statement.effect == "Deny"]
    allows = [part for part in evaluation.applied if part.statement.effect == "Allow"]
    found: list[Mistake] = []
    for part in denies:
        if part.applies is Truth.TRUE:
            found += _of_deny(part, document, policy, request, around)
    if all(part.applies is Truth.FALSE for part in allows):
        for part in allows:
            found += _of_allow(part, document, policy, request, around)
        if not allows:
            found.append(_no_allow(around))
    return tuple(sorted(found, key=lambda mistake: -1 if mistake.statement is None else mistake.statement))


def _of_deny(part: Applied, document: Document, policy: Policy, request: Request, around: Around) -> list[Mistake]:
    found = principal_mistakes(part.statement, request, around, _denied(around, "explicit"))
    for element in part.elements:
        if element.condition is not None:
            found += _of_condition(element.condition, part, policy, request, around)
    return [one for one in found if one.change is None or _applies(document, [one], part, request) is Truth.FALSE]


def _of_allow(part: Applied, document: Document, policy: Policy, request: Request, around: Around) -> list[Mistake]:
    explained: list[Mistake] = []
    for element in part.mismatches:
        of_element = _of_element(element, part, policy, request, around)
        if not of_element:
            return []
        explained.append(of_element[0])
    if any(one.change is None for one in explained):
        return explained
    return explained if _applies(document, explained, part, request) is Truth.TRUE else []


def _of_element(element: Element, part: Applied, policy: Policy, request: Request, around: Around) -> list[Mistake]:
    slug = _denied(around, "implicit")
    if element.condition is not None:
        return _of_condition(element.condition, part, policy, request, around)
    match element.name:
        case "principal":
            return principal_mistakes(part.statement, request, around, slug)
        case "action":
            return action_mistakes(part.statement, request, slug)
        case _:
            return resource_mistakes(part.statement, request, around, variables=policy.has_variables)


def _of_condition(
    condition: Condition, part: Applied, policy: Policy, request: Request, around: Around
) -> list[Mistake]:
    guilty = Guilty(condition, part.statement, policy, request, around)
    for rule in RULES:
        mistake = rule(guilty)
        if mistake is not None:
            return [mistake]
    return []


def _applies(document: Document, corrected: Sequence[Mistake], part: Applied, request: Request) -> Truth:
    """Whether the statement applies once the mistakes are corrected."""
    changes = [mistake.change for mistake in corrected if mistake.change is not None]
    again = evaluate(policy_from(changed(document, changes)), request)
    return again.applied[part.statement.index].applies


def _no_allow(around: Around) -> Mistake:
    said = "The policy has no Allow, and what is not allowed is denied."
    right = "Add an Allow for the method, with a condition on aws:SourceVpce."
    return Mistake(Kind.NO_ALLOW, _denied(around, "implicit"), None, "", said, right)


def _denied(around: Around, how: str) -> str:
    return f"pol-vpce-{how}-deny" if around.kind == "vpce" else f"pol-resource-{how}-deny"
