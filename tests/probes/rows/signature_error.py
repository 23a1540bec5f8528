from gatewise.model import Reason
from tests.probes.driver import Row

MISMATCH = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access"
SCOPED = "Credential should be scoped to a valid region, not 'eu-west-1'. "
LATE = "Signature expired: 20261122T100000Z is now earlier than 20261122T101500Z (20261122T102000Z - 5 min.)"
INVALID = "http.403.invalid_signature"

ROWS = (
    Row("another signature", {"error_text": MISMATCH, "error_meaning": INVALID}, "mismatch", shows="calculates"),
    Row("another Region", {"error_text": SCOPED, "error_meaning": INVALID}, "mismatch", shows="Region eu-west-1"),
    Row(
        "the host that arrived",
        {"error_text": f"{MISMATCH}\\nhost:vpce-0a.execute-api.eu-west-3.vpce.amazonaws.com\\n"},
        "mismatch",
        shows="Host vpce-0a.execute-api",
    ),
    Row(
        "another service", {"error_text": "Credential should be scoped to correct service: 'execute-api'."}, "mismatch"
    ),
    Row("a clock that is slow", {"error_text": LATE, "error_meaning": INVALID}, "expired", shows="20261122T100000Z is"),
    Row("a clock that is fast", {"error_text": "Signature not yet current: 2 is still later than 1"}, "expired"),
    Row("an expired token", {"error_meaning": "http.403.expired_token"}, "expired"),
    Row("an unknown token", {"error_meaning": "http.403.invalid_token"}, "token"),
    Row("the header alone", {"error_text": "403", "error_meaning": INVALID}, None, because=Reason.AMBIGUOUS),
    Row("nothing pasted", {}, None, because=Reason.MISSING_FACT),
)
