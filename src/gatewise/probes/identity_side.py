"""Whether the caller that the refusal names is of the API's own account.

Then either side may allow it, else both must:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.refused_caller import refused_caller
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes import Probing
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all, without_a_place
from gatewise.probes._readings import evidence, not_known, told, untold

ANSWERS = ("same_account", "other_account")
NEEDS = ("api_id",)
ESTABLISHES = dict.fromkeys(ANSWERS, ("caller_arn", "caller_account"))
CALLS = ("apigateway.get_rest_api", "sts.get_caller_identity")


def probe(facts: Facts) -> Probing:
    """Compare the account in the caller's ARN with the one that has the API."""
    caller = refused_caller(one(facts, "error_text"))
    if caller is None:
        why = not_known(
            "The caller's ARN is not known.", "Paste the whole message: it names the caller behind `User:`."
        )
        return untold(why)
    named = {"caller_arn": caller.arn, "caller_account": caller.account, "caller_role": caller.role}
    if caller.surely_elsewhere:
        shown = evidence(f"The caller is of account {caller.account}; the API's account ends in {caller.owner[-4:]}.")
        return told("other_account", shown, **named)
    account = one(facts, "account_id") or (yield from _owner(one(facts, "api_id")))
    if isinstance(account, NotSeen):
        return untold(account, **named)
    shown = evidence(f"The caller {caller.arn} is of account {caller.account}, and the API of {account}.")
    side = "same_account" if caller.account == account else "other_account"
    return told(side, shown, **named, account_id=account)


def _owner(api_id: str) -> Asking[str | NotSeen]:
    """The account that was asked, if it is the one that has the API."""
    api = AwsCall.to("apigateway", "get_rest_api", restApiId=api_id)
    found, identity = yield from ask_all((api, AwsCall.to("sts", "get_caller_identity")))
    if isinstance(found, NotSeen):
        return found
    if found.meaning == NOT_FOUND:
        return without_a_place(found)
    if isinstance(identity, NotSeen):
        return identity
    nobody = not_known("The API's account is not known.", "Look it up in the console, and give it as account_id.")
    return text(identity.data, "Account") or nobody
