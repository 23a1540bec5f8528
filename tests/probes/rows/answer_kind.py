from gatewise.analysis.symptom import HTTP_ERRORS
from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    *(Row(symptom, {"symptom": symptom}, symptom) for symptom in sorted(HTTP_ERRORS)),
    Row("what it means is shown", {"symptom": "too_large", "error_meaning": "http.431"}, "too_large", shows="http.431"),
    Row("no HTTP error", {"symptom": "timeout"}, None, because=Reason.MISSING_FACT),
    Row("nobody said which", {"symptom": "http_error"}, None, because=Reason.MISSING_FACT),
)
