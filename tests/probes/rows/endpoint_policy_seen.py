from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("the message names it", {"api_answer": "endpoint_policy"}, "refused"),
    Row("so does the pasted error", {"error_meaning": "http.403.vpce_policy_implicit_deny"}, "refused"),
    Row("another policy", {"api_answer": "resource_policy"}, "passed"),
    Row(
        "the last answer counts",
        {"api_answer": "resource_policy", "error_meaning": "http.403.vpce_policy_implicit_deny"},
        "passed",
    ),
    Row("no policy is named", {"api_answer": "not_authorized"}, None, because=Reason.MISSING_FACT),
    Row("nobody has seen it", {}, None, because=Reason.MISSING_FACT),
)
