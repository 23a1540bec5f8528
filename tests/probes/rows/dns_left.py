from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("match", {"dns": "match"}, "not_broken"),
    Row("a fault that was found and passed by", {"dns": "explained"}, "not_broken"),
    *(Row(seen, {"dns": seen}, "broken") for seen in ("public", "no_name", "different")),
    Row("nobody looked", {}, None, because=Reason.MISSING_FACT),
)
