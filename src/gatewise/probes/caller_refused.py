"""Who refuses the caller, read from the client's error. Asks nothing.

A 401 to a call that gatewise itself makes says nothing of the client's: gatewise sends no credentials.
"""

from gatewise.analysis.known import one
from gatewise.analysis.refused_caller import refused_caller
from gatewise.model import CLIENT, Facts
from gatewise.probes import Probing
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("unauthorized", "authorizer", "identity_policy", "organization", "api_key", "web_acl")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS: tuple[str, ...] = ()

_BY_MEANING = {
    "http.401": ("unauthorized", "The answer is 401: a token or another sign of identity is missing or not valid."),
    "http.403.authorizer_deny": ("authorizer", "The message is the one of a Lambda authorizer's policy."),
    "http.403.identity_policy_implicit_deny": ("identity_policy", "No identity-based policy of the caller allows it."),
    "http.403.identity_policy_explicit_deny": ("identity_policy", "An identity-based policy of the caller denies it."),
    "http.403.organization_deny": ("organization", "The message names a policy set over the caller or the account."),
    "http.403.api_key": ("api_key", "The message names the API key."),
    "http.403.waf": ("web_acl", "The message names AWS WAF."),
}


def probe(facts: Facts) -> Probing:
    """Read the fact `error_meaning`."""
    yield from ()
    message, meaning = one(facts, "error_text"), one(facts, "error_meaning")
    if meaning not in _BY_MEANING:
        cure = "Make the call on the client with its own credentials, and paste the whole answer: --error."
        return untold(not_known("What the client's own call is answered with is not known.", cure))
    answer, said = _BY_MEANING[meaning]
    caller = refused_caller(message)
    named = {} if caller is None else {"caller_arn": caller.arn, "caller_account": caller.account}
    return told(answer, evidence(said, message, CLIENT), **named, caller_role=caller.role if caller else "")
