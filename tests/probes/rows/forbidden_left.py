from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("forbidden", {"api_answer": "forbidden"}, "forbidden"),
    Row("a token is missing", {"api_answer": "missing_token"}, "other"),
    Row("nobody looked", {"symptom": "forbidden"}, None, because=Reason.MISSING_FACT),
)
