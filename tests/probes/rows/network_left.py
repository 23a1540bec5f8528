from gatewise.model import Reason
from tests.probes.driver import Row

ROWS = (
    Row("all", {"tcp": "all"}, "not_broken"),
    Row("behind a fault that was found, there may be another", {"tcp": "explained"}, "broken"),
    Row("some", {"tcp": "some"}, "broken"),
    Row("none", {"tcp": "none"}, "broken"),
    Row("nobody looked", {}, "not_looked"),
    Row("something unheard of", {"tcp": "?"}, None, because=Reason.MISSING_FACT),
)
