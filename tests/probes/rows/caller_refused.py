from gatewise.model import Facts, Reason
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.rows.authorizer_kind import LAMBDA
from tests.probes.world import ACCOUNT, API, rest_api

CALLER = "arn:aws:sts::123456789012:assumed-role/orders-client/i-0c1"
SIGNED = f"User: {CALLER} is not authorized to perform: execute-api:Invoke on resource: x because no identity-based"


def said(meaning: str) -> Facts:
    return {"error_meaning": meaning, "error_text": "what the client was told"}


DENIED_BY_FUNCTION = {**said("http.403.authorizer_deny"), "api_id": API, "stage": "prod", "path": "/orders"}
ORGANIZATION = {**said("http.403.organization_deny"), "api_id": API}
OWNER: Replies = {"aws apigateway get_rest_api": rest_api(), "aws sts get_caller_identity": {"Account": ACCOUNT}}

ROWS = (
    Row("401", said("http.401"), "unauthorized"),
    Row("the authorizer's policy", said("http.403.authorizer_deny"), "authorizer"),
    Row(
        "the authorizer's policy, and its ids",
        DENIED_BY_FUNCTION,
        "authorizer",
        {**OWNER, **LAMBDA},
        established={"account_id": ACCOUNT, "authorizer_id": "ab12cd", "authorizer_function": "who"},
    ),
    Row("the ids can't be read", DENIED_BY_FUNCTION, "authorizer", {**OWNER, "aws apigateway get_export": DENIED}),
    Row(
        "the caller's own policy",
        {"error_meaning": "http.403.identity_policy_implicit_deny", "error_text": SIGNED},
        "identity_policy",
        established={"caller_arn": CALLER, "caller_account": "123456789012", "caller_role": "orders-client"},
    ),
    Row("the caller's own Deny", said("http.403.identity_policy_explicit_deny"), "identity_policy"),
    Row("the organization", ORGANIZATION, "organization", OWNER, established={"account_id": ACCOUNT}),
    Row("the organization, and no account", said("http.403.organization_deny"), "organization"),
    Row("the key", said("http.403.api_key"), "api_key"),
    Row("AWS WAF", said("http.403.waf"), "web_acl"),
    Row("another answer", said("http.403.forbidden"), None, because=Reason.MISSING_FACT),
    Row("401 to gatewise's own call", {"error_meaning": "http.401"}, None, because=Reason.MISSING_FACT),
    Row("nothing known", {}, None, because=Reason.MISSING_FACT),
)
