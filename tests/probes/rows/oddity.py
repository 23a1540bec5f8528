from gatewise.model import Reason
from gatewise.probes.oddity import ANSWERS
from tests.probes.driver import Row

ROWS = (
    *(Row(symptom, {"symptom": symptom}, symptom) for symptom in ANSWERS),
    Row(
        "the error is shown",
        {"symptom": "browser", "error_text": "blocked by CORS"},
        "browser",
        shows="blocked by CORS",
    ),
    Row("nobody said what", {"symptom": "other"}, None, because=Reason.MISSING_FACT),
)
