from gatewise.model import Facts, Reason
from tests.probes.driver import Row

ONE: Facts = {"tcp": "some", "blocked_addresses": ("10.0.2.41",)}

ROWS = (
    Row("none", {"tcp": "none"}, "cut_off"),
    Row(
        "none, with the path as it was drawn",
        {"tcp": "none", "path_drawing": "ok  route-table"},
        "cut_off",
        shows="ok  route",
    ),
    Row("some", ONE, "one_zone", shows="10.0.2.41"),
    Row("some, nobody knows which", {"tcp": "some"}, "cut_off"),
    Row("none, and a part was not read", {"tcp": "none", "path_unread": "yes"}, "unread"),
    Row("some, and a part was not read", {**ONE, "path_unread": "yes"}, "unread"),
    Row("nobody looked", {}, "not_looked"),
    Row("nobody looked, and a part was not read", {"path_unread": "yes"}, "not_looked"),
    Row("a fault that was found and passed by", {"tcp": "explained"}, "not_looked"),
    Row("something unheard of", {"tcp": "?"}, None, because=Reason.MISSING_FACT),
)
