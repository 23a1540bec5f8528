"""Deciding `execute-api:Invoke` from a policy document: pure, three-valued, and able to say which statement decided."""

from gatewise.analysis.policy.document import Condition, Policy, PolicyMistake, Statement, policy_from
from gatewise.analysis.policy.evaluation import Applied, Element, Evaluation, Result, evaluate
from gatewise.analysis.policy.request import Missing, Request
from gatewise.analysis.policy.truth import Truth

__all__ = [
    "Applied",
    "Condition",
    "Element",
    "Evaluation",
    "Missing",
    "Policy",
    "PolicyMistake",
    "Request",
    "Result",
    "Statement",
    "Truth",
    "evaluate",
    "policy_from",
]
