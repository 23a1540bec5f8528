from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("all", {"tcp": "all"}, "not_broken"),
    Row("a fault that was found and passed by", {"tcp": "explained"}, "not_broken"),
    Row("some", {"tcp": "some"}, "broken"),
    Row("none", {"tcp": "none"}, "broken"),
    Row("nobody looked", {}, None, because=Reason.MISSING_FACT),
)
