from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("the client saw no answer", {"symptom": "no_answer"}, "waited"),
    Row("the client saw an error", {"symptom": "integration_error"}, "not_waited"),
    Row("nobody knows", {"symptom": "unknown"}, None, because=Reason.MISSING_FACT),
    Row("nothing said", {}, None, because=Reason.MISSING_FACT),
)
