from gatewise.model import Facts, Reason
from tests.probes.driver import NOT_THE_CLIENT, Row
from tests.probes.world import CALL, URL, answered

FORBIDDEN = {CALL: answered("http.403.forbidden", 403)}
FACTS: Facts = {"invoke_url": URL}

ROWS = (
    Row("it works now", {**FACTS, "error_meaning": "tcp.timeout"}, "works", {CALL: answered("http.200", 200)}),
    Row("the same", {**FACTS, "error_meaning": "http.403.forbidden"}, "same", FORBIDDEN),
    Row("the same as was chosen", {**FACTS, "symptom": "forbidden"}, "same", FORBIDDEN),
    Row(
        "another policy",
        {**FACTS, "error_meaning": "http.403.resource_policy_implicit_deny", "symptom": "not_authorized"},
        "changed",
        {CALL: answered("http.403.vpce_policy_implicit_deny", 403)},
    ),
    Row("other than was chosen", {**FACTS, "symptom": "timeout"}, "changed", FORBIDDEN),
    Row("nothing to compare with", {**FACTS, "symptom": "unknown"}, None, FORBIDDEN, because=Reason.MISSING_FACT),
    Row(
        "a pasted text is no fresh look",
        {**FACTS, "error_text": '{"message":"Forbidden"}', "error_meaning": "http.403.forbidden"},
        None,
        {CALL: NOT_THE_CLIENT},
        because=Reason.WRONG_VANTAGE,
    ),
    Row("a PUT is not repeated", {**FACTS, "method": "PUT"}, None, because=Reason.NEEDS_JUDGEMENT),
)
