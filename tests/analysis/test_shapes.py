from hypothesis import given
from hypothesis import strategies as st

from gatewise.analysis.known import one, several
from gatewise.analysis.shapes import flag, integer, record, records, text, texts
from gatewise.model import Facts, JsonValue

json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), held, max_size=2),
    max_leaves=8,
)


@given(json_values)
def test_any_json_reads_as_what_is_asked_or_as_nothing(value: JsonValue) -> None:
    assert isinstance(record(value, "a"), dict)
    assert all(isinstance(entry, dict) for entry in records(value, "a"))
    assert isinstance(text(value, "a"), str)
    assert all(isinstance(entry, str) for entry in texts(value, "a"))
    assert flag(value, "a") in {True, False, None}
    assert not isinstance(integer(value, "a"), bool)


def test_a_fact_is_one_or_several_as_it_is_asked() -> None:
    facts: Facts = {"vpce_id": "vpce-1", "endpoint_addresses": ("10.0.1.37", "10.0.2.41")}
    assert one(facts, "vpce_id") == "vpce-1"
    assert one(facts, "endpoint_addresses") == "10.0.1.37"
    assert several(facts, "vpce_id") == ("vpce-1",)
    assert several(facts, "endpoint_addresses") == ("10.0.1.37", "10.0.2.41")
    assert one(facts, "api_id") == ""
    assert several(facts, "api_id") == ()
