from gatewise.model import Reason
from tests.probes.driver import Row

STOPPED = ("no_name", "timeout", "refused", "tls_error")
ANSWERED = ("forbidden", "not_authorized", "missing_token", "signature", "caller", "throttled")

ROWS = (
    *(Row(symptom, {"symptom": symptom}, "stopped_before") for symptom in STOPPED),
    *(Row(symptom, {"symptom": symptom}, "answered") for symptom in ANSWERED),
    Row("integration_error", {"symptom": "integration_error"}, "failed_behind"),
    Row("no_answer", {"symptom": "no_answer"}, "failed_behind"),
    Row("browser", {"symptom": "browser"}, None, because=Reason.MISSING_FACT),
    Row("nobody knows", {"symptom": "unknown"}, None, because=Reason.MISSING_FACT),
    Row("nothing said", {}, None, because=Reason.MISSING_FACT),
)
