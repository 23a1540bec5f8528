from gatewise.model import Reason
from tests.probes.driver import DENIED, Replies, Row
from tests.probes.rows.authorizer_kind import LAMBDA
from tests.probes.world import ACCOUNT, API, rest_api

CALLER = "arn:aws:sts::123456789012:assumed-role/orders-client/i-0c1"
SIGNED = f"User: {CALLER} is not authorized to perform: execute-api:Invoke on resource: x because no identity-based"

DENIED_BY_FUNCTION = {"error_meaning": "http.403.authorizer_deny", "api_id": API, "stage": "prod", "path": "/orders"}
ORGANIZATION = {"error_meaning": "http.403.organization_deny", "api_id": API}
OWNER: Replies = {"aws apigateway get_rest_api": rest_api(), "aws sts get_caller_identity": {"Account": ACCOUNT}}

ROWS = (
    Row("401", {"error_meaning": "http.401"}, "unauthorized"),
    Row("the authorizer's policy", {"error_meaning": "http.403.authorizer_deny"}, "authorizer"),
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
    Row("the caller's own Deny", {"error_meaning": "http.403.identity_policy_explicit_deny"}, "identity_policy"),
    Row("the organization", ORGANIZATION, "organization", OWNER, established={"account_id": ACCOUNT}),
    Row("the organization, and no account", {"error_meaning": "http.403.organization_deny"}, "organization"),
    Row("the key", {"error_meaning": "http.403.api_key"}, "api_key"),
    Row("AWS WAF", {"error_meaning": "http.403.waf"}, "web_acl"),
    Row("another answer", {"error_meaning": "http.403.forbidden"}, None, because=Reason.MISSING_FACT),
    Row("nothing known", {}, None, because=Reason.MISSING_FACT),
)
