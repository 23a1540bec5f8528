"""Which account owns the API: the one that is asked, where the API is found in it.

https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
"""

from gatewise.analysis.known import one
from gatewise.analysis.shapes import text
from gatewise.model import Facts, NotSeen
from gatewise.observation import AwsCall
from gatewise.probes._asking import NOT_FOUND, Asking, ask_all, without_a_place
from gatewise.probes._readings import not_known

CALLS = ("apigateway.get_rest_api", "sts.get_caller_identity")
"""What finding the owner may ask for."""


def owner_of(facts: Facts) -> Asking[str | NotSeen]:
    """The account as it is known, else as AWS says it, or why it is not known."""
    if known := one(facts, "account_id"):
        return known
    if not one(facts, "api_id"):
        return _nobody()
    api = AwsCall.to("apigateway", "get_rest_api", restApiId=one(facts, "api_id"))
    found, identity = yield from ask_all((api, AwsCall.to("sts", "get_caller_identity")))
    if isinstance(found, NotSeen):
        return found
    if found.meaning == NOT_FOUND:
        return without_a_place(found)
    if isinstance(identity, NotSeen):
        return identity
    return text(identity.data, "Account") or _nobody()


def _nobody() -> NotSeen:
    return not_known("The API's account is not known.", "Look it up in the console, and give it as account_id.")
