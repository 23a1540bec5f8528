import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.log_lines import RECENT_MILLISECONDS, calls_logged, deciding, fits, meaning_of_line
from gatewise.model import JsonValue

NOW = 1_795_372_800_000


def event(message: str, at: int = NOW) -> dict[str, JsonValue]:
    return {"timestamp": at, "message": message}


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("Starting execution for request: r1", "log.request"),
        ("HTTP Method: GET, Resource Path: /echo", "log.request"),
        ("Received response. Status: 403, Integration latency: 19 ms", "log.request"),
        ("Successfully completed execution", "log.completed"),
        ("Method completed with status: 200", "log.completed"),
        ("Execution failed due to a timeout error", "log.integration_timeout"),
        ("Execution failed due to configuration error: Invalid endpoint address", "log.integration_error"),
        (
            "Execution failed due to configuration error: Invalid permissions on Lambda function",
            "log.integration_error",
        ),
        (
            "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:x",
            "log.policy_denied",
        ),
        ("Method request headers: {Authorization=****}", None),
        ("API Key  authorized because method 'GET /echo' does not require API Key.", None),
    ],
)
def test_a_line_means_its_word(line: str, meaning: str | None) -> None:
    assert meaning_of_line(line) == meaning


def test_lines_older_than_the_newest_by_a_quarter_of_an_hour_are_left_out() -> None:
    old = event("(r1) Execution failed due to a timeout error", NOW - RECENT_MILLISECONDS - 1)
    calls = calls_logged([old, event("(r2) Method completed with status: 200")])
    assert [call.request_id for call in calls] == ["r2"]


def test_the_latest_failed_call_decides_before_a_later_good_one() -> None:
    calls = calls_logged(
        [
            event("(r1) Execution failed due to a timeout error", NOW),
            event("(r2) Execution failed due to configuration error: Invalid endpoint address", NOW + 1),
            event("(r3) Method completed with status: 200", NOW + 2),
        ]
    )
    call = deciding(calls)
    assert call is not None
    assert (call.request_id, call.answer) == ("r2", "integration_failed")


def test_there_is_nothing_to_decide_by_without_lines() -> None:
    assert deciding(calls_logged([])) is None


@pytest.mark.parametrize(
    ("resource", "path", "is_one"),
    [
        ("/orders", "/orders", True),
        ("/orders", "/orders/", True),
        ("/orders", "/orders/7", False),
        ("/orders/{id}", "/orders/7", True),
        ("/orders/{id}", "/orders/7/lines", False),
        ("/orders/{id}/lines", "/orders/7/lines", True),
        ("/{proxy+}", "/orders/7/lines", True),
        ("/orders/{proxy+}", "/orders", False),
        ("/a.b", "/axb", False),
        ("/", "/", True),
        ("/", "/orders", False),
    ],
)
def test_a_path_is_one_of_a_resource(resource: str, path: str, *, is_one: bool) -> None:
    assert fits(resource, path) is is_one


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["timestamp", "message", "else"]), st.none() | st.integers() | st.text(max_size=60)
        ),
        max_size=5,
    )
)
def test_any_event_is_read(events: list[dict[str, JsonValue]]) -> None:
    for call in calls_logged(events):
        assert all(line.at == "" or line.at.endswith("Z") for line in call.lines)
