from gatewise.model import Reason
from gatewise.probes.integration_line import ANSWERS
from tests.probes.driver import Row

ROWS = (
    *(Row(failure, {"log_failure": failure}, failure) for failure in ANSWERS),
    Row("no line was read", {}, None, because=Reason.MISSING_FACT),
    Row("a failure of another time", {"log_failure": "unheard_of"}, None, because=Reason.MISSING_FACT),
)
