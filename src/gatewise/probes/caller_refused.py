"""Who refuses the caller, read from the client's error; and the ids that the repair needs, where AWS can be asked.

A 401 to a call that gatewise itself makes says nothing of the client's: gatewise sends no credentials.
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.refused_caller import refused_caller
from gatewise.model import CLIENT, Evidence, Fact, Facts, NotSeen
from gatewise.probes import Probing, _api_owner, _authorizer
from gatewise.probes._api_owner import owner_of
from gatewise.probes._asking import together
from gatewise.probes._authorizer import authorizer_of
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("unauthorized", "authorizer", "identity_policy", "organization", "api_key", "web_acl")
NEEDS: tuple[str, ...] = ()
ESTABLISHES: dict[str, tuple[str, ...]] = dict.fromkeys(ANSWERS, ())
CALLS = (*_api_owner.CALLS, *_authorizer.CALLS)

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
    """Read the fact `error_meaning`; what is asked of AWS only fills in the repair."""
    message, meaning = one(facts, "error_text"), one(facts, "error_meaning")
    if meaning not in _BY_MEANING or not message:
        cure = "Make the call on the client with its own credentials, and paste the whole answer: --error."
        return untold(not_known("What the client's own call is answered with is not known.", cure))
    answer, said = _BY_MEANING[meaning]
    shown: list[Evidence] = [evidence(said, message, CLIENT)]
    found: dict[str, Fact] = {}
    caller = refused_caller(message)
    if caller is not None:
        found = {"caller_arn": caller.arn, "caller_account": caller.account, "caller_role": caller.role}
    if answer == "organization":
        account = yield from owner_of(facts)
        found["account_id"] = "" if isinstance(account, NotSeen) else account
    elif answer == "authorizer" and one(facts, "api_id") and one(facts, "stage"):
        account, own = yield from together(owner_of(facts), authorizer_of(facts))
        found["account_id"] = "" if isinstance(account, NotSeen) else account
        if not isinstance(own, NotSeen):
            shown.append(own.shown)
            found |= own.facts
    return told(answer, *shown, **found)
