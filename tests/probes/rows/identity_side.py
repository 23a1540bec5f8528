from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, NOT_FOUND, Replies, Row
from tests.probes.world import ACCOUNT, API, rest_api

OTHER = "111122223333"


def refused(account: str, owner: str) -> Facts:
    user = f"arn:aws:sts::{account}:assumed-role/orders-client/session"
    resource = f"arn:aws:execute-api:eu-west-3:{owner}:{API}/prod/GET/orders"
    said = f"User: {user} is not authorized to perform: execute-api:Invoke on resource: {resource} because no identity"
    return {"api_id": API, "error_text": said}


MASKED = f"********{ACCOUNT[-4:]}"
SAME_ENDING = f"99998888{ACCOUNT[-4:]}"
ASKED: Replies = {"aws apigateway get_rest_api": rest_api(), "aws sts get_caller_identity": {"Account": ACCOUNT}}
IDENTITY = "aws sts get_caller_identity"

ROWS = (
    Row("another account", refused(OTHER, MASKED), "other_account", ASKED, established={"account_id": ACCOUNT}),
    Row("other digits", refused(OTHER, MASKED), "other_account", established={"caller_account": OTHER}),
    Row("the account is known", {**refused(ACCOUNT, MASKED), "account_id": ACCOUNT}, "same_account"),
    Row("the account is asked", refused(ACCOUNT, MASKED), "same_account", ASKED, established={"account_id": ACCOUNT}),
    Row("only the last digits agree", refused(SAME_ENDING, MASKED), "other_account", ASKED),
    Row("the message shows no account", refused(ACCOUNT, "x"), "same_account", ASKED),
    Row(
        "the API is not in the account that is asked",
        refused(ACCOUNT, MASKED),
        None,
        {**ASKED, "aws apigateway get_rest_api": NOT_FOUND},
        because=Reason.FAILED,
    ),
    Row("denied", refused(ACCOUNT, MASKED), None, {**ASKED, IDENTITY: DENIED}, because=Reason.ACCESS_DENIED),
    Row("no name", refused(ACCOUNT, MASKED), None, {**ASKED, IDENTITY: {"Arn": "x"}}, because=Reason.MISSING_FACT),
    Row("no caller is named", {"api_id": API, "error_text": "403"}, None, because=Reason.MISSING_FACT),
)
