"""Which deployment is the newest, what it holds, and what a canary gets."""

import pytest

from gatewise.analysis.deployments import has_route, in_draft, newest, share_of_canary
from gatewise.model import JsonValue

FIRST, SECOND = "2026-03-02T09:20:41Z", "2026-11-20T16:02:11Z"


def test_the_newest_is_the_one_made_last_whatever_the_order() -> None:
    assert newest([{"id": "b", "createdDate": SECOND}, {"id": "a", "createdDate": FIRST}]) == "b"


@pytest.mark.parametrize(
    "deployments",
    [
        [],
        [{"id": "a", "createdDate": FIRST}, {"id": "b"}],
        [{"id": "a", "createdDate": SECOND}, {"id": "b", "createdDate": SECOND}],
    ],
)
def test_times_that_do_not_tell_name_none(deployments: list[dict[str, JsonValue]]) -> None:
    assert newest(deployments) == ""


@pytest.mark.parametrize(
    ("share", "written"),
    [(10, "10"), (10.0, "10"), (2.5, "2.5"), ("10", "10"), (0, ""), (0.0, ""), (True, ""), (None, "")],
)
def test_a_canary_counts_only_if_it_gets_calls(share: JsonValue, written: str) -> None:
    assert share_of_canary({"percentTraffic": share}) == written


@pytest.mark.parametrize(
    ("method", "path", "there"),
    [
        ("GET", "/orders", True),
        ("get", "/orders/", True),
        ("GET", "/orders/7", True),
        ("POST", "/orders/7", True),
        ("POST", "/orders", False),
        ("GET", "/Orders", False),
        ("GET", "/pets", False),
    ],
)
def test_a_route_is_found_by_its_path_and_method(method: str, path: str, *, there: bool) -> None:
    summary: dict[str, JsonValue] = {"/orders": {"GET": {}}, "/orders/{id}": {"ANY": {}}}
    resources = [{"path": name, "resourceMethods": methods} for name, methods in summary.items()]
    assert has_route(summary, method, path) is there
    assert in_draft(resources, method, path) is there
