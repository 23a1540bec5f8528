from gatewise.model import Reason
from tests.probes.driver import Row

STOPPED, ANSWERED = ("no_name", "timeout", "refused", "tls_error"), ("forbidden", "not_authorized", "missing_token")

ROWS = (
    *(Row(symptom, {"symptom": symptom}, "stopped_before") for symptom in STOPPED),
    *(Row(symptom, {"symptom": symptom}, "answered") for symptom in ANSWERED),
    Row("integration_error", {"symptom": "integration_error"}, "failed_behind"),
    Row("nobody knows", {"symptom": "unknown"}, None, because=Reason.MISSING_FACT),
    Row("nothing said", {}, None, because=Reason.MISSING_FACT),
)
