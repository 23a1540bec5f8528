"""Whether the caller that the refusal names is of the API's own account.

Then either side may allow it, else both must:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.refused_caller import refused_caller
from gatewise.model import Facts, NotSeen
from gatewise.probes import Probing, _api_owner
from gatewise.probes._api_owner import owner_of
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("same_account", "other_account")
NEEDS = ("api_id",)
ESTABLISHES = dict.fromkeys(ANSWERS, ("caller_arn", "caller_account"))
CALLS = _api_owner.CALLS


def probe(facts: Facts) -> Probing:
    """Compare the account in the caller's ARN with the one that has the API."""
    caller = refused_caller(one(facts, "error_text"))
    if caller is None:
        return untold(not_known("The caller's ARN is not known.", "Paste the whole message: it names the caller."))
    named = {"caller_arn": caller.arn, "caller_account": caller.account, "caller_role": caller.role}
    account = yield from owner_of(facts)
    if isinstance(account, NotSeen):
        if not caller.surely_elsewhere:
            return untold(account, **named)
        shown = evidence(f"The caller is of account {caller.account}; the API's account ends in {caller.owner[-4:]}.")
        return told("other_account", shown, **named)
    shown = evidence(f"The caller {caller.arn} is of account {caller.account}, and the API of {account}.")
    side = "same_account" if caller.account == account else "other_account"
    return told(side, shown, **named, account_id=account)
